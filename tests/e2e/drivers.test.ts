import { expect, test } from "vitest";
import type { Driver } from "./driver.ts";
import { electronDriver } from "./driver-electron.ts";
import { chosenDrivers } from "./drivers.ts";

function driver(name: Driver["name"], lacks: string | null): Driver {
  const open = () => Promise.reject(new Error("not here"));
  return { name, missing: () => lacks, open };
}

function chosen(asked: string | undefined, electronLacks: string | null) {
  const said: string[] = [];
  const all = [driver("web", null), driver("electron", electronLacks)] as const;
  const names = chosenDrivers(asked, all, (text) => said.push(text)).map(({ name }) => name);
  return { names, said };
}

test("both hosts are tested where both can be", () => {
  expect(chosen(undefined, null)).toEqual({ names: ["web", "electron"], said: [] });
});

test("a desktop that cannot be tested is said, not passed over", () => {
  expect(chosen(undefined, "It is not here.")).toEqual({
    names: ["web"],
    said: ["The desktop host was not tested. It is not here."],
  });
});

test("a host asked for by name is tried whatever it lacks, and its lack fails the test", () => {
  expect(chosen("electron", "It is not here.").names).toEqual(["electron"]);
  expect(chosen("web", null).names).toEqual(["web"]);
});

test("the desktop says what it lacks: its program, or its build", () => {
  const here = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  process.env.ELECTRON_OVERRIDE_DIST_PATH = import.meta.dirname;
  expect(electronDriver.missing()).toContain("ELECTRON_OVERRIDE_DIST_PATH");
  if (here === undefined) delete process.env.ELECTRON_OVERRIDE_DIST_PATH;
  else process.env.ELECTRON_OVERRIDE_DIST_PATH = here;
});
