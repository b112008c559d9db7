import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { isTheOne } from "./single-instance.ts";

function gate(first: boolean) {
  const exits: number[] = [];
  return {
    exits,
    requestSingleInstanceLock: () => first,
    exit: (code: number) => exits.push(code),
  };
}

test("the first goes on, the second ends at once", () => {
  const [first, second] = [gate(true), gate(false)];
  expect([isTheOne(first), first.exits]).toEqual([true, []]);
  expect([isTheOne(second), second.exits]).toEqual([false, [0]]);
});

test("nothing that opens a workspace is loaded before the gate", () => {
  const entry = readFileSync(new URL("./index.ts", import.meta.url), "utf8");
  const imports = [...entry.matchAll(/^import .* from "(.+)";$/gm)].map((match) => match[1]);
  expect(imports.toSorted()).toEqual(["./origins.ts", "./single-instance.ts", "electron"]);
  expect(entry.indexOf("isTheOne(app)")).toBeLessThan(entry.indexOf('import("./boot.ts")'));
});
