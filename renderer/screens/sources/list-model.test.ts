import { describe, expect, it } from "vitest";
import type { SourceSummary } from "#contract/sources.ts";
import { freeName, matching } from "./list-model.ts";

const source = (name: string, change: Partial<SourceSummary> = {}): SourceSummary => ({
  id: name,
  name,
  entities: ["orders"],
  origin: { kind: "csv", path: `/data/${name}.csv` },
  mode: "snapshot",
  state: "current",
  rows: 1,
  last_read_at: null,
  reason: null,
  ...change,
});

describe("the list of sources", () => {
  it("finds by name, path and what is fed, all words", () => {
    const all = [source("Shop"), source("Stock", { entities: ["inventory"] })];
    const found = (filter: string) => matching(all, filter).map(({ name }) => name);
    expect(found("")).toEqual(["Shop", "Stock"]);
    expect(found("inventory")).toEqual(["Stock"]);
    expect(found("S .CSV data")).toEqual(["Shop", "Stock"]);
    expect(found("shop inventory")).toEqual([]);
  });

  it("gives a name that is free; a removed source no longer holds its own", () => {
    expect(freeName("orders", [])).toBe("orders");
    expect(freeName("orders", [source("orders"), source("orders 2")])).toBe("orders 3");
    expect(freeName("orders", [source("orders", { state: "removed" })])).toBe("orders");
  });
});
