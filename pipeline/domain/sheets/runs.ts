import { columnLetters } from "#domain/cell-address.ts";

/** Rows in a column, kept as blocks so that a million of them in a row cost as much as one. */
export class RowRuns {
  readonly #blocks: { first: number; last: number }[] = [];
  #rows = 0;

  /** Blocks beyond this are counted, not kept. */
  static readonly kept = 500;

  /** @param row ascending from call to call. */
  add(row: number): void {
    this.#rows += 1;
    const last = this.#blocks.at(-1);
    if (last && last.last === row - 1) last.last = row;
    else if (this.#blocks.length < RowRuns.kept) this.#blocks.push({ first: row, last: row });
  }

  get count(): number {
    return this.#rows;
  }

  /** The blocks from `first` on. */
  from(first: number): RowRuns {
    const rest = new RowRuns();
    for (const block of this.#blocks) {
      if (block.last < first) continue;
      const start = Math.max(block.first, first);
      rest.#blocks.push({ first: start, last: block.last });
    }
    const cut = this.#blocks.reduce(
      (sum, block) => sum + Math.max(0, Math.min(block.last, first - 1) - block.first + 1),
      0,
    );
    rest.#rows = this.#rows - cut;
    return rest;
  }

  /** The blocks up to `last` and with it. */
  upTo(last: number): RowRuns {
    const rest = new RowRuns();
    for (const block of this.#blocks) {
      if (block.first > last) break;
      const end = Math.min(block.last, last);
      rest.#blocks.push({ first: block.first, last: end });
      rest.#rows += end - block.first + 1;
    }
    return rest;
  }

  /** `C4`, `C4:C9`, `C4:C9, C12` …; at most `limit` blocks, then how many more. */
  address(tab: string, column: number, limit = 5): string {
    const letters = columnLetters(column);
    const texts = this.#blocks
      .slice(0, limit)
      .map(({ first, last }) =>
        first === last ? `${letters}${first}` : `${letters}${first}:${letters}${last}`,
      );
    const more = this.#blocks.length - texts.length;
    return `${tab}!${texts.join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
  }

  /** The blocks as whole rows: `8:8`, `8:11`. */
  rowsAddress(tab: string, limit = 5): string {
    const texts = this.#blocks.slice(0, limit).map(({ first, last }) => `${first}:${last}`);
    const more = this.#blocks.length - texts.length;
    return `${tab}!${texts.join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
  }
}
