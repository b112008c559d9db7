import { expect, test } from "vitest";
import { fakeHost } from "./testing.ts";
import { ProgressDisplay } from "./progress.ts";

test("elsewhere than on a terminal every event is one JSON line with rate and time left", () => {
  const { host, text } = fakeHost();
  let now = 0;
  const display = new ProgressDisplay(host, () => now);
  display.show({ step: "bronze.orders", label: "Reading orders", fraction: 0.1, rows: 0 });
  now = 4;
  display.show({ step: "bronze.orders", label: "Reading orders", fraction: 0.2, rows: 1000 });
  display.clear();
  expect(
    text.err
      .split("\n")
      .filter(Boolean)
      .map((line) => JSON.parse(line) as object),
  ).toEqual([
    {
      step: "bronze.orders",
      label: "Reading orders",
      fraction: 0.1,
      rows: 0,
      rate: null,
      seconds_left: null,
    },
    {
      step: "bronze.orders",
      label: "Reading orders",
      fraction: 0.2,
      rows: 1000,
      rate: 250,
      seconds_left: 16,
    },
  ]);
});

test("on a terminal one line is redrawn, fits the window, and is removed at the end", () => {
  const { host, text } = fakeHost({ terminal: true, columns: 60 });
  let now = 0;
  const display = new ProgressDisplay(host, () => now);
  display.show({ step: "a", label: "Reading orders", fraction: 0 });
  now = 10;
  display.show({
    step: "a",
    label: "Reading orders",
    fraction: 0.5,
    rows: 20_000,
    note: "x".repeat(99),
  });
  display.clear();
  const [, first, second, cleared] = text.err.split("\r\u001B[K");
  expect(first).toBe(`[${"░".repeat(20)}]   0 %  Reading orders`);
  expect(second).toHaveLength(59);
  expect(second).toContain(" 50 %  Reading orders  20,000 rows");
  expect(cleared).toBe("");
});

test("a share nobody can know is not invented, and the last step says no time left", () => {
  const { host, text } = fakeHost({ terminal: true });
  let now = 0;
  const display = new ProgressDisplay(host, () => now);
  now = 60;
  display.show({ step: "a", label: "Waiting", fraction: null });
  display.show({ step: "b", label: "Done", fraction: 1 });
  expect(text.err).not.toContain("left");
  expect(text.err).toContain("[····················]      Waiting");
});

test("the rate starts over with each step", () => {
  const { host, text } = fakeHost();
  let now = 0;
  const display = new ProgressDisplay(host, () => now);
  display.show({ step: "a", label: "A", fraction: null, rows: 1 });
  now = 100;
  display.show({ step: "b", label: "B", fraction: null, rows: 1 });
  now = 101;
  display.show({ step: "b", label: "B", fraction: null, rows: 500 });
  expect(text.err.trimEnd().split("\n").at(-1)).toContain('"rate":500');
});
