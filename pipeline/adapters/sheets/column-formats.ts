import type { ColumnFormat } from "#domain/workspace.ts";
import type { SheetValue } from "./cell-text.ts";

const DATES = new Set(["DATE", "DATE_TIME", "TIME"]);

/** What is known of one column while its cells go by. */
interface ColumnFacts {
  numbers: number;
  texts: number;
  /** Numbers of the sample that are shown as dates, and as anything else. */
  dates: number;
  others: number;
}

/**
 * Finds out how the numbers of each column are meant. The service gives numbers, not text, so there is no
 * `1.234` to guess about: a number is a number, and a date is one that its cell shows as a date.
 */
export class ColumnFormats {
  readonly #facts: ColumnFacts[] = [];
  readonly #sample: ReadonlyMap<number, readonly (string | undefined)[]>;

  /** @param sample number format types by row (0-based), of some rows. */
  constructor(sample: ReadonlyMap<number, readonly (string | undefined)[]>) {
    this.#sample = sample;
  }

  /** @param row 0-based. */
  see(row: number, values: readonly SheetValue[]): void {
    const types = this.#sample.get(row);
    for (let column = 0; column < values.length; column += 1) {
      const value = values[column];
      if (value === "" || value === null || value === undefined) continue;
      const facts = (this.#facts[column] ??= { numbers: 0, texts: 0, dates: 0, others: 0 });
      if (typeof value !== "number") {
        facts.texts += 1;
        continue;
      }
      facts.numbers += 1;
      const type = types?.[column];
      if (type === undefined) continue;
      if (DATES.has(type)) facts.dates += 1;
      else facts.others += 1;
    }
  }

  /** Columns whose numbers all mean the same; a column that shows both dates and amounts is left open. */
  settled(): ReadonlyMap<number, ColumnFormat> {
    const formats = new Map<number, ColumnFormat>();
    for (const [column, facts] of this.#facts.entries()) {
      // The column name is a text; a column that is mostly text is judged by its text.
      if (!facts || facts.numbers === 0 || facts.numbers < facts.texts - 1) continue;
      if (facts.dates > 0 && facts.others === 0) formats.set(column, "excel");
      else if (facts.dates === 0 && facts.others > 0) formats.set(column, "point");
    }
    return formats;
  }
}
