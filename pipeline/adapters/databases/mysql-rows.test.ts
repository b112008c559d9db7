import { expect, test } from "vitest";
import { CsvBytes } from "./csv-bytes.ts";
import { writeRow } from "./mysql-rows.ts";

/** A row packet: four bytes of head, then each text with its length before it. */
function packetOf(parts: readonly Buffer[]) {
  const buffer = Buffer.concat([Buffer.from([9, 9, 9, 9]), ...parts, Buffer.from([7, 7])]);
  return { buffer, offset: 4, end: buffer.length - 2, isEOF: () => false };
}
function text(value: string): Buffer {
  const bytes = Buffer.from(value);
  if (bytes.length < 251) return Buffer.concat([Buffer.from([bytes.length]), bytes]);
  const head = Buffer.alloc(bytes.length < 65_536 ? 3 : 4);
  head[0] = bytes.length < 65_536 ? 0xfc : 0xfd;
  head.writeUIntLE(bytes.length, 1, head.length - 1);
  return Buffer.concat([head, bytes]);
}
const NULL = Buffer.from([0xfb]);

function csvOf(parts: readonly Buffer[], cells: number): string {
  let out = "";
  const csv = new CsvBytes((piece) => (out += piece.toString()));
  writeRow(packetOf(parts), csv, cells);
  csv.flush();
  return out;
}

test("cells of every length are read, and null is none", () => {
  const lengths = [1, 250, 251, 65_535, 65_536].map((length) => "x".repeat(length));
  expect(csvOf([NULL, ...lengths.map(text), text("")], 7)).toBe(`,${lengths.join(",")},""\n`);
});

test("a length of eight bytes is one", () => {
  const head = Buffer.from([0xfe, 3, 0, 0, 0, 0, 0, 0, 0]);
  expect(csvOf([head, Buffer.from("abc")], 1)).toBe("abc\n");
});

test.each([
  ["fewer cells", [text("a")], 2],
  ["more cells", [text("a"), text("b")], 1],
  ["a length beyond its end", [Buffer.from([5]), Buffer.from("abc")], 1],
  ["half a length", [Buffer.from([0xfd, 1])], 1],
  ["no length at all", [Buffer.from([0xff, 0, 0])], 1],
])("%s than there are is an error, never a guess", (_what, parts, cells) => {
  expect(() => csvOf(parts, cells)).toThrow(RangeError);
});
