import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { useCases } from "#app/index.ts";
import { contract } from "#contract/index.ts";
import { projectFiles, read, TOP } from "./sources.ts";

const sources = projectFiles(/\.(ts|tsx|js)$/);
/** This file names what it forbids. */
const others = sources.filter((path) => path !== "tests/meta/conventions.test.ts");

/** Lines of files that match, as `path:line`. */
function places(paths: readonly string[], matches: (line: string, before: string) => boolean) {
  return paths.flatMap((path) => {
    const lines = read(path).split("\n");
    return lines.flatMap((line, index) =>
      matches(line, lines[index - 1] ?? "") ? [`${path}:${index + 1}`] : [],
    );
  });
}

test("there is something to look at", () => {
  expect(sources.length).toBeGreaterThan(50);
});

test("no test is skipped without a reason on the line above", () => {
  const skipped = /\b(it|test|describe)(\.\w+)*\.(skip|skipIf|runIf|todo|fails|only)\s*[(.]/;
  const bare = (line: string, before: string) =>
    skipped.test(line) && !/\/\/ Skipped because /.test(before);
  expect(places(others, bare)).toEqual([]);
});

test("no lint rule is switched off without a reason", () => {
  const bare = (line: string) => /(oxlint|eslint)-disable/.test(line) && !/ -- \S/.test(line);
  expect(places(others, bare)).toEqual([]);
  expect(places(others, (line) => /@ts-(ignore|nocheck)/.test(line))).toEqual([]);
});

test("no import climbs more than one folder", () => {
  expect(places(others, (line) => /(from|import\()\s*["'](\.\.\/){2}/.test(line))).toEqual([]);
});

test("nothing committed names a folder of one machine", () => {
  const files = projectFiles(/\.(ts|js|json|md|sql|yml|sh)$|^\.ci\//).filter(
    (path) => path !== "package-lock.json" && path !== "tests/meta/conventions.test.ts",
  );
  const machine = /(^|[\s"'`(=:])\/(tmp|work|farm|root|home\/\w+)\//;
  expect(places(files, (line) => machine.test(line))).toEqual([]);
});

test("package-lock.json names no registry but the public one", () => {
  const urls = read("package-lock.json").match(/https?:\/\/[^/"\s]+/g) ?? [];
  const harmless =
    /registry\.npmjs\.org|github\.com|opencollective\.com|paypal|patreon|funding|tidelift/;
  const hosts = read("package-lock.json").matchAll(/"resolved": "([^"]+)"/g);
  const foreign = [...hosts].filter(([, url]) => !url!.startsWith("https://registry.npmjs.org/"));
  expect(foreign).toEqual([]);
  expect(
    urls.filter((url) => /registry|npm|artifact|nexus/.test(url) && !harmless.test(url)),
  ).toEqual([]);
});

test("every path that README.md, ARCHITECTURE.md and CONTRIBUTING.md name exists", () => {
  const named = ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md"].flatMap((document) =>
    [
      ...read(document).matchAll(/`((?:main|pipeline|sql|resources|tests|docs|\.ci)\/[\w./-]*)`/g),
    ].map((match) => match[1]!),
  );
  expect(named.length).toBeGreaterThan(10);
  expect(named.filter((path) => !existsSync(join(TOP, path)))).toEqual([]);
});

test("every name of the contract has a handler and no handler is left over", () => {
  const names = (groups: object) =>
    Object.entries(groups)
      .flatMap(([group, members]) =>
        Object.keys(members as object).map((name) => `${group}.${name}`),
      )
      .toSorted();
  expect(names(useCases)).toEqual(names(contract));
});

test("top-level folders are the agreed ones", () => {
  const agreed = new Set(["main", "renderer", "pipeline", "sql", "resources", "tests", "docs"]);
  const folders = projectFiles(/\//).map((path) => path.split("/")[0]!);
  const extra = new Set(folders.filter((name) => !name.startsWith(".") && !agreed.has(name)));
  expect([...extra]).toEqual([]);
});
