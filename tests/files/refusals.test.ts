import { chmod, mkdir, rm, utimes, writeFile } from "node:fs/promises";
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { readingError } from "#adapters/files/byte-source.ts";
import { writingError } from "#adapters/files/writing-error.ts";
import { useBench } from "./reading.ts";

const bench = useBench();
const inspect = async (content: string | Buffer) =>
  bench.reader.inspect(await bench.write(content), {});

test.each<[string, string | Buffer, RegExp, RegExp]>([
  ["0 bytes", "", /table\.csv is empty/, /Export the file again/],
  ["xlsx", Buffer.from("PK\u0003\u0004....", "latin1"), /Excel workbook/, /as CSV/],
  ["xls", Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 1, 2]), /older Excel/, /as CSV/],
  ["png", Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10]), /picture/, /CSV or JSON/],
  ["gzip", gzipSync("id,name\n1,a\n"), /compressed/, /Unpack/],
  ["pdf", "%PDF-1.7", /PDF/, /Export/],
  ["web page", "\n<!DOCTYPE html><html>", /web page/, /Download/],
  [
    "other bytes",
    Buffer.from(Array.from({ length: 500 }, (_, n) => (n * 7) % 256)),
    /binary/,
    /Export/,
  ],
])("%s is refused by name", async (_name, content, message, hint) => {
  await expect(inspect(content)).rejects.toMatchObject({
    code: "bad_input",
    message: expect.stringMatching(message),
    hint: expect.stringMatching(hint),
  });
});

test("a missing file, a folder and a locked file say what they are", async () => {
  const { reader } = bench;
  await expect(reader.inspect(bench.path("none.csv"), {})).rejects.toMatchObject({
    code: "not_found",
  });
  await mkdir(bench.path("folder.csv"), { recursive: true });
  const folder = { code: "bad_input", message: expect.stringContaining("folder") };
  await expect(reader.inspect(bench.path("folder.csv"), {})).rejects.toMatchObject(folder);
  // As root every file opens, so the translation is tested by itself.
  const denied = readingError(Object.assign(new Error(), { code: "EACCES" }), "/x/a.csv");
  expect(denied).toMatchObject({ code: "bad_input", message: "We are not allowed to read a.csv." });
  const failed = readingError(Object.assign(new Error(), { code: "EIO" }), "/x/a.csv");
  expect(failed).toMatchObject({ code: "upstream", retryable: true });
});

test("a file that ends inside a quoted cell is refused with the row where the quote opened", async () => {
  const content = 'id,name\n1,"Anna\nB"\n2,"Bert\n3,Cleo\n4,Dora\n';
  const refusal = { code: "bad_input", message: expect.stringContaining("row 3 (B3)") };
  await expect(inspect(content)).rejects.toMatchObject(refusal);
  const { layout } = (await bench.readAll("id,name\n1,Anna\n")).inspection;
  const path = await bench.write(content);
  const repaired = bench.reader.prepare(path, layout, bench.path("temporary"), { repair: true });
  await expect(repaired).rejects.toMatchObject(refusal);
  expect(await bench.leftOver()).toEqual([]);
});

test.each([
  ["range", { range: "hello" }, /not a range/],
  ["encoding", { encoding: "klingon" }, /encoding/],
  ["header row", { header_row: 99 }, /Row 99/],
])("a wrong %s is a usage error", async (_name, options, message) => {
  const path = await bench.write("id,name\n1,Anna\n");
  await expect(bench.reader.inspect(path, options)).rejects.toMatchObject({
    code: "usage",
    message: expect.stringMatching(message),
  });
});

const big = (): string =>
  "id,name\n" + Array.from({ length: 400_000 }, (_, n) => `${n},name ${n}\n`).join("");

test.each([
  ["removed", (path: string) => rm(path)],
  ["written to", (path: string) => writeFile(path, "9,x\n", { flag: "a" })],
  [
    "replaced",
    async (path: string) => {
      await rm(path);
      await writeFile(path, big());
    },
  ],
])("a file %s while it is read is no result, and leaves nothing behind", async (_name, disturb) => {
  for (const repair of [false, true]) {
    const path = await bench.write(big(), "live.csv");
    const { layout } = await bench.reader.inspect(path, {});
    const signal = stepSignal(2, () => disturb(path));
    const prepared = bench.reader.prepare(path, layout, bench.path("temporary"), {
      repair,
      signal,
    });
    await expect(prepared).rejects.toMatchObject({ code: "upstream", retryable: true });
    expect(await bench.leftOver()).toEqual([]);
  }
});

test("a file changed after it was prepared is noticed by the second look", async () => {
  const path = await bench.write("id,name\n1,Anna\n");
  const { layout } = await bench.reader.inspect(path, {});
  const prepared = await bench.reader.prepare(path, layout, bench.path("temporary"));
  await bench.reader.confirmUnchanged(prepared);
  await utimes(path, new Date(0), new Date(1000));
  await expect(bench.reader.confirmUnchanged(prepared)).rejects.toMatchObject({ code: "upstream" });
  await rm(path);
  await expect(bench.reader.confirmUnchanged(prepared)).rejects.toMatchObject({ code: "upstream" });
});

test("cancelling stops the read and removes the copy", async () => {
  const path = await bench.write(big(), "live.csv");
  const { layout } = await bench.reader.inspect(path, {});
  for (const repair of [false, true]) {
    const signal = stepSignal(3, () => Promise.resolve(), true);
    const prepared = bench.reader.prepare(path, layout, bench.path("temporary"), {
      repair,
      signal,
    });
    await expect(prepared).rejects.toMatchObject({ code: "cancelled" });
  }
  expect(await bench.leftOver()).toEqual([]);
});

test("a full disk and a folder that cannot be written to have their own words", async () => {
  for (const [code, expected] of [
    ["ENOSPC", "disk_full"],
    ["EROFS", "read_only"],
    ["EACCES", "read_only"],
  ]) {
    const error = writingError(Object.assign(new Error(), { code }), "/x");
    expect(error).toMatchObject({ code: expected });
  }
  const path = await bench.write("id,name\n1\n");
  const { layout } = await bench.reader.inspect(path, {});
  const blocked = await bench.write("", "a-file");
  await chmod(blocked, 0o600);
  const prepared = bench.reader.prepare(path, layout, `${blocked}/below`, { repair: true });
  await expect(prepared).rejects.toMatchObject({ code: "read_only" });
});

/** A signal whose state is asked for at each piece of the file: at the nth time something happens to it. */
function stepSignal(nth: number, act: () => Promise<unknown>, abort = false): AbortSignal {
  let asked = 0;
  let done = false;
  const signal = new AbortController().signal;
  Object.defineProperty(signal, "aborted", {
    get() {
      asked++;
      if (asked >= nth && !done) {
        done = true;
        void act();
      }
      return abort && done;
    },
  });
  return signal;
}
