import { stringify } from 'csv-stringify/sync';

export type CsvValue = string | number | boolean | null;

/**
 * A CSV that spreadsheets open as it is: UTF-8 with its mark, Windows line ends, and no text of ours run as a formula. Numbers stay
 * numbers; null is an empty cell.
 */
export const csv = (header: readonly string[], rows: readonly (readonly CsvValue[])[], { isFirst = true }: Readonly<{ isFirst?: boolean }> = {}): string =>
  stringify([...(isFirst ? [header] : []), ...rows].map((row) => [...row]), {
    bom: isFirst,
    record_delimiter: 'windows',
    quoted_match: /[\r\n]/, // a bare newline is left unquoted otherwise
    escape_formulas: true,
    cast: { boolean: (value) => (value ? 'yes' : 'no') },
  });
