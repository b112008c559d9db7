import { existsSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { Desk, expectRefused } from "./cli.ts";

const desk = new Desk();
let before: Record<string, string> = {};
beforeAll(async () => {
  await desk.json("init", "shop", "--tz", "UTC");
  desk.file("orders.csv", "order_id,ordered_at\n1,2024-12-01\n2,2024-12-02\n");
});
beforeEach(() => {
  before = desk.content("shop");
});
afterAll(() => desk.remove());

test.each([
  [["run", "shop"], 2, /No source is connected/],
  [["publish", "shop"], 2, /no build/i],
  [["report", "shop", "margin"], 2, /no build/i],
  [["query", "shop", "select 1"], 2, /no build/i],
  [["query", "shop", "select 1", "--published"], 2, /Nothing is published/],
  [["rollback", "shop", "3"], 2, /Version 3 is not kept/],
  [["rollback", "shop", "one"], 2, /whole number/],
  [["source", "check", "shop", "nobody"], 2, /nobody/],
  [["source", "accept", "shop", "nobody", "--reason", "x"], 2, /nobody/],
  [["quality", "shop"], 2, /./],
  [["run", "shop", "--publsh"], 2, /unknown option '--publsh'/],
  [["run"], 2, /missing required argument 'dir'/],
  [["frobnicate", "shop"], 2, /unknown command/],
  [["run", "nowhere"], 2, /nowhere is not a workspace/],
  [["run", "orders.csv"], 2, /orders\.csv is not a workspace/],
  [["init", "other", "--tz", "Mars/Base"], 2, /no such time zone/],
  [["init", "other", "--currency", "EURO"], 2, /three-letter code/],
  [["init", ".", "--sample", "--scale", "0.001"], 2, /not empty/],
  [["init", "orders.csv"], 2, /orders\.csv/],
] as const)("%j: refused, nothing written", async (argv, exit, says) => {
  expectRefused(await desk.type(...argv, "--json"), { exit, says });
  expect(desk.content("shop")).toEqual(before);
  expect(existsSync(join(desk.path, "other"))).toBe(false);
});

test("publish twice makes one version; an unknown version cannot be returned to", async () => {
  await desk.json("source", "add", "shop", "orders", "--csv", "orders.csv");
  await desk.json("run", "shop");
  const first = await desk.json<{ version: number; changed: boolean }>("publish", "shop");
  expect(first).toMatchObject({ version: 1, changed: true });
  const published = desk.content("shop/published");
  const second = await desk.json<{ version: number; changed: boolean }>("publish", "shop");
  expect(second).toMatchObject({ version: 1, changed: false });
  expectRefused(await desk.type("rollback", "shop", "2", "--json"), {
    exit: 2,
    says: /Version 2 is not kept/,
  });
  expect(desk.content("shop/published")).toEqual(published);
});

test("init on a workspace that is there changes nothing", async () => {
  await desk.json("init", "shop");
  expect(desk.content("shop")).toEqual(before);
});
