import { type CellClass, classOf } from "./cell-class.ts";
import { RowRuns } from "./runs.ts";

/** A column with more different texts is no list of labels, so its spellings are not compared. */
export const LABELS = 200;

interface Label {
  readonly kind: CellClass;
  readonly rows: RowRuns;
}

/** The rows of a column that are looked at: a table's own, without its totals. */
export interface RowScope {
  readonly first: number;
  readonly last: number;
  readonly except: ReadonlySet<number>;
}

/** What is known of one column after all its cells went by; memory grows with the kinds of defects. */
export class ColumnFacts {
  readonly #runs = new Map<CellClass, RowRuns>();
  /** Text as it stands → its rows, while the column may be a list of labels. */
  readonly #labels = new Map<string, Label>();
  #last: CellClass | null = null;
  #lastRuns = new RowRuns();
  filled = 0;

  /** @returns what the cell holds; null for an empty one. Rows ascend from call to call. */
  see(row: number, value: unknown): CellClass | null {
    const known = typeof value === "string" ? this.#labels.get(value) : undefined;
    const kind = known?.kind ?? classOf(value);
    if (kind === null) return null;
    this.filled += 1;
    if (kind !== this.#last) this.#turnTo(kind);
    this.#lastRuns.add(row);
    if (known) known.rows.add(row);
    else if (typeof value === "string" && this.#labels.size <= LABELS) {
      const rows = new RowRuns();
      rows.add(row);
      this.#labels.set(value, { kind, rows });
    }
    return kind;
  }

  #turnTo(kind: CellClass): void {
    const runs = this.#runs.get(kind) ?? new RowRuns();
    this.#runs.set(kind, runs);
    this.#last = kind;
    this.#lastRuns = runs;
  }

  /** Rows of each class within the scope. */
  runs({ first, last, except }: RowScope): ReadonlyMap<CellClass, RowRuns> {
    return new Map(
      [...this.#runs].map(([kind, rows]) => [kind, rows.within(first, last).without(except)]),
    );
  }

  /** How much of the column's text is no text: 0 for none, 1 for all numbers and check boxes. */
  numberShare(scope: RowScope): number {
    let all = 0;
    let numbers = 0;
    for (const [kind, { count }] of this.runs(scope)) {
      all += count;
      if (kind === "number" || kind === "boolean" || kind === "long_number") numbers += count;
    }
    return all === 0 ? 0 : numbers / all;
  }

  /** Spellings that differ in case or spaces only, of a list of labels: folded → spelling → rows. */
  spellings({ first, last, except }: RowScope): ReadonlyMap<string, ReadonlyMap<string, RowRuns>> {
    const folded = new Map<string, Map<string, RowRuns>>();
    if (this.#labels.size > LABELS) return folded;
    for (const [text, { rows }] of this.#labels) {
      const spelling = text.trim();
      const key = spelling.replace(/\s+/g, " ").toLowerCase();
      const same = folded.get(key) ?? new Map<string, RowRuns>();
      const own = rows.within(first, last).without(except);
      same.set(spelling, same.get(spelling)?.and(own) ?? own);
      folded.set(key, same);
    }
    return folded;
  }
}
