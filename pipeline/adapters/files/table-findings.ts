import { cellAddress } from "#domain/cell-address.ts";
import type { Finding } from "#domain/findings.ts";
import { isFormulaError } from "./cell-kinds.ts";
import { filledWidth } from "./csv-table.ts";

const NAMED = 3;

/** Counts defects of records as they pass and remembers where the first ones stand. */
export class TableFindings {
  readonly #width: number;
  readonly #column: number;
  readonly #places = new Map<string, { count: number; first: string[] }>();
  #blankRun: number[] = [];
  #blankCount = 0;

  /** @param width cells a regular record has; @param column 0-based column of the first cell in the sheet */
  constructor(width: number, column: number) {
    this.#width = width;
    this.#column = column;
  }

  /** Takes note of the record that is spreadsheet row `row`. */
  record(fields: readonly (string | null)[], row: number): void {
    const filled = filledWidth(fields);
    if (filled === 0) {
      if (this.#blankRun.length < NAMED) this.#blankRun.push(row);
      this.#blankCount++;
      return;
    }
    this.#blankEnds();
    if (fields.length < this.#width) this.note("short_row", cellAddress(this.#column, row));
    if (filled > this.#width) this.note("long_row", cellAddress(this.#column + this.#width, row));
    for (let column = 0; column < filled; column++) {
      const cell = fields[column];
      if (cell && (cell[0] === "#" || cell[0] === "L") && isFormulaError(cell)) {
        this.note("formula_error", cellAddress(this.#column + column, row));
      }
    }
  }

  note(kind: string, address: string, count = 1): void {
    const place = this.#places.get(kind) ?? { count: 0, first: [] };
    place.count += count;
    if (place.first.length < NAMED && address !== "") place.first.push(address);
    this.#places.set(kind, place);
  }

  /** The findings so far. Blank records since the last full one count as trailing. */
  list(): Finding[] {
    const findings: Finding[] = [];
    for (const [kind, { count, first }] of this.#places) {
      const say = SAY[kind];
      if (!say) continue;
      const address = first[0];
      findings.push({ ...say(count, places(first, count)), count, ...(address && { address }) });
    }
    if (this.#blankCount > 0) findings.push(trailing(this.#blankCount));
    return findings;
  }

  #blankEnds(): void {
    if (this.#blankCount === 0) return;
    for (const row of this.#blankRun)
      this.note("blank_rows_inside", cellAddress(this.#column, row), 0);
    this.note("blank_rows_inside", "", this.#blankCount);
    this.#blankRun = [];
    this.#blankCount = 0;
  }
}

const rows = (count: number): string => (count === 1 ? "1 row" : `${count} rows`);
const cells = (count: number): string => (count === 1 ? "1 cell" : `${count} cells`);
const has = (count: number): string => (count === 1 ? "has" : "have");

function places(first: readonly string[], count: number): string {
  const more = count - first.length;
  return more > 0 ? `${first.join(", ")} and ${more} more` : first.join(", ");
}

/** The finding about blank rows at the end. */
export function trailing(count: number): Finding {
  return {
    kind: "trailing_blank_rows",
    severity: "info",
    text: `${rows(count)} without any value at the end ${count === 1 ? "was" : "were"} left out.`,
    count,
  };
}

type Say = (count: number, where: string) => Finding;

const SAY: Readonly<Record<string, Say>> = {
  short_row: (count, where) => ({
    kind: "ragged_row",
    severity: "warn",
    text: `${rows(count)} ${has(count)} fewer cells than there are columns (${where}); the missing ones stay empty.`,
    action: "Look at these rows: a line break or a separator in a text may have cut them.",
  }),
  long_row: (count, where) => ({
    kind: "ragged_row",
    severity: "warn",
    text: `${rows(count)} ${has(count)} more cells than there are names (${where}); they are kept in extra columns.`,
    action: "Look at these rows: a separator inside a text may have moved the values to the right.",
  }),
  formula_error: (count, where) => ({
    kind: "formula_error",
    severity: "warn",
    text: `${cells(count)} ${count === 1 ? "shows" : "show"} a formula error instead of a value (${where}).`,
    action: "Repair the formula in the sheet, then re-check.",
  }),
  blank_rows_inside: (count, where) => ({
    kind: "blank_rows_inside",
    severity: "info",
    text: `${rows(count)} between others ${has(count)} no value (${where}); they are left out, and reading goes on below.`,
  }),
  stray_quote: (count, where) => ({
    kind: "stray_quote",
    severity: "warn",
    text: `${cells(count)} ${has(count)} a quotation mark in an unusual place (${where}); it was kept as text.`,
    action: "Look at these cells in the preview.",
  }),
  nul_characters: (count) => ({
    kind: "nul_characters",
    severity: "warn",
    text: `${count} invisible characters (NUL) that cannot be stored were left out.`,
  }),
  mixed_line_endings: () => ({
    kind: "mixed_line_endings",
    severity: "info",
    text: "Lines end in different ways; the file was probably put together from several. All are read.",
  }),
};
