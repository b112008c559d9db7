import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, expect, test } from "vitest";
import {
  isAbandoned,
  namesIn,
  removeAbandonedScratch,
  scratchName,
  temporaryEnding,
} from "./abandoned.ts";
import { commitFile, writeAtomic, writeJsonAtomic } from "./atomic-file.ts";
import { fileError } from "./file-errors.ts";
import { createSourceFiles } from "./source-files.ts";

const top = mkdtempSync(join(tmpdir(), "disk-"));
let folder = "";
let number = 0;
beforeEach(() => {
  folder = join(top, String((number += 1)));
  mkdirSync(folder);
});
afterAll(() => rmSync(top, { recursive: true, force: true }));

/** No process has a number this high. */
const DEAD = 4_194_304_999;

test("a file is written whole, in a folder made for it, and leaves no temporary one", async () => {
  await writeAtomic(join(folder, "a/b.txt"), "one");
  await writeAtomic(join(folder, "a/b.txt"), "two");
  expect(readFileSync(join(folder, "a/b.txt"), "utf8")).toBe("two");
  await writeJsonAtomic(join(folder, "a/c.json"), { x: [1] });
  expect(readFileSync(join(folder, "a/c.json"), "utf8")).toBe('{\n  "x": [\n    1\n  ]\n}\n');
  expect(readdirSync(join(folder, "a")).toSorted()).toEqual(["b.txt", "c.json"]);
});

test("what cannot be replaced stays, and the temporary file goes", async () => {
  mkdirSync(join(folder, "taken/inside"), { recursive: true });
  await expect(writeAtomic(join(folder, "taken"), "x")).rejects.toMatchObject({
    code: expect.any(String),
  });
  expect(readdirSync(folder)).toEqual(["taken"]);
});

test("a finished file gets its final name", async () => {
  writeFileSync(join(folder, "draft"), "rows");
  await commitFile(join(folder, "draft"), join(folder, "deep/er/final"));
  expect(readFileSync(join(folder, "deep/er/final"), "utf8")).toBe("rows");
  expect(existsSync(join(folder, "draft"))).toBe(false);
});

test("a temporary file belongs to the process in its name", () => {
  expect(temporaryEnding("ab-1")).toBe(`.${process.pid}-ab-1.tmp`);
  expect(isAbandoned(`x.json.${process.pid}-ab-1.tmp`)).toBe(false);
  expect(isAbandoned(`x.json.${DEAD}-ab-1.tmp`)).toBe(true);
  expect(isAbandoned("x.json")).toBe(false);
  expect(isAbandoned(`x.json.${DEAD}-ab-1.tmp.more`)).toBe(false);
});

test("scratch of processes that are gone is removed, of others only when it is old", async () => {
  expect(scratchName()).toBe(`${hostname()}-${process.pid}`);
  const scratch = join(folder, "scratch");
  const make = (name: string) => mkdirSync(join(scratch, name, "deep"), { recursive: true });
  [scratchName(), `${hostname()}-${DEAD}`, "elsewhere-1", "elsewhere-2"].forEach(make);
  const dayAgo = Date.now() / 1000 - 86_500;
  utimesSync(join(scratch, "elsewhere-2"), dayAgo, dayAgo);
  await removeAbandonedScratch(scratch);
  expect(readdirSync(scratch).toSorted()).toEqual(["elsewhere-1", scratchName()].toSorted());
  const files = createSourceFiles();
  rmSync(join(scratch, "elsewhere-1"), { recursive: true });
  await files.clearScratch(join(scratch, scratchName()));
  expect(existsSync(scratch)).toBe(false);
});

test("names in a folder; none of one that is not there or is a file", async () => {
  writeFileSync(join(folder, "a"), "");
  expect(await namesIn(folder)).toEqual(["a"]);
  expect(await namesIn(join(folder, "no"))).toEqual([]);
  expect(await namesIn(join(folder, "a"))).toEqual([]);
});

test.each([
  ["ENOSPC", "disk_full"],
  ["EDQUOT", "disk_full"],
  ["EACCES", "read_only"],
  ["EPERM", "read_only"],
  ["EROFS", "read_only"],
])("%s means %s, with the path", (code, meaning) => {
  const cause = Object.assign(new Error("raw"), { code });
  const error = fileError(cause, "/shop/x");
  expect(error).toMatchObject({
    code: meaning,
    cause,
    message: expect.stringContaining("/shop/x"),
  });
  expect(fileError(error, "/other")).toBe(error);
});

test("other errors stay what they are", () => {
  const error = Object.assign(new Error("raw"), { code: "EIO" });
  expect(fileError(error, "x")).toBe(error);
});

test("of a folder the tables are listed by name; one file is itself", async () => {
  const files = createSourceFiles();
  for (const name of ["b.CSV", "a.ndjson", ".hidden.csv", "notes.md", "c.csv.part"]) {
    writeFileSync(join(folder, name), "12345");
  }
  const listed = await files.list({ kind: "folder", path: folder });
  expect(listed.map((f) => [f.path, f.bytes])).toEqual([
    [join(folder, "a.ndjson"), 5],
    [join(folder, "b.CSV"), 5],
  ]);
  utimesSync(join(folder, "b.CSV"), 1000.5, 1000.5);
  expect(await files.list({ kind: "csv", path: join(folder, "b.CSV") })).toEqual([
    { path: join(folder, "b.CSV"), bytes: 5, modified_ms: 1_000_500 },
  ]);
  for (const kind of ["csv", "folder"] as const) {
    await expect(files.list({ kind, path: join(folder, "no") })).rejects.toMatchObject({
      code: "not_found",
    });
  }
});

test("only temporary copies are released", async () => {
  const files = createSourceFiles();
  const prepared = (name: string, temporary: boolean) => {
    writeFileSync(join(folder, name), "");
    return { path: join(folder, name), temporary } as Parameters<typeof files.release>[0];
  };
  await files.release(prepared("copy", true));
  await files.release(prepared("original", false));
  expect(readdirSync(folder)).toEqual(["original"]);
});
