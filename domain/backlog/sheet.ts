/** A row as it stood in the file: text cells in the order of the headings. `number`: the file's own line or row, the headings' being 1 in a spreadsheet. */
export type SheetRow = Readonly<{ number: number; cells: readonly string[] }>;

/** A table as it was read from a file, before anything is understood of it. */
export type Sheet = Readonly<{ header: readonly string[]; rows: readonly SheetRow[] }>;
