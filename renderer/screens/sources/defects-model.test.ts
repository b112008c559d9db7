import { describe, expect, it } from "vitest";
import type { Draft, RawGrid } from "#contract/sources.ts";
import { badCells, expectedFormat, standingOut } from "./defects-model.ts";

const READING = {
  format: null,
  shown_as: null,
  locale: null,
  values: 0,
  examples: [],
  refused: 0,
  refused_examples: [],
};
const finding = (text: string, severity: "error" | "warn" | "info", kind = "x") => ({
  kind,
  severity,
  text,
});

const grid: RawGrid = {
  rows: [],
  first_row: 1,
  rows_total: 0,
  header_row: 1,
  header_reason: null,
  better_header_row: null,
  delimiter: ",",
  encoding: null,
  findings: [finding("a", "info"), finding("sure?", "warn", "header_uncertain")],
};

const draft: Draft = {
  proposal: {
    entities: ["orders"],
    headers: ["id", "date"],
    header_row: 1,
    columns: [],
    formats: [],
    unused_headers: [],
    questions: [],
    findings: [
      finding("a", "info"),
      finding("b", "warn"),
      finding("may be wrong", "warn", "unreadable_values"),
    ],
    complete: true,
  },
  preview: {
    columns: [
      { entity: "orders", column: "ordered_at", headers: ["date"], reading: READING },
      { entity: "payments", column: "paid_at", headers: ["date"], reading: READING },
    ],
    rows: [
      {
        address: "B7",
        cells: [
          { raw: "31.02.2026", typed: null, problem: "cannot be read as dmy" },
          { raw: "31.02.2026", typed: null, problem: "cannot be read as dmy" },
        ],
      },
      { address: "B8", cells: [{ raw: "1.2.2026", typed: "2026-02-01", problem: null }] },
    ],
    rows_total: 2,
    rows_disappearing: 0,
    findings: [finding("c", "error")],
  },
  blocked: [],
};

describe("what stands out about a file", () => {
  it("is said once, worst first, and no question is repeated as a defect", () => {
    expect(standingOut(grid, draft).map(({ text }) => text)).toEqual(["c", "b", "a"]);
    const early = standingOut(grid, { ...draft, preview: null });
    expect(early.map(({ text }) => text)).toEqual(["b", "may be wrong", "a"]);
  });

  it("names the cell, counted from where the table begins", () => {
    expect(badCells(draft)).toEqual([
      { address: "C7", raw: "31.02.2026", problem: "cannot be read as dmy" },
    ]);
    expect(badCells({ ...draft, preview: null })).toEqual([]);
  });

  it("says what was expected in words of the person", () => {
    expect(expectedFormat("cannot be read as dmy")).toBe("dmy");
    expect(expectedFormat("cannot be read")).toBeNull();
  });
});
