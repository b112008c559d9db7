import { spawn } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { NewDecision } from "#domain/quality/decisions.ts";
import { openDecisions } from "./store.ts";

let root: string;
let folder: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "decisions-"));
  folder = join(root, "lake", "decisions");
});
afterEach(() => {
  rmSync(root, { recursive: true, force: true });
});

const waive = (rule: string): NewDecision => ({
  kind: "waive",
  source_id: "orders",
  row_hash: "18446744073709551615",
  occurrence: 1,
  rule,
  reason: "Marta called the customer",
  by: "marta",
  decided_at: "2026-11-20T08:00:00.000Z",
});

test("no folder means no decisions, and reading makes none", async () => {
  expect(await openDecisions(folder).all()).toEqual([]);
  expect(readdirSync(root)).toEqual([]);
});

test("decisions come back whole, numbered in order, and nothing else is left", async () => {
  const store = openDecisions(folder);
  const [first] = await store.append([{ ...waive("a"), expires_at: "2026-12-01" }]);
  const more = await store.append([waive("b"), { ...waive("a"), kind: "undo" }]);
  expect([first, ...more].map((one) => one?.number)).toEqual([1, 2, 3]);
  expect(await openDecisions(folder).all()).toEqual([first, ...more]);
  expect(readdirSync(folder).sort()).toEqual(["000001.json", "000002.json", "000003.json"]);
});

test("two processes append at once and neither overwrites the other", async () => {
  const module = new URL("./store.ts", import.meta.url).href;
  const script = (rule: string): string => `
    const { openDecisions } = await import(${JSON.stringify(module)});
    const store = openDecisions(${JSON.stringify(folder)});
    for (let i = 0; i < 20; i++) await store.append([{ ...${JSON.stringify(waive(rule))}, occurrence: i + 1 }]);`;
  const ended = ["left", "right"].map(
    (rule) =>
      new Promise((resolve) => {
        const child = spawn(process.execPath, ["--input-type=module", "-e", script(rule)], {
          stdio: ["ignore", "ignore", "inherit"],
        });
        child.on("exit", resolve);
      }),
  );
  expect(await Promise.all(ended)).toEqual([0, 0]);
  const all = await openDecisions(folder).all();
  expect(all.map((one) => one.number)).toEqual(Array.from({ length: 40 }, (_, i) => i + 1));
  for (const rule of ["left", "right"]) {
    const own = all.filter((one) => one.rule === rule).map((one) => one.occurrence);
    expect(own).toEqual(Array.from({ length: 20 }, (_, i) => i + 1));
  }
});

test("drafts of a killed process count for nothing and are cleared away; a live one's are not", async () => {
  const store = openDecisions(folder);
  await store.append([waive("a")]);
  const [dead, live] = [".draft-1-dead", ".draft-1-live"].map((name) => join(folder, name));
  for (const path of [dead, live]) writeFileSync(path!, "{half");
  utimesSync(dead!, 0, 0);
  expect(await store.all()).toHaveLength(1);
  await store.append([waive("b")]);
  expect(readdirSync(folder).sort()).toEqual([".draft-1-live", "000001.json", "000002.json"]);
});

test.each(["{half", "{}", "7"])("a damaged file is named, not skipped: %s", async (text) => {
  const store = openDecisions(folder);
  await store.append([waive("a")]);
  writeFileSync(join(folder, "000002.json"), text);
  await expect(store.all()).rejects.toMatchObject({
    code: "corrupt",
    message: expect.stringContaining("000002.json"),
    hint: expect.stringContaining("backup"),
  });
});

test("a place where no folder can be made is reported", async () => {
  writeFileSync(join(root, "lake"), "a file in the way");
  const refused = openDecisions(folder).append([waive("b")]);
  await expect(refused).rejects.toMatchObject({ code: "read_only" });
});
