const FEED = 10;
const RETURN = 13;
const SPACE = 32;

/** How lines and cells end. */
export interface LineSyntax {
  readonly delimiter: string;
  readonly quote: string;
  readonly line_end: "\n" | "\r\n";
}

/** Follows lines, cells and quotes through the bytes of a CSV and notices what the engine would read differently. */
export class LineMachine {
  readonly #quote: number;
  readonly #delimiter: number;
  readonly #returnsEndLines: boolean;
  readonly #special = new Uint8Array(256);
  #quoted = false;
  #cellStart = true;
  #lineStart = true;
  #blank = false;
  /** The last byte but spaces closed a quoted cell; `spaced` counts those spaces. */
  #closed = false;
  #spaced = false;

  constructor(syntax: LineSyntax) {
    this.#quote = syntax.quote.charCodeAt(0);
    this.#delimiter = syntax.delimiter.charCodeAt(0);
    this.#returnsEndLines = syntax.line_end === "\r\n";
    for (const byte of [FEED, RETURN, SPACE, this.#quote, this.#delimiter]) this.#special[byte] = 1;
  }

  differs(chunk: Buffer, first: number): boolean {
    const special = this.#special;
    for (let at = first; at < chunk.length; at++) {
      if (this.#quoted) {
        at = chunk.indexOf(this.#quote, at);
        if (at === -1) return false;
      }
      const byte = chunk[at] ?? 0;
      if (this.#step(byte)) return true;
      // After one plain byte others change nothing.
      if (special[byte] === 0) while (special[chunk[at + 1] ?? FEED] === 0) at++;
    }
    return false;
  }

  /** A byte outside quoted text, or a quote. */
  #step(byte: number): boolean {
    if (byte === FEED) {
      this.#blank ||= this.#lineStart;
      this.#lineStart = this.#cellStart = true;
      this.#closed = this.#spaced = false;
      return false;
    }
    if (byte === RETURN) return !this.#returnsEndLines;
    if (this.#blank) return true;
    this.#lineStart = false;
    if (byte === this.#quote) return this.#quoteMark();
    if (byte === SPACE) {
      this.#spaced = true;
      return false;
    }
    this.#cellStart = byte === this.#delimiter;
    this.#closed = this.#spaced = false;
    return false;
  }

  #quoteMark(): boolean {
    if (this.#quoted) {
      this.#quoted = false;
      this.#closed = true;
      this.#spaced = false;
    } else if (this.#closed) {
      // Doubled, or after a space: then it opens nothing for us, but it does for the engine.
      if (this.#spaced) return true;
      this.#quoted = true;
    } else if (this.#cellStart) {
      if (this.#spaced) return true;
      this.#quoted = true;
    }
    this.#cellStart = false;
    return false;
  }
}
