import { describe, expect, it } from "vitest";
import type { RawGrid, SourceDetail } from "#contract/sources.ts";
import { renamedColumns } from "./renamed-model.ts";

const detail: SourceDetail = {
  source: {
    id: "c",
    name: "c",
    entities: ["customers"],
    origin: { kind: "csv", path: "/c.csv" },
    mode: "snapshot",
    state: "held",
    rows: 1,
    last_read_at: null,
    reason: null,
  },
  mapping_version: 1,
  read: {},
  columns: [
    { entity: "customers", column: "customer_id", required: true, headers: ["id"], default: null },
    { entity: "customers", column: "email", required: false, headers: ["mail"], default: null },
    { entity: "customers", column: "city", required: false, headers: [], default: null },
  ],
  formats: [],
  headers: ["id", "mail", "note"],
  batches: [],
  held: null,
};

const grid = (header: string[]): RawGrid => ({
  rows: [header],
  first_row: 1,
  rows_total: 0,
  header_row: 1,
  header_reason: null,
  better_header_row: null,
  delimiter: ",",
  encoding: null,
  findings: [],
});

describe("columns with another name", () => {
  it("sets what is gone against what is new", () => {
    expect(renamedColumns(detail, grid(["id", "cust_mail", "note"]))).toEqual({
      missing: [{ header: "mail", column: "email" }],
      fresh: ["cust_mail"],
    });
  });

  it("asks nothing while every mapped column is there", () => {
    expect(renamedColumns(detail, grid(["id", "mail", "extra"])).missing).toEqual([]);
  });
});
