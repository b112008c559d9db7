import { expect, test } from "vitest";
import { batchId, runId } from "./batch.ts";
import { buildId } from "./build.ts";
import { waiverText } from "./waiver.ts";

test("run, batch and build ids sort as text in the order they were made", () => {
  expect(runId(12)).toBe("r000012");
  expect(buildId(12)).toBe("b000012");
  expect(batchId(12, "orders", 0)).toBe("r000012-orders");
  expect(batchId(12, "orders", 3)).toBe("r000012-orders-0003");
  const ids = [batchId(9, "z", 0), batchId(10, "a", 0), batchId(10, "a", 2), batchId(10, "a", 10)];
  expect(ids.toSorted()).toEqual(ids);
});

test("a waiver is remembered by source, row and rule", () => {
  const waiver = { source_id: "orders", row_hash: "77", occurrence: 2, rule: "late" };
  expect(waiverText(waiver)).toBe("orders|77|2|late");
});
