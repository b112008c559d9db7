/** What a cell of a sheet holds, as far as its own value tells. */
export type CellClass =
  | "number"
  | "boolean"
  | "text"
  | "number_text"
  | "date_text"
  | "error"
  | "loading"
  | "placeholder"
  | "padded"
  | "invisible"
  | "long_number";

const ERRORS = /^#(REF!|N\/A|DIV\/0!|VALUE!|NAME\?|NUM!|NULL!|ERROR!|SPILL!|CALC!)$/;
const LOADING = /^loading(\.{3}|…)$/i;
const PLACEHOLDERS =
  /^(n\/?a|n\.a\.|-{1,3}|–|—|\?+|tbd|tba|none|null|nil|unknown|k\.?a\.?|x{2,})$/i;
const NUMBER_TEXT =
  /^[-+(]?\s*(?:[$€£¥]|[A-Z]{3})?\s*\d{1,3}(?:[.,'’ \u00a0\u202f]?\d{3})*(?:[.,]\d+)?\s*(?:[$€£¥%]|[A-Z]{3})?\s*\)?-?$/;
const DATE_TEXT = /^\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}(?:[ T,]+\d{1,2}:\d{2}.*)?$/;
const INVISIBLE = /[\u00ad\u200b-\u200f\u2060\ufeff]/;
const PADDED = /^[\s\u00a0]|[\s\u00a0]$/;
/** What all of the above that are short look like; nearly every text of a sheet is ruled out by it. */
const SUSPECT = /\d|[#\u00ad\u200b-\u200f\u2060\ufeff]|^[\s\u00a0]|[\s\u00a0]$/;
const SHORT = 10;

/** @returns null for an empty cell. */
export function classOf(value: unknown): CellClass | null {
  if (typeof value === "number") {
    // Beyond 15 digits a spreadsheet has already rounded: an account or tracking number is broken.
    return Number.isInteger(value) && Math.abs(value) >= 1e15 ? "long_number" : "number";
  }
  if (value === null || value === undefined || value === "") return null;
  return typeof value === "boolean" ? "boolean" : textClass(String(value));
}

function textClass(text: string): CellClass {
  if (text.length > SHORT && !SUSPECT.test(text)) return "text";
  if (ERRORS.test(text)) return "error";
  if (LOADING.test(text)) return "loading";
  if (INVISIBLE.test(text)) return "invisible";
  if (PADDED.test(text)) return "padded";
  if (PLACEHOLDERS.test(text)) return "placeholder";
  if (DATE_TEXT.test(text)) return "date_text";
  if (NUMBER_TEXT.test(text)) return "number_text";
  return "text";
}
