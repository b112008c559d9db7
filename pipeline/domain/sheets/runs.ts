import { columnLetters } from "#domain/cell-address.ts";

interface Block {
  first: number;
  last: number;
}

/** Rows in a column, kept as blocks so that a million of them in a row cost as much as one. */
export class RowRuns {
  readonly #blocks: Block[] = [];
  #end: Block | null = null;
  #rows = 0;

  /** Blocks beyond this are counted, not kept. */
  static readonly kept = 500;

  /** @param row ascending from call to call. */
  add(row: number): void {
    this.#rows += 1;
    if (this.#end?.last === row - 1) this.#end.last = row;
    else if (this.#blocks.length < RowRuns.kept) {
      this.#end = { first: row, last: row };
      this.#blocks.push(this.#end);
    }
  }

  get count(): number {
    return this.#rows;
  }

  /** The blocks from `first` to `last`, both included; rows that were only counted belong to the end. */
  within(first: number, last = Infinity): RowRuns {
    const kept: Block[] = [];
    let cut = 0;
    for (const block of this.#blocks) {
      const from = Math.max(block.first, first);
      const to = Math.min(block.last, last);
      if (from <= to) kept.push({ first: from, last: to });
      cut += block.last - block.first + 1 - Math.max(0, to - from + 1);
    }
    return RowRuns.#of(kept, this.#rows - cut);
  }

  /** All but these rows. */
  without(rows: ReadonlySet<number>): RowRuns {
    if (rows.size === 0) return this;
    const kept: Block[] = [];
    let cut = 0;
    for (const { first, last } of this.#blocks) {
      let start = first;
      for (const row of [...rows].filter((one) => one >= first && one <= last)) {
        cut += 1;
        if (row > start) kept.push({ first: start, last: row - 1 });
        start = row + 1;
      }
      if (start <= last) kept.push({ first: start, last });
    }
    return RowRuns.#of(kept, this.#rows - cut);
  }

  /** These rows and those of another, in order. */
  and(other: RowRuns): RowRuns {
    const kept = [...this.#blocks, ...other.#blocks].toSorted((a, b) => a.first - b.first);
    return RowRuns.#of(kept, this.#rows + other.#rows);
  }

  static #of(blocks: readonly Block[], rows: number): RowRuns {
    const made = new RowRuns();
    made.#blocks.push(...blocks);
    made.#end = made.#blocks.at(-1) ?? null;
    made.#rows = rows;
    return made;
  }

  /** `C4`, `C4:C9`, `C4:C9, C12` …; at most `limit` blocks, then how many more. */
  address(tab: string, column: number, limit = 5): string {
    const letters = columnLetters(column);
    return this.#text(tab, limit, ({ first, last }) =>
      first === last ? `${letters}${first}` : `${letters}${first}:${letters}${last}`,
    );
  }

  /** The blocks as whole rows: `8:8`, `8:11`. */
  rowsAddress(tab: string, limit = 5): string {
    return this.#text(tab, limit, ({ first, last }) => `${first}:${last}`);
  }

  #text(tab: string, limit: number, say: (block: Block) => string): string {
    const more = this.#blocks.length - limit;
    const texts = this.#blocks.slice(0, limit).map(say);
    return `${tab}!${texts.join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
  }
}
