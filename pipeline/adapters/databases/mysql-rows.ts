import { Readable } from "node:stream";
import type { Connection } from "mysql2";
import { CsvBytes } from "./csv-bytes.ts";

/** A packet of the driver: a row in the text protocol is one text after the other, each with its length before it. */
export interface RowPacket {
  readonly buffer: Buffer;
  readonly offset: number;
  readonly end: number;
  isEOF(): boolean;
}

/** The state of the driver's query that takes rows; it names the state that takes the next packet. */
type RowState = (this: unknown, packet: RowPacket, connection: unknown) => unknown;

/**
 * The answer of a select as CSV in UTF-8, in pieces. The driver's own way makes a text of every cell and an object of
 * every row; its state for rows is replaced by one that writes the server's bytes on as they are.
 */
export function csvOfSelect(
  connection: Connection,
  sql: string,
  names: readonly string[],
): Readable {
  const pieces = new Readable({
    read: () => connection.resume(),
    destroy(error, done) {
      // What the server still sends is passed over: the next statement follows on the same connection.
      connection.resume();
      done(error);
    },
  });
  const csv = new CsvBytes((piece) => {
    if (!pieces.destroyed && !pieces.push(piece)) connection.pause();
  });
  for (const name of names) {
    const bytes = Buffer.from(name);
    csv.cell(bytes, 0, bytes.length);
  }
  csv.end();
  const query = connection.query({ sql, rowsAsArray: true });
  const known = query as unknown as { row: RowState };
  const driversRow = known.row;
  known.row = function row(packet, itself) {
    if (packet.isEOF()) return driversRow.call(this, packet, itself);
    try {
      if (!pieces.destroyed) writeRow(packet, csv, names.length);
    } catch (error) {
      pieces.destroy(error as Error);
    }
    return row;
  };
  query.on("result", () =>
    pieces.destroy(new Error("the driver reads rows in another way by now")),
  );
  query.on("error", (error) => pieces.destroy(error));
  query.on("end", () => {
    csv.flush();
    if (!pieces.destroyed) pieces.push(null);
  });
  return pieces;
}

/** @throws RangeError for a packet that is no row of so many cells. */
export function writeRow({ buffer, offset, end }: RowPacket, csv: CsvBytes, cells: number): void {
  let at = offset;
  for (let cell = 0; cell < cells; cell += 1) {
    const first = at < end ? (buffer[at] as number) : NO_LENGTH;
    at += 1;
    if (first === NULL) {
      csv.null();
      continue;
    }
    const more = first < NULL ? 0 : (LENGTHS[first] ?? -1);
    if (more < 0 || at + more > end) throw new RangeError("a row of the server cannot be read");
    const length = more === 0 ? first : lengthAt(buffer, at, more);
    at += more;
    if (at + length > end) throw new RangeError("a row of the server cannot be read");
    csv.cell(buffer, at, at + length);
    at += length;
  }
  if (at !== end) throw new RangeError("a row of the server has more cells than were asked for");
  csv.end();
}

const NULL = 0xfb;
const NO_LENGTH = 0xff;
/** Bytes of a length that does not fit into one. */
const LENGTHS: Readonly<Record<number, number>> = { 0xfc: 2, 0xfd: 3, 0xfe: 8 };

const lengthAt = (buffer: Buffer, at: number, bytes: number): number =>
  bytes === 8 ? Number(buffer.readBigUInt64LE(at)) : buffer.readUIntLE(at, bytes);
