import { join, resolve } from "node:path";
import { expect, test } from "vitest";
import { askedWorkspace, chooseWorkspace, withWorkspace } from "./workspace-choice.ts";

const from = resolve("/home-of/marta");

test("a command line may name a folder, relative to where it was typed", () => {
  expect(askedWorkspace(["electron", ".", "--workspace=shop"], from)).toBe(join(from, "shop"));
  expect(askedWorkspace(["medallion", "--workspace", "a b/shop"], from)).toBe(
    join(from, "a b/shop"),
  );
  expect(askedWorkspace(["medallion", `--workspace=${from}`], resolve("/"))).toBe(from);
});

test("nothing else on a command line is taken for a folder", () => {
  for (const argv of [
    ["medallion"],
    ["medallion", "shop"],
    ["medallion", "--workspace"],
    ["medallion", "--workspace="],
    ["medallion", "--workspace", "--quiet"],
    ["medallion", "--workspaces=shop"],
  ]) {
    expect(askedWorkspace(argv, from)).toBeNull();
  }
});

test("asked, else remembered, else a folder of our own", () => {
  const options = { argv: ["medallion"], from, remembered: "/shops/one", documents: "/documents" };
  expect(chooseWorkspace({ ...options, argv: ["medallion", "--workspace=two"] })).toBe(
    join(from, "two"),
  );
  expect(chooseWorkspace(options)).toBe("/shops/one");
  expect(chooseWorkspace({ ...options, remembered: null })).toBe(join("/documents", "Medallion"));
});

test("the same command line for another folder names only that one", () => {
  for (const argv of [[".", "--workspace=one"], [".", "--workspace", "one"], ["."]]) {
    expect(withWorkspace([...argv, "--quiet"], "/shops/two")).toEqual([
      ".",
      "--quiet",
      "--workspace=/shops/two",
    ]);
  }
});
