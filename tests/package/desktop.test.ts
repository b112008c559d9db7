import { cp, mkdir } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, expect, inject, test } from "vitest";
import { startDesktop } from "./desktop.ts";

const [scratch, program] = [inject("scratch"), inject("program")];
const workspace = join(scratch, "desktop-shop");
let seen: Record<string, unknown> = {};

beforeAll(async () => {
  const userData = join(scratch, "user-data");
  await mkdir(userData);
  const { code, out, err } = await startDesktop({
    STAND_IN_PROGRAM: program,
    STAND_IN_USER_DATA: userData,
    STAND_IN_WORKSPACE: workspace,
  });
  if (code !== 0) throw new Error(`The program ended with ${code}.\n${out}\n${err}`);
  seen = JSON.parse(out.trim().split("\n").at(-1)!) as typeof seen;
});

test("one window opens on the console, sandboxed, from a scheme of our own", () => {
  expect(seen).toMatchObject({
    sandboxed: true,
    loaded: ["app://medallion/"],
    preload: join(program, "out/preload/index.cjs"),
    rights: { sandbox: true, contextIsolation: true, nodeIntegration: false, devTools: false },
    schemes: [{ scheme: "app", privileges: { standard: true, secure: true } }],
  });
  expect(JSON.stringify(seen.schemes)).not.toMatch(/corsEnabled|bypassCSP|allowServiceWorkers/);
});

test("the window's files come out of the program, and nothing from outside does", () => {
  expect(seen.console).toMatchObject({ status: 200, text: expect.stringContaining("<title>") });
  expect(seen.outside).toBe(403);
});

test("only the console's top frame is given a port, or an answer", () => {
  expect(seen).toMatchObject({ ports: 1, nonce: "mine", strangers: [true, true] });
});

test("over its port the window asks, runs a job and reads the reports", () => {
  expect(seen).toMatchObject({
    kind: "electron",
    currency: "EUR",
    workspace: { name: "desktop-shop", directory: workspace, exists: false },
    job: "succeeded",
  });
});

test("an engine that was killed is started again and answers", () => {
  expect(seen.reports).toEqual([12, 12]);
  expect(seen.engines).toEqual(["runs", "reads", "reads"]);
});

test("the menu shows a screen, the dialog answers, and a cell opens in the browser but a file does not", () => {
  const cell = "https://docs.google.com/spreadsheets/d/1/edit#range=F212";
  expect(seen.shown).toEqual([["medallion:show", "/reports"]]);
  expect(seen.picked).toBe("/chosen/orders.csv");
  expect(seen.external).toEqual([true, false, cell]);
});

test("a page that crashes is loaded again, and the third time tells what happened", () => {
  expect(seen.crashes).toEqual([
    "reload app://medallion/",
    "reload app://medallion/",
    "app://recovery/",
  ]);
  expect(seen.recovery).toContain("The console stopped several times within a minute.");
});

test("a program whose window is missing says so, and its link to quit quits", async () => {
  const pages = join(scratch, "no-window");
  await cp(join(program, "resources"), join(pages, "resources"), { recursive: true });
  const userData = join(scratch, "third");
  await mkdir(userData);
  const { code, out } = await startDesktop({
    STAND_IN_PROGRAM: program,
    STAND_IN_PAGES: pages,
    STAND_IN_USER_DATA: userData,
    STAND_IN_WORKSPACE: join(scratch, "third-shop"),
  });
  const told = JSON.parse(out.trim().split("\n").at(-1)!) as Record<string, unknown>;
  expect(told).toMatchObject({
    loaded: ["app://recovery/"],
    status: 404,
    text: expect.stringContaining("Files of the console are missing."),
  });
  expect(told.text).toContain(join(pages, "out/renderer"));
  expect(code).toBe(0);
});

test("a second program ends at the gate: no window, no engine, nothing written", async () => {
  const { code, out } = await startDesktop({
    STAND_IN_PROGRAM: program,
    STAND_IN_USER_DATA: join(scratch, "second"),
    STAND_IN_WORKSPACE: join(scratch, "second-shop"),
    STAND_IN_SECOND: "1",
  });
  expect([code, out]).toEqual([0, ""]);
});
