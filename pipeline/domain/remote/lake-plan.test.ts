import { expect, test } from "vitest";
import { arrivalOrder, lakeKey, planLake } from "./lake-plan.ts";

const hashes = (files: Record<string, string>) =>
  Object.fromEntries(Object.entries(files).map(([path, sha256]) => [path, { sha256 }]));

test("what changed on one side moves, what changed on both is a conflict", () => {
  const base = hashes({ same: "1", mine: "1", theirs: "1", both: "1", gone: "1", dropped: "1" });
  const here = hashes({ same: "1", mine: "2", theirs: "1", both: "2", dropped: "1", new: "1" });
  const there = hashes({ same: "1", mine: "1", theirs: "3", both: "3", gone: "1", newer: "1" });
  expect(planLake(base, here, there)).toEqual({
    push: ["mine", "new"],
    remove_there: ["gone"],
    pull: ["newer", "theirs"],
    remove_here: ["dropped"],
    conflicts: ["both"],
  });
});

test("the same change on both sides is none", () => {
  const both = hashes({ a: "2" });
  const plan = planLake(hashes({ a: "1" }), both, both);
  expect(Object.values(plan).flat()).toEqual([]);
});

test.each([
  [
    "lake/bronze/orders/ingest_date=2026-11-21/r1.parquet",
    "raw/orders/ingest_date=2026-11-21/r1.parquet",
  ],
  ["lake/mappings/orders/1.json", "mappings/orders/1.json"],
  ["published/current.json", "published/objects/abc"],
  ["published/objects/abc", null],
  ["published/latest/gold/x.parquet", null],
  ["reports/2026-11-21/sales.html", "archive/abc"],
  ["workspace.json", "workspace/abc.json"],
  ["state.sqlite", null],
])("%s lies at %s", (path, key) => expect(lakeKey(path, "abc")).toBe(key));

test("what points at others arrives after them", () => {
  const paths = ["published/current.json", "a.json", "workspace.json", "a.parquet"];
  expect(arrivalOrder(paths)).toEqual([
    "a.parquet",
    "a.json",
    "workspace.json",
    "published/current.json",
  ]);
});
