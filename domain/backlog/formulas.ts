/** What a cell says whose formula has no result: our mark of one that was never worked out, beside the errors of spreadsheets. */
export const UNCALCULATED = '#FORMULA!';

const ERRORS: ReadonlySet<string> = new Set([UNCALCULATED, '#REF!', '#VALUE!', '#NAME?', '#DIV/0!', '#N/A', '#NULL!', '#NUM!', '#SPILL!', '#CALC!', '#GETTING_DATA', '#BLOCKED!', '#FIELD!', '#CONNECT!']);

/** Whether a cell shows a formula's failure in place of a value. */
export const isFormulaError = (cell: string): boolean => ERRORS.has(cell);
