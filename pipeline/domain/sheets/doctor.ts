import { columnLetters } from "#domain/cell-address.ts";
import type { Finding } from "#domain/findings.ts";
import { columnFindings } from "./column-defects.ts";
import { ColumnFacts } from "./column-facts.ts";
import { OddRows } from "./odd-rows.ts";
import { RowRuns } from "./runs.ts";

/** Where the table is in its tab, once its column names were found. */
export interface TablePlace {
  /** 1-based. */
  readonly header_row: number;
  readonly first_row: number;
  /** 0-based. */
  readonly first_column: number;
  readonly headers: readonly string[];
}

/** What the doctor is told about the tab beside its cells. */
export interface TabFacts {
  readonly title: string;
  /** Ranges in A1 notation, without the tab. */
  readonly merges: readonly string[];
  /** 1-based rows that are hidden by hand or by a filter, of those that were looked at. */
  readonly hidden_rows: readonly number[];
}

/** Rows at the top of which is kept whether they are filled, for titles and notes. */
const TOP = 60;

/**
 * Looks at every cell of a tab once and says what would hurt: where exactly, what it means, what to do. Memory
 * grows with the number of defects, not of cells.
 */
export class SheetDoctor {
  readonly #columns: (ColumnFacts | undefined)[] = [];
  readonly #blank = new RowRuns();
  readonly #odd = new OddRows();
  readonly #filledTop = new RowRuns();
  #lastFilled = 0;
  #row = 0;

  /** Rows in order, beginning with row 1; empty ones too. */
  see(values: readonly unknown[]): void {
    this.#row += 1;
    const row = this.#row;
    let filled = 0;
    let texts = 0;
    for (let index = 0; index < values.length; index += 1) {
      const value = values[index];
      if (value === "" || value === null || value === undefined) continue;
      const column = (this.#columns[index] ??= new ColumnFacts());
      column.see(row, value);
      filled += 1;
      if (typeof value === "string") texts += 1;
    }
    if (filled === 0) {
      this.#blank.add(row);
      return;
    }
    if (texts > 0) {
      const afterBlank = this.#lastFilled > 0 && this.#lastFilled < row - 1;
      this.#odd.see(row, values, filled, texts, afterBlank);
    }
    if (row < TOP) this.#filledTop.add(row);
    this.#lastFilled = row;
  }

  /** Everything found, in the order of the columns; nothing for a clean tab. */
  findings(place: TablePlace, facts: TabFacts): readonly Finding[] {
    const outsiders = this.#odd.outsiders(
      {
        first_row: place.first_row,
        width: place.headers.length,
        last_filled: this.#lastFilled,
        title: facts.title,
      },
      this.#columns,
    );
    const scope = { first: place.first_row, last: outsiders.last, except: outsiders.rows };
    return [
      ...this.#layout(place, facts),
      ...outsiders.findings,
      ...place.headers.flatMap((header, offset) => {
        const index = place.first_column + offset;
        const column = this.#columns[index];
        return column ? columnFindings(column, index, header, scope, facts.title) : [];
      }),
      ...this.#beside(place, facts.title),
    ];
  }

  /** Whether the column (0-based) holds anything from that row on. */
  isFilled(index: number, first: number): boolean {
    const runs = this.#columns[index]?.runs({ first, last: Infinity, except: new Set() });
    return runs !== undefined && [...runs.values()].some(({ count }) => count > 0);
  }

  #layout(place: TablePlace, { title, merges, hidden_rows: hidden }: TabFacts): Finding[] {
    const found: Finding[] = merges.map((merge) => ({
      kind: "merged_cells",
      severity: "warn",
      text: `${merge} is merged: only its first cell holds a value, the others are empty.`,
      action: "Unmerge it and fill every row, if it lies inside the table.",
      address: `${title}!${merge}`,
      count: 1,
    }));
    const rows = (
      kind: string,
      runs: RowRuns,
      says: (count: string) => string,
      action: string,
      severity: Finding["severity"] = "warn",
    ): void => {
      const { count } = runs;
      if (count === 0) return;
      const text = says(count === 1 ? "1 row is" : `${count} rows are`);
      found.push({ kind, severity, text, action, address: runs.rowsAddress(title), count });
    };
    rows(
      "text_above_header",
      this.#filledTop.within(1, place.header_row - 1),
      (count) => `${count} above the column names in row ${place.header_row}, and left out.`,
      "Nothing to do, unless it belongs to the data.",
      "info",
    );
    // The empty rest of the grid is no defect.
    rows(
      "blank_rows",
      this.#blank.within(place.first_row, this.#lastFilled),
      (count) => `${count} empty between the rows of ${title}.`,
      "They are left out. Delete them, so that filters and sorting do not stop there.",
    );
    const unseen = new RowRuns();
    for (const row of hidden) if (row >= place.first_row) unseen.add(row);
    rows(
      "hidden_rows",
      unseen,
      (count) => `${count} hidden, and read all the same.`,
      "Show them and look whether they belong to the data.",
    );
    return found;
  }

  /** A second table or notes at the side: filled columns beyond the names, or behind an empty column. */
  #beside(place: TablePlace, title: string): Finding[] {
    const end = place.first_column + place.headers.length;
    const filled = (index: number): boolean => this.isFilled(index, place.first_row);
    const used = place.headers
      .map((_, offset) => place.first_column + offset)
      .filter((index) => filled(index));
    const gap = used.find((index, at) => at > 0 && index > used[at - 1]! + 1);
    // As long as the table itself, it is the rest of it, and the empty column only keeps a distance.
    const behind = gap !== undefined && this.#isShorter(used, gap) ? gap : end;
    const outside = this.#columns.flatMap((column, index) =>
      column && index >= behind && column.filled > 0 ? [index] : [],
    );
    const [first] = outside;
    if (first === undefined) return [];
    return [
      {
        kind: "beside_table",
        severity: "warn",
        text: `There is more beside the table, from column ${columnLetters(first)} on. It does not belong to its rows.`,
        action: "Move it to a tab of its own, or give the range of the table you mean.",
        address: `${title}!${columnLetters(first)}:${columnLetters(outside.at(-1) as number)}`,
        count: outside.length,
      },
    ];
  }

  #isShorter(used: readonly number[], gap: number): boolean {
    const most = (columns: readonly number[]): number =>
      Math.max(...columns.map((index) => this.#columns[index]?.filled ?? 0));
    const left = most(used.filter((index) => index < gap));
    const right = most(used.filter((index) => index >= gap));
    return right < left * 0.8;
  }
}
