import { LONGEST_RECORD, UnclosedQuote, type CsvSyntax, type OnRecord } from "./csv-syntax.ts";

const INCOMPLETE = -1;

/**
 * Splits text that arrives in pieces into records, leniently: a quote counts only at the start of a cell, a stray one
 * inside is kept as text. Memory is bounded by one piece plus one record.
 */
export class CsvSplitter {
  /** Cells in which a quote stood where none belongs, and the first of them. */
  strayQuotes = 0;
  firstStray: { record: number; column: number } | undefined;
  /** True after `onRecord` returned false. */
  stopped = false;
  records = 0;
  /** Characters of all records handed out, line ends included. */
  consumed = 0;

  readonly #syntax: CsvSyntax;
  readonly #onRecord: OnRecord;
  #text = "";
  #final = false;
  #nextQuote = -1;
  #nextReturn = -1;
  #fields: string[] = [];

  constructor(syntax: CsvSyntax, onRecord: OnRecord) {
    this.#syntax = syntax;
    this.#onRecord = onRecord;
  }

  push(text: string): void {
    this.#text = this.#text === "" ? text : this.#text + text;
    this.#drain();
  }

  /** @throws UnclosedQuote when the text ends inside a quoted cell. */
  end(): void {
    this.#final = true;
    this.#drain();
  }

  /** Characters pushed but not yet part of a whole record. */
  get pending(): number {
    return this.#text.length;
  }

  #drain(): void {
    let position = 0;
    this.#nextQuote = -1;
    this.#nextReturn = -1;
    while (position < this.#text.length && !this.stopped) {
      const next = this.#record(position);
      if (next === INCOMPLETE) break;
      this.consumed += next - position;
      position = next;
      this.stopped = this.#onRecord(this.#fields, this.records++) === false;
    }
    this.#text = this.#text.slice(position);
    if (this.#text.length > LONGEST_RECORD && !this.stopped)
      throw new UnclosedQuote(this.records, 0);
  }

  /** Reads the record at `start` into `#fields`; returns where the next one starts. */
  #record(start: number): number {
    const end = this.#lineEnd(start);
    if (end === INCOMPLETE) return INCOMPLETE;
    if (this.#syntax.quote !== "" && this.#quoteFrom(start) < end) return this.#quotedRecord(start);
    const stop = this.#withoutReturn(start, end);
    this.#fields =
      stop === start ? [] : this.#text.slice(start, stop).split(this.#syntax.delimiter);
    return this.#afterLineEnd(end);
  }

