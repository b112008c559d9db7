import { isUtf8 } from "node:buffer";
import { analyse } from "chardet";
import iconv from "iconv-lite";
import { AppError } from "#domain/errors.ts";

/** How the bytes of a file become text. */
export interface EncodingGuess {
  /** Name as iconv-lite knows it, lower case. */
  readonly encoding: string;
  /** Bytes of the byte order mark. */
  readonly mark: number;
  /** False when other encodings would fit as well. */
  readonly certain: boolean;
}

const MARKS: readonly (readonly [string, readonly number[]])[] = [
  ["utf-8", [0xef, 0xbb, 0xbf]],
  ["utf-32le", [0xff, 0xfe, 0, 0]],
  ["utf-32be", [0, 0, 0xfe, 0xff]],
  ["utf-16le", [0xff, 0xfe]],
  ["utf-16be", [0xfe, 0xff]],
];

/** The encoding that a byte order mark states, if there is one. */
export function markedEncoding(head: Buffer): EncodingGuess | undefined {
  for (const [encoding, mark] of MARKS) {
    if (head.length >= mark.length && mark.every((byte, index) => head[index] === byte)) {
      return { encoding, mark: mark.length, certain: true };
    }
  }
  return undefined;
}

/** Finds the encoding from the first bytes. `whole` says that they are all of the file. */
export function guessEncoding(head: Buffer, whole: boolean): EncodingGuess {
  const marked = markedEncoding(head);
  if (marked) return marked;
  const wide = wideEncoding(head);
  if (wide) return { encoding: wide, mark: 0, certain: true };
  if (isUtf8(whole ? head : withoutBrokenEnd(head))) {
    return { encoding: "utf-8", mark: 0, certain: true };
  }
  return { encoding: otherEncoding(head), mark: 0, certain: false };
}

/** UTF-16 without a mark: Latin text has a zero in every second byte. */
function wideEncoding(head: Buffer): string | undefined {
  const length = Math.min(head.length - (head.length % 2), 4096);
  if (length < 4) return undefined;
  let even = 0;
  let odd = 0;
  for (let at = 0; at < length; at += 2) {
    if (head[at] === 0) even++;
    if (head[at + 1] === 0) odd++;
  }
  const pairs = length / 2;
  if (odd > pairs * 0.6 && even < pairs * 0.05) return "utf-16le";
  return even > pairs * 0.6 && odd < pairs * 0.05 ? "utf-16be" : undefined;
}

/** Cuts a character that the end of the piece splits. */
export function withoutBrokenEnd(bytes: Buffer): Buffer {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80) return bytes;
    if (byte < 0xc0) continue;
    const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
    return length > back ? bytes.subarray(0, bytes.length - back) : bytes;
  }
  return bytes;
}

/** Latin-1 and Windows-1252 differ only in control characters nobody types, so the larger set is taken. */
function otherEncoding(head: Buffer): string {
  const matches = analyse(head).filter(
    ({ name }) => !/^(utf|ascii)/i.test(name) && iconv.encodingExists(name),
  );
  const western = ({ name }: { name: string }): boolean =>
    /^(iso-8859-(1|15)|windows-1252)$/i.test(name);
  // Five bytes mean nothing in Windows-1252; text that holds one of them is something else.
  const broken = iconv.decode(head, "windows-1252").includes("\ufffd");
  const best = broken
    ? matches.find((match) => !western(match) && !decode(head, match.name).includes("\ufffd"))
    : matches[0];
  if (!best || western(best) || (!broken && best.confidence < 40)) return "windows-1252";
  return best.name.toLowerCase();
}

/**
 * The name a user gave, as iconv-lite knows it.
 * @throws AppError `usage` for an unknown one
 */
export function knownEncoding(name: string): string {
  const plain = name.trim().toLowerCase();
  if (!iconv.encodingExists(plain)) {
    throw new AppError("usage", `We do not know an encoding named "${name}".`, {
      hint: "Common names are utf-8, utf-16le, windows-1252 and iso-8859-2.",
    });
  }
  return /^utf-?8$/.test(plain) ? "utf-8" : plain;
}

/** Turns pieces of bytes into pieces of text, without the byte order mark. */
export interface TextDecoder {
  write(bytes: Buffer): string;
  end(): string;
}

export function textDecoder(encoding: string): TextDecoder {
  const decoder = iconv.getDecoder(encoding, { stripBOM: true });
  return { write: (bytes) => decoder.write(bytes), end: () => decoder.end() ?? "" };
}

export function decode(bytes: Buffer, encoding: string): string {
  return iconv.decode(bytes, encoding, { stripBOM: true });
}
