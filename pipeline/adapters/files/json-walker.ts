import { LONGEST_RECORD } from "./csv-syntax.ts";

/** The text is not JSON at this line (1-based) of the file. */
export class JsonBroken extends Error {
  readonly line: number;
  /** The text ended inside a value. */
  readonly cutOff: boolean;

  constructor(line: number, reason: string, cutOff = false) {
    super(reason);
    this.name = "JsonBroken";
    this.line = line;
    this.cutOff = cutOff;
  }
}

/** Receives the text of one record and the line it starts in. Returning false stops the walk. */
export type OnElement = (text: string, line: number) => boolean | void;

const STRUCTURE = /["{}[\],:]/g;

/**
 * Walks through JSON text that arrives in pieces and hands out the elements of one list without parsing them:
 * of the list at a dotted path, or, for the path "", of the list that is the file, or the values one after another.
 * Memory is bounded by one piece plus one element.
 */
export class JsonWalker {
  /** Lists found outside other lists, by dotted path, with the number of objects directly in them. */
  readonly lists = new Map<string, number>();
  stopped = false;
  elements = 0;

  readonly #path: string;
  readonly #onElement: OnElement;
  readonly #stack: string[] = [];
  readonly #keys: string[] = [];
  #text = "";
  /** Where to go on in `#text`; what lies before is part of the element being gathered. */
  #at = 0;
  #elementStart = -1;
  #listDepth = 0;
  #outerList = "";
  #line = 1;
  #counted = 0;

  constructor(path: string, onElement: OnElement) {
    this.#path = path;
    this.#onElement = onElement;
  }

  push(piece: string): void {
    if (this.stopped) return;
    this.#text += piece;
    while (!this.stopped && this.#next());
    const keep = this.#elementStart === -1 ? this.#at : this.#elementStart;
    if (this.#text.length - keep > LONGEST_RECORD) {
      throw new JsonBroken(this.#lineAt(keep), "a record is longer than 16 million characters");
    }
    this.#lineAt(keep);
    this.#text = this.#text.slice(keep);
    this.#at -= keep;
    this.#counted = Math.max(0, this.#counted - keep);
    if (this.#elementStart !== -1) this.#elementStart = 0;
  }

  /** @throws JsonBroken when the text ends inside a value */
  end(): void {
    if (this.stopped) return;
    this.push("");
    if (this.stopped) return;
    if (this.#stack.length > 0 || this.#at < this.#text.length) {
      const from = this.#elementStart === -1 ? this.#at : this.#elementStart;
      const at = from + Math.max(0, this.#text.slice(from).search(/\S/));
      throw new JsonBroken(this.#lineAt(at), "the text ends inside a value", true);
    }
  }

  /** Handles the next character of structure; false when more text is needed. */
  #next(): boolean {
    STRUCTURE.lastIndex = this.#at;
    const found = STRUCTURE.exec(this.#text);
    const at = found ? found.index : this.#text.length;
    if (this.#stack.length === 0) this.#nothingBetween(at);
    this.#at = at;
    if (!found) return false;
    if (found[0] === '"') return this.#string(at);
    this.#at = at + 1;
    if (found[0] === "{" || found[0] === "[") this.#open(found[0], at);
    else if (found[0] === ",") this.#comma(at);
    else if (found[0] !== ":") this.#close(found[0], at);
    return true;
  }

  #nothingBetween(end: number): void {
    const between = this.#text.slice(this.#at, end);
    if (/\S/.test(between)) {
      throw new JsonBroken(
        this.#lineAt(this.#at + between.search(/\S/)),
        "text stands where a record should",
      );
    }
  }

  #string(start: number): boolean {
    let end = this.#text.indexOf('"', start + 1);
    while (end !== -1 && this.#escaped(start, end)) end = this.#text.indexOf('"', end + 1);
    if (end === -1) return false;
    this.#at = end + 1;
    const inObject = this.#stack.at(-1) === "{" && !this.#stack.includes("[");
    if (inObject && this.#elementStart === -1) {
      // Whether key or value shows only at the colon; a value is overwritten by the next key.
      this.#keys[this.#stack.length - 1] = unquoted(this.#text.slice(start, end + 1));
    }
    return true;
  }

  #escaped(start: number, quote: number): boolean {
    let backslashes = 0;
    while (quote - 1 - backslashes > start && this.#text[quote - 1 - backslashes] === "\\")
      backslashes++;
    return backslashes % 2 === 1;
  }

  #open(bracket: string, at: number): void {
    const outside = !this.#stack.includes("[");
    const depth = this.#stack.length;
    if (bracket === "{") {
      if (this.#stack.at(-1) === "[" && this.#stack.indexOf("[") === depth - 1) {
        this.lists.set(this.#outerList, (this.lists.get(this.#outerList) ?? 0) + 1);
      }
      if (depth === 0 && this.#path === "") this.#elementStart = at;
    }
    this.#stack.push(bracket);
    if (bracket !== "[" || !outside) return;
    this.#outerList = this.#keys.slice(0, depth).join(".");
    this.lists.set(this.#outerList, this.lists.get(this.#outerList) ?? 0);
    if (this.#outerList === this.#path && this.#elementStart === -1) {
      this.#listDepth = depth + 1;
      this.#elementStart = at + 1;
    }
  }

  #close(bracket: string, at: number): void {
    const open = this.#stack.pop();
    if (open !== (bracket === "}" ? "{" : "[")) {
      throw new JsonBroken(this.#lineAt(at), `"${bracket}" stands where it closes nothing`);
    }
    if (this.#elementStart === -1) return;
    if (this.#listDepth > 0 && this.#stack.length === this.#listDepth - 1) {
      this.#emit(at, true);
      this.#listDepth = 0;
      this.#elementStart = -1;
    } else if (this.#listDepth === 0 && this.#stack.length === 0) {
      this.#emit(at + 1, false);
      this.#elementStart = -1;
    }
  }

  #comma(at: number): void {
    if (this.#listDepth === 0 || this.#stack.length !== this.#listDepth) return;
    this.#emit(at, false);
    this.#elementStart = at + 1;
  }

  #emit(end: number, last: boolean): void {
    const text = this.#text.slice(this.#elementStart, end);
    if (text.trim() === "") {
      if (last && this.elements === 0) return;
      throw new JsonBroken(this.#lineAt(end), "a record is missing between two commas");
    }
    this.elements++;
    const lead = text.length - text.trimStart().length;
    const line = this.#lineAt(this.#elementStart + lead);
    this.stopped = this.#onElement(text.trim(), line) === false;
  }

  /** The line of a position; positions must be asked for in ascending order. */
  #lineAt(position: number): number {
    let at = this.#text.indexOf("\n", this.#counted);
    while (at !== -1 && at < position) {
      this.#line++;
      at = this.#text.indexOf("\n", at + 1);
    }
    this.#counted = Math.max(this.#counted, position);
    return this.#line;
  }
}

function unquoted(text: string): string {
  try {
    return String(JSON.parse(text));
  } catch {
    return text.slice(1, -1);
  }
}
