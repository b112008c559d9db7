import { describe, expect, it } from "vitest";
import { readCalendarSearch, readHistorySearch, readNowSearch, readRunSearch } from "./search.ts";

describe("addresses of the pipeline", () => {
  it("keep what is understood and leave out what is not", () => {
    const search = { node: "silver.orders", open: ["gold", "cellar"], from: "2026-01-01", to: "x" };
    expect(readNowSearch(search)).toEqual({
      node: "silver.orders",
      open: ["gold"],
      from: "2026-01-01",
    });
    expect(readNowSearch({ open: "gold", repeat: "yes" })).toEqual({});
    expect(readNowSearch({ repeat: true })).toEqual({ repeat: true });
    expect(readHistorySearch({ q: "" })).toEqual({});
    expect(readRunSearch({ log: "attention" })).toEqual({ log: "attention" });
    expect(readCalendarSearch({ days: 180 })).toEqual({ days: 180 });
    expect(readCalendarSearch({ days: 100_000 })).toEqual({});
  });
});
