import type { Finding } from "#domain/findings.ts";
import type { TableLayout } from "#ports/file-reader.ts";
import { readHead, type FileState } from "./byte-source.ts";
import { decode, guessEncoding, markedEncoding, type EncodingGuess } from "./encoding.ts";
import { refuseBinary, refuseNonText } from "./refuse.ts";

/** Bytes looked at to find out how a file is laid out. */
export const HEAD_BYTES = 1024 * 1024;

/** The beginning of a file as text. */
export interface TextHead {
  readonly state: FileState;
  readonly encoding: EncodingGuess;
  readonly text: string;
  /** The text is all of the file. */
  readonly whole: boolean;
  readonly findings: Finding[];
}

/**
 * Reads the beginning of a file. `fixed` is the encoding the user named.
 * @throws AppError `bad_input`, `not_found`
 */
export async function readTextHead(path: string, fixed?: string): Promise<TextHead> {
  const { head, state } = await readHead(path, HEAD_BYTES);
  refuseNonText(head, path);
  const whole = head.length >= state.bytes;
  const encoding =
    fixed === undefined
      ? guessEncoding(head, whole)
      : { encoding: fixed, mark: markedEncoding(head)?.mark ?? 0, certain: true };
  refuseBinary(head, encoding.encoding, path);
  const findings = encoding.certain ? [] : [encodingFinding(encoding.encoding)];
  return { state, encoding, text: decode(head, encoding.encoding), whole, findings };
}

/**
 * As `readTextHead` for a file whose layout is known. A byte order mark wins over the layout, and so does what the
 * bytes prove: text that is not UTF-8 is not read as such.
 */
export async function readKnownHead(path: string, layout: TableLayout): Promise<TextHead> {
  const { head, state } = await readHead(path, HEAD_BYTES);
  refuseNonText(head, path);
  const whole = head.length >= state.bytes;
  const guess = guessEncoding(head, whole);
  const trusted = guess.mark > 0 || (layout.encoding === "utf-8" && guess.encoding !== "utf-8");
  const encoding = trusted ? guess : { encoding: layout.encoding, mark: 0, certain: true };
  refuseBinary(head, encoding.encoding, path);
  const findings = encoding.certain ? [] : [encodingFinding(encoding.encoding)];
  return { state, encoding, text: decode(head, encoding.encoding), whole, findings };
}

export function encodingFinding(encoding: string): Finding {
  return {
    kind: "encoding_guessed",
    severity: "warn",
    text: `The file does not say how its letters are written; we read it as ${encoding}.`,
    action: "Look at names with accents in the preview. If they look wrong, choose the encoding.",
  };
}
