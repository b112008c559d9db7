import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { DesktopSettings } from "./settings.ts";

let file = "";
beforeEach(async () => {
  file = join(await mkdtemp(join(tmpdir(), "medallion-desktop-")), "deep/desktop.json");
});
afterEach(() => rm(join(file, "../.."), { recursive: true, force: true }));

test("what is remembered is there after a restart", async () => {
  const settings = await DesktopSettings.open(file);
  expect(settings.now).toEqual({ workspace: null, bounds: null });
  await settings.remember({ workspace: "/shops/one" });
  await settings.remember({ bounds: { x: 1, y: 2, width: 1300, height: 900 } });
  expect((await DesktopSettings.open(file)).now).toEqual({
    workspace: "/shops/one",
    bounds: { x: 1, y: 2, width: 1300, height: 900 },
  });
});

test("a broken file is a first start, and one broken value costs only itself", async () => {
  await (await DesktopSettings.open(file)).remember({});
  await writeFile(file, "{ not json");
  expect((await DesktopSettings.open(file)).now.workspace).toBeNull();
  await writeFile(file, '{"workspace":"/shops/one","bounds":{"x":"left"}}');
  expect((await DesktopSettings.open(file)).now).toEqual({ workspace: "/shops/one", bounds: null });
});

test("a folder that cannot be written costs nothing but the memory", async () => {
  await (await DesktopSettings.open(file)).remember({});
  const settings = await DesktopSettings.open(join(file, "below-a-file.json"));
  await settings.remember({ workspace: "/shops/two" });
  expect(settings.now.workspace).toBe("/shops/two");
});
