import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createExports } from "./exports.ts";

let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "exports-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function write(name: string, text: string) {
  const draft = await createExports(folder).draft(name);
  await writeFile(draft.path, text);
  return draft;
}

test("a file has its name only when it is whole, and never takes that of another", async () => {
  const draft = await write("orders.csv", "a");
  expect((await readdir(join(folder, "exports"))).includes("orders.csv")).toBe(false);
  expect(await draft.commit()).toMatchObject({ name: "orders.csv", bytes: 1 });
  const second = await (await write("orders.csv", "bb")).commit();
  expect(second).toMatchObject({ name: "orders-2.csv", bytes: 2 });
  expect(await readFile(join(folder, "exports", "orders.csv"), "utf8")).toBe("a");
});

test("what is thrown away leaves nothing; throwing away what was kept changes nothing", async () => {
  const draft = await write("a.csv", "a");
  await draft.discard();
  const kept = await write("b.csv", "b");
  await kept.commit();
  await kept.discard();
  expect(await readdir(join(folder, "exports"))).toEqual(["b.csv"]);
});

test.each(["../a.csv", "a/b.csv", ".hidden", "", "a\0.csv"])("%j is no name", async (name) => {
  await expect(createExports(folder).draft(name)).rejects.toThrow("Not a plain file name");
});
