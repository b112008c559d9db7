import { isUtf8 } from "node:buffer";
import { createHash } from "node:crypto";
import { readChunks } from "./byte-source.ts";
import { withoutBrokenEnd } from "./encoding.ts";
import { LineMachine, type LineSyntax } from "./line-machine.ts";

/** What one pass over the bytes proves. */
export interface ByteScan {
  readonly content_hash: string;
  readonly bytes: number;
  readonly utf8: boolean;
  /** The file holds NUL or the character that marks missing cells. */
  readonly controls: boolean;
  /** An empty line stands before a line with text, perhaps inside a quoted cell. */
  readonly blankLine: boolean;
  readonly quotes: boolean;
  readonly returns: boolean;
  /** A space stands next to a quote. */
  readonly spacedQuotes: boolean;
}

const FEED = 10;
const RETURN = 13;
const EMPTY_LINES = [Buffer.from("\n\n"), Buffer.from("\n\r\n")];

/**
 * Reads a UTF-8 CSV once and reports what would make the engine's strict read fail or, worse, silently differ.
 * @param dataStart offset of the first data byte; empty lines before it do not count
 * @throws AppError as `readChunks`
 */
export async function scanBytes(
  path: string,
  quote: string,
  dataStart: number,
  signal?: AbortSignal,
): Promise<ByteScan> {
  const hash = createHash("sha256");
  const spaced = [`${quote} `, ` ${quote}`];
  const blank = new BlankLines();
  const result = {
    bytes: 0,
    utf8: true,
    controls: false,
    quotes: false,
    returns: false,
    spacedQuotes: false,
  };
  let last = "";
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of readChunks(path, { signal })) {
    hash.update(chunk);
    if (result.utf8) {
      const text = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
      const whole = withoutBrokenEnd(text);
      result.utf8 = isUtf8(whole);
      rest = Buffer.from(text.subarray(whole.length));
    }
    result.controls ||= chunk.includes(0) || chunk.includes(1);
    result.quotes ||= chunk.includes(quote);
    result.returns ||= chunk.includes(RETURN);
    const border = last + String.fromCharCode(chunk[0] ?? 0);
    result.spacedQuotes ||= spaced.some((text) => chunk.includes(text) || border === text);
    last = String.fromCharCode(chunk.at(-1) ?? 0);
    blank.push(
      dataStart > result.bytes ? chunk.subarray(Math.max(0, dataStart - result.bytes - 1)) : chunk,
    );
    result.bytes += chunk.length;
  }
  return {
    ...result,
    utf8: result.utf8 && rest.length === 0,
    blankLine: blank.inside,
    content_hash: hash.digest("hex"),
  };
}

/** Notices an empty line that is followed by text, across the borders of pieces. */
class BlankLines {
  inside = false;
  #pending = false;
  #tail: Buffer = Buffer.alloc(0);

  push(chunk: Buffer): void {
    if (this.inside || chunk.length === 0) return;
    const border = Buffer.concat([this.#tail, chunk.subarray(0, 2)]);
    this.#pending ||= EMPTY_LINES.some((empty) => border.includes(empty));
    if (this.#pending) this.inside = hasText(chunk, 0);
    else this.#search(chunk);
    this.#tail = Buffer.concat([this.#tail, chunk.subarray(-2)]).subarray(-2);
  }

  #search(chunk: Buffer): void {
    const hits = EMPTY_LINES.map((empty) => chunk.indexOf(empty)).filter((at) => at !== -1);
    if (hits.length === 0) return;
    this.#pending = true;
    this.inside = hasText(chunk, Math.min(...hits));
  }
}

function hasText(chunk: Buffer, from: number): boolean {
  for (let at = from; at < chunk.length; at++) {
    if (chunk[at] !== FEED && chunk[at] !== RETURN) return true;
  }
  return false;
}

/**
 * Tells whether the engine's strict read would silently differ from what the file says: it skips empty lines, so that
 * rows below get wrong numbers, drops or splits at a lone return, and has its own ways with spaces around quotes. Looks at every byte, so it is
 * only for files in which `scanBytes` saw something of the kind.
 */
export async function readsDifferently(
  path: string,
  syntax: LineSyntax,
  dataStart: number,
  signal?: AbortSignal,
): Promise<boolean> {
  const machine = new LineMachine(syntax);
  let offset = 0;
  for await (const chunk of readChunks(path, { signal })) {
    const first = Math.min(chunk.length, Math.max(0, dataStart - offset));
    offset += chunk.length;
    if (machine.differs(chunk, first)) return true;
  }
  return false;
}
