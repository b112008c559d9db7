import { existsSync } from "node:fs";
import { readdir, readFile, stat } from "node:fs/promises";
import { isBuiltin } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { beforeAll, expect, inject, test } from "vitest";
import { superviseEngines } from "#main/shared/engine-pair.ts";
import { forkEngine } from "#main/web/fork-engine.ts";
import { listArchive, type Packed, TOP } from "./packed.ts";

interface Manifest {
  readonly main: string;
  readonly version: string;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
}
type AfterPack = (context: object) => Promise<void>;
const manifestOf = async (folder: string): Promise<Manifest> =>
  JSON.parse(await readFile(join(folder, "package.json"), "utf8")) as Manifest;

const [scratch, resources, program] = [inject("scratch"), inject("resources"), inject("program")];
let files: readonly Packed[] = [];
beforeAll(async () => {
  files = await listArchive(join(resources, "app.asar"));
});

const inside = (pattern: RegExp) => files.filter(({ path }) => pattern.test(path));
const textOf = (path: string) => readFile(join(program, path), "utf8");

test("the program has its entry, its models and its pages", async () => {
  const { main } = await manifestOf(program);
  const expected = [
    main,
    "out/main/engine.js",
    "out/preload/index.cjs",
    "out/renderer/index.html",
    "resources/recovery/index.html",
    "resources/recovery/style.css",
    "resources/icons/icon.png",
    "resources/icons/tray.png",
    "LICENSE",
  ];
  const paths = new Set(files.map(({ path }) => path));
  expect(expected.filter((path) => !paths.has(path))).toEqual([]);
});

test("every model and every query of the sample shop is in", async () => {
  const wanted = await Promise.all(
    ["sql", "resources"].map(async (folder) =>
      (await readdir(join(TOP, folder), { recursive: true }))
        .filter((path) => /\.(sql|yml)$/.test(path))
        .map((path) => `${folder}/${path.replaceAll("\\", "/")}`),
    ),
  );
  const paths = new Set(files.map(({ path }) => path));
  expect(wanted.flat().length).toBeGreaterThan(50);
  expect(wanted.flat().filter((path) => !paths.has(path))).toEqual([]);
});

