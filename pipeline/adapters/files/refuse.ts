import { basename } from "node:path";
import { AppError } from "#domain/errors.ts";
import { markedEncoding } from "./encoding.ts";

interface Signature {
  readonly bytes: string;
  readonly is: string;
  readonly hint: string;
}

const SPREADSHEET_HINT =
  "Open it in the spreadsheet program, save the sheet as CSV, then connect that file.";
const UNPACK_HINT = "Unpack it first, then connect the file inside.";
const EXPORT_HINT = "Export the data as CSV or JSON, then connect that file.";

/** First bytes, as Latin-1 text, of files people mistake for tables. */
const SIGNATURES: readonly Signature[] = [
  { bytes: "PK\u0003\u0004", is: "an Excel workbook or a zip archive", hint: SPREADSHEET_HINT },
  { bytes: "PK\u0005\u0006", is: "an empty zip archive", hint: UNPACK_HINT },
  { bytes: "\u00d0\u00cf\u0011\u00e0", is: "an older Excel workbook", hint: SPREADSHEET_HINT },
  { bytes: "\u001f\u008b", is: "a compressed file (gzip)", hint: UNPACK_HINT },
  { bytes: "BZh", is: "a compressed file (bzip2)", hint: UNPACK_HINT },
  { bytes: "\u00fd7zXZ", is: "a compressed file (xz)", hint: UNPACK_HINT },
  { bytes: "7z\u00bc\u00af", is: "a compressed file (7-Zip)", hint: UNPACK_HINT },
  { bytes: "(\u00b5/\u00fd", is: "a compressed file (Zstandard)", hint: UNPACK_HINT },
  { bytes: "Rar!", is: "a RAR archive", hint: UNPACK_HINT },
  { bytes: "%PDF", is: "a PDF", hint: EXPORT_HINT },
  { bytes: "\u0089PNG", is: "a picture (PNG)", hint: EXPORT_HINT },
  { bytes: "\u00ff\u00d8\u00ff", is: "a picture (JPEG)", hint: EXPORT_HINT },
  { bytes: "GIF8", is: "a picture (GIF)", hint: EXPORT_HINT },
  { bytes: "PAR1", is: "a Parquet file", hint: EXPORT_HINT },
  { bytes: "SQLite format 3\0", is: "an SQLite database", hint: EXPORT_HINT },
  { bytes: "{\\rtf", is: "a text document (RTF)", hint: EXPORT_HINT },
];
const WEB_PAGE = /^\s*<(!doctype html|html|\?xml|head|body)/i;

/**
 * Refuses what is no text at all, by its first bytes.
 * @throws AppError `bad_input` that names what the file seems to be and what to do
 */
export function refuseNonText(head: Buffer, path: string): void {
  const name = basename(path);
  if (head.length === 0) {
    throw new AppError("bad_input", `${name} is empty (0 bytes).`, {
      hint: "Export the file again; the last export may have stopped before it wrote anything.",
    });
  }
  const start = head.toString("latin1", 0, 64);
  const known = SIGNATURES.find(({ bytes }) => start.startsWith(bytes));
  if (known) throw notATable(name, known.is, known.hint);
  if (WEB_PAGE.test(start.replace(/^\u00ef\u00bb\u00bf/, ""))) {
    const hint =
      "The download may have been a sign-in or error page. Download the data again as CSV.";
    throw notATable(name, "a web page", hint);
  }
}

/**
 * Refuses text with so many control characters that it cannot be a table.
 * @throws AppError `bad_input`
 */
export function refuseBinary(head: Buffer, encoding: string, path: string): void {
  if (encoding.startsWith("utf-16") || encoding.startsWith("utf-32") || markedEncoding(head))
    return;
  const part = head.subarray(0, 65_536);
  let control = 0;
  for (const byte of part) {
    if (byte < 9 || (byte > 13 && byte < 28) || byte === 127) control++;
  }
  if (control > part.length * 0.05) {
    throw notATable(basename(path), "a binary file", EXPORT_HINT);
  }
}

function notATable(name: string, is: string, hint: string): AppError {
  return new AppError("bad_input", `${name} is not a table in text form. It looks like ${is}.`, {
    hint,
  });
}
