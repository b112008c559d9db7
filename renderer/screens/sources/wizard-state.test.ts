import { describe, expect, it } from "vitest";
import type { Draft, RawGrid } from "#contract/sources.ts";
import {
  draftInput,
  feeds,
  fileName,
  headerCells,
  nextStep,
  originOf,
  sourceInput,
  startWith,
  withDefault,
  withEntities,
  withFormat,
  withMap,
  withRead,
} from "./wizard-state.ts";

const start = startWith({ kind: "csv", path: "/up/7-orders.csv" }, "Orders 2026.csv");

const grid: RawGrid = {
  rows: [["My shop"], ["id", "", "date"], ["1", "x", "2026-01-02"]],
  first_row: 1,
  rows_total: 1,
  header_row: 2,
  header_reason: null,
  better_header_row: null,
  delimiter: ",",
  encoding: "utf-8",
  findings: [],
};

const draft = (questions: number): Draft => ({
  proposal: {
    entities: ["orders"],
    headers: ["id"],
    header_row: 2,
    columns: [
      {
        entity: "orders",
        column: "order_id",
        required: true,
        headers: ["id"],
        default: null,
        confidence: 1,
        reasons: [],
      },
    ],
    formats: [],
    unused_headers: [],
    questions: Array.from({ length: questions }, () => ({
      kind: "x",
      text: "",
      options: [],
      flag: null,
    })),
    findings: [],
    complete: questions === 0,
  },
  preview: null,
  blocked: [],
});

describe("the answers of the connect wizard", () => {
  it("knows the kind of a source by its path", () => {
    expect(originOf(" /a/b.csv ")).toEqual({ kind: "csv", path: "/a/b.csv" });
    expect(originOf("C:\\a\\b.JSONL").kind).toBe("json");
    expect(originOf("/exports/daily/")).toEqual({ kind: "folder", path: "/exports/daily" });
    expect(originOf("/")).toEqual({ kind: "folder", path: "/" });
    expect(fileName("C:\\a\\b.csv")).toBe("b.csv");
  });

  it("keeps the name the person knows, not the uploaded one", () => {
    expect(sourceInput(start).name).toBe("Orders 2026");
    expect(sourceInput({ ...start, name: "  " }).name).toBe("Orders 2026");
    expect(sourceInput({ ...start, name: "Shop" }).name).toBe("Shop");
    const named = { ...start, name: "Shop", mode: "append" as const };
    expect(sourceInput(named).mode).toBe("append");
    expect(draftInput(named)).toEqual(draftInput(start));
  });

  it("a column is either mapped or constant, once", () => {
    const column = { entity: "orders" as const, column: "channel" };
    const mapped = withMap(withMap(start, { ...column, headers: ["A"] }), {
      ...column,
      headers: ["B"],
    });
    expect(mapped.map).toEqual([{ ...column, headers: ["B"] }]);
    const constant = withDefault(mapped, { ...column, value: "shop" });
    expect(constant).toMatchObject({ map: [], defaults: [{ ...column, value: "shop" }] });
    expect(withMap(constant, { ...column, headers: ["C"] }).defaults).toEqual([]);
  });

  it("another header row forgets what was said about columns; other entities only what left", () => {
    const said = withFormat(
      withMap(
        { ...start, same_keys: true },
        { entity: "orders", column: "order_id", headers: ["id"] },
      ),
      { column: "date", format: "dmy" },
    );
    expect(withRead(said, { header_row: 3 })).toMatchObject({
      header_row: 3,
      map: [],
      formats: [],
    });
    const other = withEntities(said, ["customers"]);
    expect(other).toMatchObject({ map: [], formats: [{ column: "date" }], entitiesSaid: true });
    expect(other.same_keys).toBeUndefined();
  });

  it("asks one thing at a time, in order", () => {
    expect(nextStep({ ...grid, better_header_row: 3 }, start, null)).toBe("header");
    expect(nextStep({ ...grid, header_row: null }, start, null)).toBe("header");
    expect(nextStep(grid, start, null)).toBe("entities");
    const said = withEntities(start, ["orders"]);
    expect(nextStep(grid, said, draft(2))).toBe("question");
    expect(nextStep(grid, said, draft(0))).toBe("review");
    expect(nextStep(grid, withEntities(start, []), draft(0))).toBe("entities");
  });

  it("finds the headers in the grid and what they feed", () => {
    expect(headerCells(grid)).toEqual([
      { header: "id", column: 0 },
      { header: "date", column: 2 },
    ]);
    expect(headerCells({ ...grid, header_row: 99 })).toEqual([]);
    const json = { ...grid, first_row: 0, header_row: null, rows: [["id"], ["1"]] };
    expect(headerCells(json)).toEqual([{ header: "id", column: 0 }]);
    expect(nextStep(json, start, null)).toBe("entities");
    expect(feeds(draft(0).proposal).get("id")).toEqual(["orders.order_id"]);
  });
});
