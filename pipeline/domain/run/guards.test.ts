import { expect, test } from "vitest";
import { DEFAULT_SETTINGS, type Mapping, type Source } from "#domain/workspace.ts";
import { missingMapped, missingRequired, shrinkGuard } from "./guards.ts";

const source = (mode: Source["mode"]): Source => ({
  id: "orders",
  name: "Orders",
  mode,
  origin: { kind: "csv", path: "orders.csv" },
  read: {},
});
const LIMIT = DEFAULT_SETTINGS.shrink_limit;
const guard = (rows_before: number, rows_read: number, mode: Source["mode"] = "snapshot") =>
  shrinkGuard(source(mode), { rows_before, rows_read }, LIMIT);
const ACTION =
  "`source accept orders --reason …` if this is right, `source discard orders` if not.";

test("the limits are 20 rows and 30 percent", () => {
  expect(DEFAULT_SETTINGS).toEqual({
    quarantine_limit: { rows: 20, share: 0.01 },
    shrink_limit: { rows: 20, share: 0.3 },
    keep_versions: 14,
  });
});

test("a snapshot that became empty is held, a first or an appended read is not", () => {
  expect(guard(1234, 0)).toEqual({
    kind: "empty",
    text: "Orders is empty now; it had 1,234 rows. We kept the 1,234.",
    action: ACTION,
  });
  expect(guard(1, 0)?.kind).toBe("empty");
  expect(guard(0, 0)).toBeNull();
  expect(guard(1234, 0, "append")).toBeNull();
});

test("a snapshot that lost more than both limits is held", () => {
  expect(guard(1000, 699)).toEqual({
    kind: "shrunk",
    text: "Orders shrank from 1,000 rows to 699. We kept the 1,000.",
    action: ACTION,
  });
  expect(guard(1000, 700)).toBeNull();
  expect(guard(1000, 1001)).toBeNull();
  // Under the share, however many; under the number, whatever the share.
  expect(guard(1000, 979)).toBeNull();
  expect(guard(40, 20)).toBeNull();
  expect(guard(40, 19)?.kind).toBe("shrunk");
  expect(guard(1000, 1, "append")).toBeNull();
});

const MAPPING: Mapping = {
  source_id: "orders",
  version: 1,
  created_at: "",
  formats: {},
  header_aliases: { Ordered: "Date", Note: "Remark" },
  entities: {
    orders: {
      columns: { order_id: ["Order"], ordered_at: ["Ordered", "Time"], channel: ["Channel"] },
      defaults: {},
      fold: false,
    },
    customers: { columns: { name: ["Note"], city: ["Channel"] }, defaults: {}, fold: true },
  },
};

test("a needed column that is gone is named; an alias stands in for it", () => {
  expect(missingRequired(MAPPING, ["Order", "Ordered", "Time"])).toBeNull();
  expect(missingRequired(MAPPING, ["Order", "Date", "Time"])).toBeNull();
  expect(missingRequired(MAPPING, ["Order", "Date"])).toEqual({
    kind: "missing_column",
    text: 'The column "Time", which holds orders.ordered_at, is not there any more.',
    action: "Put the column back, or say which column holds it now with `source map`.",
  });
  expect(missingRequired(MAPPING, ["Date", "Time"])?.text).toBe(
    'The column "Order", which holds orders.order_id, is not there any more.',
  );
});

test("missing columns that may be missing are listed once", () => {
  expect(missingMapped(MAPPING, ["Order", "Date", "Time", "Remark"])).toEqual(["Channel"]);
  expect(missingMapped(MAPPING, ["Order", "Ordered", "Time", "Channel", "Note"])).toEqual([]);
  expect(missingMapped(MAPPING, [])).toEqual(["Order", "Ordered", "Time", "Channel", "Note"]);
});
