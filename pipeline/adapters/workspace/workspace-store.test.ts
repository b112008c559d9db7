import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Mapping, Source } from "#domain/workspace.ts";
import { FileWorkspaceStore } from "./workspace-store.ts";

const store = new FileWorkspaceStore();
const options = { time_zone: "Europe/Berlin", currency: "EUR" };
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "medallion-store-"));
});
afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

const mapping = (version: number): Mapping => ({
  source_id: "orders",
  version,
  created_at: "2024-12-01T00:00:00Z",
  entities: {
    orders: {
      columns: { order_id: ["Id"], ordered_at: ["Date", "Time"] },
      defaults: {},
      fold: false,
    },
  },
  formats: { Date: "dmy" },
  header_aliases: {},
});
const source: Source = {
  id: "orders",
  name: "Orders",
  mode: "snapshot",
  origin: { kind: "csv", path: "/data/orders.csv" },
  read: { header_row: 3 },
};

test("init creates the folder tree and opening reads the same workspace back", async () => {
  const target = join(folder, "shop");
  const { workspace, created } = await store.init(target, options);
  expect(created).toBe(true);
  expect(workspace).toMatchObject({
    version: 1,
    time_zone: "Europe/Berlin",
    currency: "EUR",
    sources: [],
  });
  expect(await store.open(target)).toEqual(workspace);
  expect((await readdir(target)).toSorted()).toEqual([
    "builds",
    "lake",
    "logs",
    "published",
    "workspace.json",
  ]);
  expect((await readdir(join(target, "lake"))).toSorted()).toEqual([
    "bronze",
    "decisions",
    "held",
    "keys",
    "mappings",
  ]);
});

test("init on a workspace keeps it as it is", async () => {
  const first = await store.init(folder, options);
  const again = await store.init(folder, { time_zone: "UTC", currency: "USD" });
  expect(again).toEqual({ workspace: first.workspace, created: false });
});

test("init completes a tree that an interrupted init left empty", async () => {
  await mkdir(join(folder, "lake", "bronze"), { recursive: true });
  expect((await store.init(folder, options)).created).toBe(true);
});

test.each([["notes.txt"], [join("lake", "precious.csv")]])(
  "init refuses a folder that holds %s and leaves it untouched",
  async (name) => {
    await mkdir(join(folder, "lake"), { recursive: true });
    await writeFile(join(folder, name), "mine");
    await expect(store.init(folder, options)).rejects.toMatchObject({
      code: "conflict",
    });
    expect(await readdir(folder)).not.toContain("workspace.json");
  },
);

test("init refuses a currency that is not a code", async () => {
  await expect(store.init(folder, { ...options, currency: "Euro" })).rejects.toMatchObject({
    code: "usage",
    message: expect.stringContaining("three-letter") as string,
  });
});

test("a folder without workspace.json is no workspace, and the hint says what to type", async () => {
  await expect(store.open(folder)).rejects.toMatchObject({
    code: "not_found",
    hint: expect.stringContaining("medallion init") as string,
  });
});

test.each([
  ["half a file", '{"version": 1, "id":', "corrupt", "not readable as JSON"],
  ["a missing field", '{"version": 1, "id": "x"}', "corrupt", "time_zone"],
  ["a list", "[]", "corrupt", "does not fit"],
  ["a newer version", '{"version": 2}', "bad_input", "newer version"],
])("opening %s fails with a clear error", async (_, text, code, part) => {
  await writeFile(join(folder, "workspace.json"), text);
  await expect(store.open(folder)).rejects.toMatchObject({
    code,
    message: expect.stringContaining(part) as string,
  });
});

test("a removed source keeps its entry, and clearing removed_at brings it back", async () => {
  await store.init(folder, options);
  await store.update(folder, (w) => ({
    ...w,
    sources: [{ ...source, removed_at: "2024-12-01T00:00:00Z" }],
  }));
  expect((await store.open(folder)).sources[0]?.removed_at).toBe("2024-12-01T00:00:00Z");
  await store.update(folder, (w) => ({
    ...w,
    sources: w.sources.map(({ removed_at: _, ...rest }) => rest),
  }));
  expect((await store.open(folder)).sources).toEqual([source]);
});

test("saving what does not fit the schema changes nothing", async () => {
  await store.init(folder, options);
  const before = await readFile(join(folder, "workspace.json"), "utf8");
  await expect(
    store.update(folder, (w) => ({
      ...w,
      sources: [{ ...source, id: "No Slug" }],
    })),
  ).rejects.toMatchObject({ code: "internal" });
  expect(await readFile(join(folder, "workspace.json"), "utf8")).toBe(before);
  expect((await readdir(folder)).filter((name) => name.endsWith(".tmp"))).toEqual([]);
});

test("mapping versions are appended, read newest or all, and never replaced", async () => {
  await store.init(folder, options);
  expect(await store.mapping(folder, "orders")).toBeNull();
  for (const version of [1, 2, 10]) await store.saveMapping(folder, mapping(version));
  expect(await store.mapping(folder, "orders")).toEqual(mapping(10));
  expect((await store.mappings(folder, "orders")).map((m) => m.version)).toEqual([1, 2, 10]);
  await expect(store.saveMapping(folder, { ...mapping(2), formats: {} })).rejects.toMatchObject({
    code: "conflict",
  });
  expect((await store.mappings(folder, "orders"))[1]).toEqual(mapping(2));
  expect((await readdir(join(folder, "lake/mappings/orders"))).toSorted()).toEqual([
    "000001.json",
    "000002.json",
    "000010.json",
  ]);
});
