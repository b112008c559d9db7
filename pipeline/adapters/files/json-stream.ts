import { createHash } from "node:crypto";
import { basename } from "node:path";
import { AppError } from "#domain/errors.ts";
import { readChunks } from "./byte-source.ts";
import { textDecoder } from "./encoding.ts";
import { brokenJson, parseExact, rowsOf, type JsonRow } from "./json-records.ts";
import { JsonBroken, JsonWalker, type OnElement } from "./json-walker.ts";

/** Where the records of a JSON file are. */
export interface JsonReading {
  readonly path: string;
  readonly encoding: string;
  /** Dotted path of the list; "" for the file itself. */
  readonly list: string;
  readonly explode: string | undefined;
  readonly signal: AbortSignal | undefined;
}

/** Receives one row; returning false stops. */
export type OnRow = (row: JsonRow) => boolean | void;

/** Turns broken JSON into the error for a person. */
export function sayBroken(error: unknown, path: string): unknown {
  if (!(error instanceof JsonBroken)) return error;
  return brokenJson(basename(path), error.line, error.message, error.cutOff);
}

/**
 * A walker's receiver that parses elements into rows.
 * @throws AppError `bad_input` for an element that is not valid or not a record
 */
export function rowReceiver(path: string, explode: string | undefined, onRow: OnRow): OnElement {
  return (text, line) => {
    const rows = parseRows(path, text, line, explode);
    return rows.every((row) => onRow(row) !== false);
  };
}

function parseRows(
  path: string,
  text: string,
  line: number,
  explode: string | undefined,
): JsonRow[] {
  let value;
  try {
    value = parseExact(text);
  } catch (error) {
    const reason = error instanceof SyntaxError ? error.message : String(error);
    throw brokenJson(
      basename(path),
      line,
      reason.replace(/,? (\.{3})?".*$| in JSON.*$| \(line.*$/s, ""),
    );
  }
  const rows = rowsOf(value, explode);
  if (rows) return rows;
  const name = basename(path);
  throw new AppError(
    "bad_input",
    `${name} holds ${text.slice(0, 20)} in line ${line} where a record should be.`,
    {
      hint: 'Each entry of the list must be an object with named values, like {"order_id": 1}.',
      details: { line },
    },
  );
}

/**
 * Streams all rows of a file; `between` is awaited after every piece. All bytes are read for the hash even when
 * `onRow` stops.
 * @throws AppError as `readChunks`; `bad_input` for text that is not JSON
 */
export async function streamRows(
  reading: JsonReading,
  onRow: OnRow,
  between: () => Promise<void> = () => Promise.resolve(),
): Promise<{ bytes: number; content_hash: string; elements: number }> {
  const { path, signal } = reading;
  const hash = createHash("sha256");
  const decoder = textDecoder(reading.encoding);
  const walker = new JsonWalker(reading.list, rowReceiver(path, reading.explode, onRow));
  let bytes = 0;
  try {
    for await (const chunk of readChunks(path, { signal })) {
      hash.update(chunk);
      bytes += chunk.length;
      walker.push(decoder.write(chunk));
      await between();
    }
    walker.push(decoder.end());
    walker.end();
  } catch (error) {
    throw sayBroken(error, path);
  }
  return { bytes, content_hash: hash.digest("hex"), elements: walker.elements };
}