  #quotedRecord(start: number): number {
    const fields: string[] = [];
    let position = start;
    for (;;) {
      const opening = this.#openingQuote(position);
      const cell =
        opening === INCOMPLETE
          ? this.#plainCell(position, position)
          : this.#quotedCell(position, opening, fields.length);
      if (cell === undefined) return INCOMPLETE;
      fields.push(cell.value);
      if (this.#text.startsWith(this.#syntax.delimiter, cell.end) && !cell.line) {
        position = cell.end + this.#syntax.delimiter.length;
        continue;
      }
      this.#fields = fields;
      return cell.end >= this.#text.length
        ? this.#text.length
        : this.#afterLineEnd(this.#skipReturns(cell.end));
    }
  }

  /** Where a cell at `position` opens its quote (spaces may come first), or INCOMPLETE if it is not quoted. */
  #openingQuote(position: number): number {
    let at = position;
    if (this.#syntax.delimiter !== " ") while (this.#text[at] === " ") at++;
    return this.#text[at] === this.#syntax.quote ? at : INCOMPLETE;
  }

  /** A cell without quotes that starts at `start`; its end is searched from `from`. */
  #plainCell(start: number, from: number): Cell | undefined {
    const end = this.#lineEnd(from);
    if (end === INCOMPLETE) return undefined;
    const delimiter = this.#text.indexOf(this.#syntax.delimiter, from);
    if (delimiter !== -1 && delimiter < end) {
      return { value: this.#text.slice(start, delimiter), end: delimiter, line: false };
    }
    const stop = this.#withoutReturn(from, end);
    return { value: this.#text.slice(start, stop), end: stop, line: true };
  }

  #quotedCell(start: number, opening: number, column: number): Cell | undefined {
    const { quote } = this.#syntax;
    let doubled = false;
    let from = opening + 1;
    for (;;) {
      const at = this.#text.indexOf(quote, from);
      if (at === -1) {
        if (this.#final) throw new UnclosedQuote(this.records, column);
        return undefined;
      }
      if (at + 1 >= this.#text.length && !this.#final) return undefined;
      if (this.#text[at + 1] === quote) {
        doubled = true;
        from = at + 2;
        continue;
      }
      const closed = this.#closes(at + 1);
      if (closed === undefined) return undefined;
      if (closed !== INCOMPLETE) {
        const raw = this.#text.slice(opening + 1, at);
        const value = doubled ? raw.replaceAll(quote + quote, quote) : raw;
        return { value, end: closed, line: !this.#text.startsWith(this.#syntax.delimiter, closed) };
      }
      this.#noteStray(column);
      if (this.#lineEnd(at) === INCOMPLETE) return undefined;
      if (!this.#closesLaterInLine(at + 1)) return this.#plainCell(start, at + 1);
      from = at + 1;
    }
  }

  /** Position of the delimiter or line end after a closing quote; INCOMPLETE if other text follows. */
  #closes(position: number): number | undefined {
    let at = position;
    if (this.#syntax.delimiter !== " ") while (this.#text[at] === " ") at++;
    if (this.#text.startsWith(this.#syntax.delimiter, at)) return at;
    const next = this.#text[at];
    if (next === undefined) return this.#final ? at : undefined;
    if (next === "\n") return at;
    // A return at the end of the piece may be half of a line end.
    if (next === "\r" && at === this.#text.length - 1 && !this.#final) return undefined;
    if (next === "\r" && this.#syntax.newline === "\r") return at;
    if (next !== "\r") return INCOMPLETE;
    const after = this.#skipReturns(at);
    if (after >= this.#text.length) return this.#final ? after : undefined;
    return this.#text[after] === "\n" ? after : INCOMPLETE;
  }

  #closesLaterInLine(position: number): boolean {
    const end = this.#lineEnd(position);
    for (let at = this.#text.indexOf(this.#syntax.quote, position); at !== -1 && at < end;) {
      const closed = this.#closes(at + 1);
      if (closed !== undefined && closed !== INCOMPLETE) return true;
      at = this.#text.indexOf(this.#syntax.quote, at + 1);
    }
    return false;
  }

  #noteStray(column: number): void {
    this.strayQuotes++;
    this.firstStray ??= { record: this.records, column };
  }

  /** Index of the character that ends the line, the text's length at the very end, or INCOMPLETE. */
  #lineEnd(from: number): number {
    const feed = this.#text.indexOf("\n", from);
    const back = this.#syntax.newline === "\r" ? this.#returnFrom(from) : Infinity;
    const end = feed === -1 ? back : Math.min(feed, back);
    if (end === Infinity) return this.#final ? this.#text.length : INCOMPLETE;
    return end === this.#text.length - 1 && end === back && !this.#final ? INCOMPLETE : end;
  }

  #afterLineEnd(end: number): number {
    if (end >= this.#text.length) return this.#text.length;
    return this.#text[end] === "\r" && this.#text[end + 1] === "\n" ? end + 2 : end + 1;
  }

  #withoutReturn(start: number, end: number): number {
    let stop = end;
    while (stop > start && this.#text[stop - 1] === "\r") stop--;
    return stop;
  }

  #skipReturns(position: number): number {
    if (this.#syntax.newline === "\r") return position;
    let at = position;
    while (this.#text[at] === "\r") at++;
    return at;
  }

  #quoteFrom(start: number): number {
    if (this.#nextQuote < start)
      this.#nextQuote = found(this.#text.indexOf(this.#syntax.quote, start));
    return this.#nextQuote;
  }

  #returnFrom(start: number): number {
    if (this.#nextReturn < start) this.#nextReturn = found(this.#text.indexOf("\r", start));
    return this.#nextReturn;
  }
}

interface Cell {
  readonly value: string;
  /** Where the delimiter or the line end stands. */
  readonly end: number;
  readonly line: boolean;
}

const found = (index: number): number => (index === -1 ? Infinity : index);