test("no test, no source and no map is in", () => {
  expect(inside(/\.(ts|tsx|cts|mts|map)$/)).toEqual([]);
  expect(inside(/\.test\.|(^|\/)__tests__\//)).toEqual([]);
  expect(inside(/^(tests|docs|main|pipeline|renderer|\.ci|coverage)\//)).toEqual([]);
  expect(
    inside(/^[^/]+$/)
      .map(({ path }) => path)
      .toSorted(),
  ).toEqual(["LICENSE", "node_modules", "out", "package.json", "resources", "sql"]);
});

test("no development package is in, and every package the program needs is", async () => {
  const { dependencies, devDependencies } = await manifestOf(TOP);
  const packages = new Set(
    inside(/^node_modules\/(@[^/]+\/)?[^/]+\/package\.json$/).map(({ path }) =>
      path.slice("node_modules/".length, -"/package.json".length),
    ),
  );
  expect(Object.keys(dependencies).filter((name) => !packages.has(name))).toEqual([]);
  expect(Object.keys(devDependencies).filter((name) => packages.has(name))).toEqual([]);
});

test("DuckDB's binding and its library lie together beside the archive", async () => {
  const native = inside(/\.(node|so|so\.[\d.]+|dylib|dll)$/);
  const duckdb = native.filter(({ path }) => path.includes("@duckdb/node-bindings-linux-x64/"));
  expect(duckdb.map(({ path }) => path.split("/").at(-1)).toSorted()).toEqual([
    "duckdb.node",
    expect.stringMatching(/^libduckdb\.so/),
  ]);
  expect(native.filter(({ unpacked }) => !unpacked)).toEqual([]);
  for (const { path } of duckdb) {
    const { size } = await stat(join(resources, "app.asar.unpacked", path));
    expect(size).toBeGreaterThan(100_000);
  }
});

test("a program whose database is not there for its system is not packed", async () => {
  const loaded: unknown = await import(pathToFileURL(join(TOP, "electron-builder.config.js")).href);
  const { afterPack } = (loaded as { default: { afterPack: AfterPack } }).default;
  const context = (electronPlatformName: string, arch: number) => ({
    electronPlatformName,
    arch,
    appOutDir: resources,
    packager: { getResourcesDir: () => resources },
  });
  await expect(afterPack(context("linux", 1))).resolves.toBeUndefined();
  await expect(afterPack(context("win32", 1))).rejects.toThrow("@duckdb/node-bindings-win32-x64");
  await expect(afterPack(context("darwin", 3))).rejects.toThrow("node-bindings-darwin-arm64");
});

test("the preload is one CommonJS file that requires electron and nothing else", async () => {
  expect(inside(/^out\/preload\/.*\./).map(({ path }) => path)).toEqual(["out/preload/index.cjs"]);
  const preload = await textOf("out/preload/index.cjs");
  const required = [...preload.matchAll(/\brequire\(\s*["'`]([^"'`]+)["'`]/g)];
  expect(required.map((match) => match[1])).toEqual(["electron"]);
  expect(preload.match(/\brequire\b/g)).toHaveLength(1);
  expect(preload).not.toMatch(/\bimport\s*\(|^import |^export /m);
});

test("the host's files import electron, Node and declared packages only", async () => {
  const { dependencies } = await manifestOf(program);
  const known = new Set(["electron", ...Object.keys(dependencies)]);
  const bundles = inside(/^out\/main\/.*\.js$/);
  expect(bundles.length).toBeGreaterThan(2);
  const strange: string[] = [];
  for (const { path } of bundles) {
    for (const match of (await textOf(path)).matchAll(
      /^(?:import|export)\b[^"'\n]*["']([^"']+)["'];?$/gm,
    )) {
      const name = match[1]!;
      const owner = name.split("/", name.startsWith("@") ? 2 : 1).join("/");
      if (!name.startsWith("./") && !isBuiltin(name) && !known.has(owner)) strange.push(name);
    }
  }
  expect(strange).toEqual([]);
});

test("the window's files hold no Node, no SDK and no foreign address, and are named from the root", async () => {
  const page = await textOf("out/renderer/index.html");
  const sources = [...page.matchAll(/(?:src|href)="([^"]+)"/g)].map((match) => match[1]!);
  expect(sources.length).toBeGreaterThan(0);
  expect(sources.filter((path) => !path.startsWith("/"))).toEqual([]);
  expect(page).not.toMatch(/<script(?![^>]*\bsrc=)/);
  for (const { path } of inside(/^out\/renderer\/.*\.js$/)) {
    const script = await textOf(path);
    expect(script).not.toMatch(/["']node:[a-z]/);
    expect(script).not.toMatch(/duckdb\.node|@duckdb\/|googleapis|keyring|from\s*["']electron["']/);
  }
});

test("the packed engine runs the sample shop with nothing but what was packed", async () => {
  const entry = join(program, "out/main/engine.js");
  const workspace = join(scratch, "shop");
  const engine = superviseEngines((role) => forkEngine(workspace, role, entry));
  try {
    await engine.call("workspace", "init", { sample: { scale: 0.02 } }, undefined);
    const events = (await engine.call(
      "runs",
      "start",
      { publish: true },
      undefined,
    )) as AsyncIterator<unknown, { readonly status: string; readonly published: unknown }>;
    let next = await events.next();
    while (!next.done) next = await events.next();
    expect(next.value).toMatchObject({ status: "succeeded", published: expect.anything() });
    const reports = await engine.call("reports", "list", { published: true }, undefined);
    expect((reports as unknown[]).length).toBe(12);
  } finally {
    await engine.close();
  }
  expect(existsSync(join(workspace, "published"))).toBe(true);
});
