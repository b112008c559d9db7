import { expect, test } from "vitest";
import type { EntityMapping, Mapping, Source } from "#domain/workspace.ts";
import { dateColumn, momentsSql } from "./first-date.ts";
import { startsLaterGuard } from "./guards.ts";

const mapping = (entities: Record<string, Record<string, string[]>>): Mapping => ({
  source_id: "shop",
  version: 1,
  created_at: "",
  entities: Object.fromEntries(
    Object.entries(entities).map(([name, columns]): [string, EntityMapping] => [
      name,
      { columns, defaults: {}, fold: false },
    ]),
  ),
  formats: { Day: "dmy" },
  header_aliases: {},
});

test("a sheet of several tables is dated by its orders, in the format and zone of the source", () => {
  const sheet = mapping({
    customers: { signed_up_at: ["Joined"] },
    orders: { ordered_at: ["Day", "Time"], updated_at: ["Changed"] },
  });
  expect(dateColumn(sheet, undefined, "Europe/Berlin")).toEqual({
    headers: ["Day", "Time"],
    format: "dmy",
    time_zone: "Europe/Berlin",
    local_zone: "Europe/Berlin",
  });
  expect(dateColumn(sheet, "UTC", "Europe/Berlin")?.time_zone).toBe("UTC");
});

test("stock counts, times of change and sources without dates say nothing about a beginning", () => {
  expect(dateColumn(mapping({ inventory: { counted_at: ["Day"] } }), undefined, "UTC")).toBeNull();
  expect(dateColumn(mapping({ orders: { updated_at: ["Day"] } }), undefined, "UTC")).toBeNull();
  expect(dateColumn(mapping({ products: { name: ["Name"] } }), undefined, "UTC")).toBeNull();
});

test("headers and zones are quoted", () => {
  const column = { headers: ['a"b'], format: "iso", time_zone: "o'c", local_zone: "UTC" } as const;
  const sql = momentsSql("from t", column);
  expect(sql).toContain(`nullif("a""b", '')`);
  expect(sql).toContain(`parse_timestamp(v, 'iso', 'o''c')`);
});

test("the question names both beginnings and both ways out", () => {
  const source = { id: "orders", name: "Orders" } as Source;
  expect(startsLaterGuard(source, null)).toBeNull();
  const asked = startsLaterGuard(source, { before: "2024-11-20", now: "2025-11-03" });
  expect(asked).toMatchObject({
    kind: "starts_later",
    text: "Orders begins on 3 Nov 2025 now; before it began on 20 Nov 2024. Does this file hold only the new rows?",
  });
  expect(asked?.action).toContain("source accept orders --reason");
  expect(asked?.action).toContain("--append");
});
