import { describe, expect, it } from "vitest";
import { currencies, memoryLimit, timeZones, wholeNumber } from "./settings-model.ts";

describe("settings as people type them", () => {
  it.each([
    ["4 GB", "4 GB"],
    ["512mb", "512 MB"],
    ["1,5 gb", "1.5 GB"],
    ["  ", null],
    ["4", undefined],
    ["lots", undefined],
  ])("memory %j is %j", (text, expected) => {
    expect(memoryLimit(text)).toBe(expected);
  });

  it("reads whole numbers with or without grouping", () => {
    expect(wholeNumber("1.000", 0, 5000)).toBe(1000);
    expect(wholeNumber("1,000", 0, 5000)).toBe(1000);
    expect(wholeNumber("12", 0, 5000)).toBe(12);
    expect([wholeNumber("1.5", 0, 9), wholeNumber("9", 10, 20), wholeNumber("", 0, 9)]).toEqual([
      null,
      null,
      null,
    ]);
  });

  it("offers the workspace's own zone and currency even if the browser does not know them", () => {
    expect(timeZones("Europe/Berlin")).toContain("UTC");
    expect(timeZones("Mars/Base")).toContain("Mars/Base");
    expect(currencies("XXQ")).toContain("XXQ");
    expect(currencies("EUR").filter((code) => code === "EUR")).toHaveLength(1);
  });
});
