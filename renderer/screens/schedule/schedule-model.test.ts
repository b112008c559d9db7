import { describe, expect, it } from "vitest";
import { addresses, clockTime, nightCounts, percent, webhook } from "./schedule-model.ts";

describe("the schedule form", () => {
  it.each([
    ["3:30", "03:30"],
    ["0330", "03:30"],
    [" 23.59 ", "23:59"],
    ["24:00", null],
    ["3", null],
    ["03:60", null],
    ["noon", null],
  ])("reads %s as %s", (text, expected) => {
    expect(clockTime(text)).toBe(expected);
  });

  it("takes addresses as people paste them", () => {
    expect(addresses("marta@shop.example, jan@shop.example;\nmarta@shop.example")).toEqual({
      emails: ["marta@shop.example", "jan@shop.example"],
      wrong: null,
    });
    expect(addresses("marta@shop")).toMatchObject({ wrong: "marta@shop" });
    expect(addresses("  ")).toEqual({ emails: [], wrong: null });
  });

  it("wants a whole web address", () => {
    expect(webhook("")).toEqual({ url: null, wrong: false });
    expect(webhook(" https://chat.example/hook ").url).toBe("https://chat.example/hook");
    expect(webhook("chat.example").wrong).toBe(true);
    expect(webhook("javascript:alert(1)").wrong).toBe(true);
  });

  it("reads a percentage with comma or point", () => {
    expect([
      percent("2"),
      percent("2,5 %"),
      percent("100"),
      percent("101"),
      percent("-1"),
      percent("x"),
    ]).toEqual([2, 2.5, 100, null, null, null]);
  });

  it("counts nights by what happened", () => {
    const night = (status: "ran" | "missed") => ({
      date: "2026-11-20",
      status,
      text: "",
      run_id: null,
    });
    expect(nightCounts([night("ran"), night("missed"), night("ran")])).toEqual([
      { status: "ran", count: 2 },
      { status: "missed", count: 1 },
    ]);
  });
});
