const [QUOTE, COMMA, LINE_FEED, CARRIAGE_RETURN, SPACE, ASCII] = [
  0x22, 0x2c, 0x0a, 0x0d, 0x20, 0x80,
];
/** Bytes that are handed on at once. */
const PIECE = 1 << 16;

/**
 * Cells in UTF-8 as CSV, from bytes to bytes: nothing for null, quotes for an empty text and wherever they may be
 * needed. A text for every cell would cost four times as much as all the rest of reading a table.
 */
export class CsvBytes {
  readonly #hand: (piece: Buffer) => void;
  #buffer = Buffer.allocUnsafe(2 * PIECE);
  #at = 0;
  #cells = 0;

  /** @param hand takes pieces of whole records, which are its own from then on. */
  constructor(hand: (piece: Buffer) => void) {
    this.#hand = hand;
  }

  /** The next cell of the record. */
  cell(source: Buffer, start: number, end: number): void {
    this.#room(2 * (end - start) + 3);
    if (this.#cells > 0) this.#buffer[this.#at++] = COMMA;
    this.#cells += 1;
    if (!needsQuotes(source, start, end))
      this.#at += source.copy(this.#buffer, this.#at, start, end);
    else this.#quoted(source, start, end);
  }

  null(): void {
    this.#room(1);
    if (this.#cells > 0) this.#buffer[this.#at++] = COMMA;
    this.#cells += 1;
  }

  /** Ends the record. */
  end(): void {
    this.#room(1);
    this.#buffer[this.#at++] = LINE_FEED;
    this.#cells = 0;
    if (this.#at >= PIECE) this.flush();
  }

  /** Hands on what is left. */
  flush(): void {
    if (this.#at === 0) return;
    const piece = this.#buffer.subarray(0, this.#at);
    this.#buffer = Buffer.allocUnsafe(2 * PIECE);
    this.#at = 0;
    this.#hand(piece);
  }

  #quoted(source: Buffer, start: number, end: number): void {
    const buffer = this.#buffer;
    let at = this.#at;
    buffer[at++] = QUOTE;
    for (let index = start; index < end; index += 1) {
      const byte = source[index] as number;
      if (byte === QUOTE) buffer[at++] = QUOTE;
      buffer[at++] = byte;
    }
    buffer[at++] = QUOTE;
    this.#at = at;
  }

  #room(bytes: number): void {
    if (this.#at + bytes <= this.#buffer.length) return;
    const larger = Buffer.allocUnsafe(2 * (this.#at + bytes));
    this.#buffer.copy(larger, 0, 0, this.#at);
    this.#buffer = larger;
  }
}

/** Also where a text begins or ends with what may be a space in some alphabet. */
function needsQuotes(source: Buffer, start: number, end: number): boolean {
  if (start === end || isEdge(source[start]) || isEdge(source[end - 1])) return true;
  for (let index = start; index < end; index += 1) {
    const byte = source[index] as number;
    if (byte === QUOTE || byte === COMMA || byte === LINE_FEED || byte === CARRIAGE_RETURN)
      return true;
  }
  return false;
}

const isEdge = (byte = 0): boolean => byte <= SPACE || byte >= ASCII;
