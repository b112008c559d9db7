import { execFile } from "node:child_process";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { builtinModules } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { TOP } from "./sources.ts";

let folder = "";
/** Path → text of every script, style and page of the built window. */
let files: readonly (readonly [string, string])[] = [];

async function read(from: string): Promise<readonly (readonly [string, string])[]> {
  const names = await readdir(from, { recursive: true });
  const texts = names.filter((name) => /\.(js|css|html)$/.test(name));
  return Promise.all(texts.map(async (name) => [name, await readFile(join(from, name), "utf8")]));
}

// Built here into a folder of its own: what lies in out/ may be older, or just being replaced.
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "medallion-window-"));
  const vite = join(TOP, "node_modules/vite/bin/vite.js");
  const flags = ["build", "--config", join(TOP, "renderer/vite.config.ts"), "--outDir", folder];
  await promisify(execFile)(process.execPath, [vite, ...flags, "--emptyOutDir"], { cwd: TOP });
  files = await read(folder);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

function holding(pattern: RegExp): string[] {
  return files.filter(([, text]) => pattern.test(text)).map(([name]) => name);
}

const BUILT_IN = builtinModules.filter((name) => !name.startsWith("_")).join("|");
const IMPORTED = new RegExp(
  `(?:from|import|import\\(|require\\()\\s*["'](?:node:|(?:${BUILT_IN})["'])`,
);
const FOREIGN = /@duckdb|googleapis|google-auth-library|@aws-sdk|snowflake-sdk|keytar|@napi-rs/i;
const SECRET =
  /-----BEGIN [A-Z ]*PRIVATE KEY|AKIA[0-9A-Z]{16}|AIza[\w-]{35}|ghp_\w{36}|xox[bp]-\d|"client_secret"/;

test("the window is there: a page, scripts, screens apart from each other", () => {
  expect(files.map(([name]) => name)).toContain("index.html");
  expect(files.filter(([name]) => name.endsWith(".js")).length).toBeGreaterThan(8);
});

test("it asks for nothing of Node", () => {
  expect(holding(IMPORTED)).toEqual([]);
  expect(holding(/\bprocess\.(env\.(?!NODE_ENV)|cwd|argv)/)).toEqual([]);
});

test("it holds no SDK, no secret and no map of its sources", () => {
  expect(holding(FOREIGN)).toEqual([]);
  expect(holding(SECRET)).toEqual([]);
  expect(holding(/sourceMappingURL/)).toEqual([]);
});

test("its page loads from its own origin and runs no script written into it", () => {
  const page = files.find(([name]) => name === "index.html")![1];
  expect(page).not.toMatch(/(?:src|href)="(?:https?:)?\/\//);
  expect(page).not.toMatch(/<script(?![^>]*\bsrc=)/);
  expect(page).not.toMatch(/\son\w+=/);
});

test("the patterns bite", () => {
  expect(IMPORTED.test(`import{readFileSync}from"node:fs"`)).toBe(true);
  expect(IMPORTED.test(`import x from "fs"`)).toBe(true);
  expect(IMPORTED.test(`require("path")`)).toBe(true);
  expect(FOREIGN.test("@duckdb/node-api")).toBe(true);
  expect(SECRET.test("-----BEGIN PRIVATE KEY-----")).toBe(true);
  expect(SECRET.test(`AKIA${"A".repeat(16)}`)).toBe(true);
});
