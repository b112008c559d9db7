import { inflateRawSync } from "node:zlib";
import { expect, test } from "vitest";
import { zipOf } from "./zip.ts";

/** Reads an archive through its directory, as every reader does. */
function unzip(bytes: Buffer): Record<string, string> {
  const end = bytes.length - 22;
  expect(bytes.readUInt32LE(end)).toBe(0x06054b50);
  const files: Record<string, string> = {};
  let at = bytes.readUInt32LE(end + 16);
  for (let left = bytes.readUInt16LE(end + 10); left > 0; left -= 1) {
    expect(bytes.readUInt32LE(at)).toBe(0x02014b50);
    const [length, nameLength] = [bytes.readUInt32LE(at + 20), bytes.readUInt16LE(at + 28)];
    const local = bytes.readUInt32LE(at + 42);
    expect(bytes.readUInt32LE(local)).toBe(0x04034b50);
    const start = local + 30 + bytes.readUInt16LE(local + 26);
    const name = bytes.subarray(at + 46, at + 46 + nameLength).toString();
    files[name] = inflateRawSync(bytes.subarray(start, start + length)).toString();
    at += 46 + nameLength;
  }
  expect(at).toBe(end);
  return files;
}

test("what goes in comes out, names in any script; equal contents give equal bytes", () => {
  const entries = [
    { name: "reports/index.html", content: "<p>Umsatz März</p>" },
    { name: "größe.txt", content: Buffer.from("x".repeat(100_000)) },
    { name: "empty", content: "" },
  ];
  const archive = zipOf(entries);
  expect(unzip(archive)).toEqual({
    "reports/index.html": "<p>Umsatz März</p>",
    "größe.txt": "x".repeat(100_000),
    empty: "",
  });
  expect(archive.length).toBeLessThan(1000);
  expect(zipOf(entries).equals(archive)).toBe(true);
  expect(unzip(zipOf([]))).toEqual({});
});
