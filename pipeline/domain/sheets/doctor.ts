import { columnLetters } from "#domain/cell-address.ts";
import type { Finding } from "#domain/findings.ts";
import { type CellClass, classOf } from "./cell-class.ts";
import { type ColumnFacts, columnFindings, LABELS } from "./column-defects.ts";
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

const TOTALS = /^(grand )?total|^(sub)?totals?\b|^sum(me)?\b|^gesamt|^subtotal|^somme|^totale/i;
/** Rows at the top whose cells are kept, for titles and notes. */
const TOP = 40;

/**
 * Looks at every cell of a tab once and says what would hurt: where exactly, what it means, what to do. Memory
 * grows with the number of defects, not of cells.
 */
export class SheetDoctor {
  readonly #columns: ColumnFacts[] = [];
  readonly #blank = new RowRuns();
  readonly #top: unknown[][] = [];
  #lastRow: readonly unknown[] = [];
  #lastFilled = 0;
  #row = 0;

  /** Rows in order, beginning with row 1; empty ones too. */
  see(values: readonly unknown[]): void {
    this.#row += 1;
    if (this.#top.length < TOP) this.#top.push([...values]);
    let filled = 0;
    for (let index = 0; index < values.length; index += 1) {
      const kind = classOf(values[index]);
      if (kind === null) continue;
      filled += 1;
      this.#note(index, kind, values[index]);
    }
    if (filled === 0) {
      this.#blank.add(this.#row);
      return;
    }
    this.#lastRow = values;
    this.#lastFilled = this.#row;
  }

  #note(index: number, kind: CellClass, value: unknown): void {
    const column = (this.#columns[index] ??= {
      runs: new Map(),
      spellings: new Map(),
      filled: 0,
    });
    column.filled += 1;
    const runs = column.runs.get(kind) ?? new RowRuns();
    runs.add(this.#row);
    column.runs.set(kind, runs);
    if (typeof value === "string" && column.spellings.size <= LABELS) {
      const folded = value.trim().replace(/\s+/g, " ").toLowerCase();
      const spelled = column.spellings.get(folded) ?? new Map<string, RowRuns>();
      const rows = spelled.get(value.trim()) ?? new RowRuns();
      rows.add(this.#row);
      spelled.set(value.trim(), rows);
      column.spellings.set(folded, spelled);
    }
  }

  /** Everything found, in the order of the columns; nothing for a clean tab. */
  findings(place: TablePlace, facts: TabFacts): readonly Finding[] {
    return [
      ...this.#layout(place, facts),
      ...place.headers.flatMap((header, offset) => {
        const index = place.first_column + offset;
        const column = this.#columns[index];
        return column ? columnFindings(column, index, header, place.first_row, facts.title) : [];
      }),
      ...this.#beside(place, facts.title),
    ];
  }

  #layout(place: TablePlace, { title, merges, hidden_rows: hidden }: TabFacts): Finding[] {
    const warn = (kind: string, address: string, count: number, text: string, action: string) =>
      ({ kind, severity: "warn", text, action, address, count }) as const;
    const found: Finding[] = merges.map((merge) =>
      warn(
        "merged_cells",
        `${title}!${merge}`,
        1,
        `${merge} is merged: only its first cell holds a value, the others are empty.`,
        "Unmerge it and fill every row, if it lies inside the table.",
      ),
    );
    const rows = (
      kind: string,
      runs: RowRuns,
      says: (count: string) => string,
      action: string,
    ): void => {
      if (runs.count === 0) return;
      const count = runs.count === 1 ? "1 row is" : `${runs.count} rows are`;
      found.push(warn(kind, runs.rowsAddress(title), runs.count, says(count), action));
    };
    rows(
      "text_above_header",
      this.#filledAbove(place.header_row),
      (count) => `${count} above the column names in row ${place.header_row}, and left out.`,
      "Nothing to do, unless it belongs to the data.",
    );
    // The empty rest of the grid is no defect.
    rows(
      "blank_rows",
      this.#blank.from(place.first_row).upTo(this.#lastFilled),
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
    return [...found, ...this.#totals(place, title)];
  }

  #totals(place: TablePlace, title: string): Finding[] {
    const label = this.#lastRow.find((value) => typeof value === "string");
    if (typeof label !== "string" || !TOTALS.test(label)) return [];
    if (this.#lastFilled <= place.first_row) return [];
    return [
      {
        kind: "totals_row",
        severity: "warn",
        text: `Row ${this.#lastFilled} looks like a row of totals ("${label.slice(0, 40)}").`,
        action: "Move totals to another tab: here they would count as one more row of data.",
        address: `${title}!${this.#lastFilled}:${this.#lastFilled}`,
        count: 1,
      },
    ];
  }

  #filledAbove(header: number): RowRuns {
    const rows = new RowRuns();
    for (let row = 1; row < header; row += 1) {
      if (this.#top[row - 1]?.some((value) => classOf(value) !== null)) rows.add(row);
    }
    return rows;
  }

  /** Filled columns that the table does not reach: a second table, or notes at its side. */
  #beside(place: TablePlace, title: string): Finding[] {
    const last = place.first_column + place.headers.length - 1;
    const outside = this.#columns.flatMap((column, index) =>
      column && index > last && column.filled > 0 ? [index] : [],
    );
    const [first] = outside;
    if (first === undefined) return [];
    const end = outside.at(-1) as number;
    return [
      {
        kind: "beside_table",
        severity: "warn",
        text: `There is more beside the table, from column ${columnLetters(first)} on. It is not read.`,
        action: "Move it to a tab of its own, or give the range of the table you mean.",
        address: `${title}!${columnLetters(first)}:${columnLetters(end)}`,
        count: outside.length,
      },
    ];
  }
}
