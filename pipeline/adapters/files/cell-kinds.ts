/** What a cell looks like; used to tell names from values and good splits from bad ones. */

const NUMBER = /^[-+(]?\s?[€$£¥]?\s?[-+]?\d[\d.,' \u00a0\u202f]*\d?\s?(%|[€$£¥]|[A-Za-z]{3})?\)?$/;
const DATE =
  /^\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}([T ]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?\s?(Z|[AaPp][Mm]|[-+]\d{2}:?\d{2}|[A-Z]{3})?)?$/;
const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;
const FORMULA_ERROR =
  /^(#(REF!|N\/A|DIV\/0!|VALUE!|NAME\?|NULL!|NUM!|ERROR!|SPILL!)|Loading\.{3})$/;

export const isBlank = (cell: string | null | undefined): boolean =>
  cell === null || cell === undefined || cell.trim() === "";

/** A number, date, address or truth value: something that stands below a column name, not in it. */
export function isValue(cell: string): boolean {
  const text = cell.trim();
  return (
    NUMBER.test(text) || DATE.test(text) || EMAIL.test(text) || /^(true|false|yes|no)$/i.test(text)
  );
}

export const isDateOrNumber = (cell: string): boolean =>
  NUMBER.test(cell.trim()) || DATE.test(cell.trim());

/** What a spreadsheet shows in place of a result it could not compute. */
export const isFormulaError = (cell: string): boolean =>
  (cell.startsWith("#") || cell.startsWith("Loading")) && FORMULA_ERROR.test(cell.trim());
