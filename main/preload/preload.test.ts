import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { CHANNELS } from "#main/electron/channels.ts";

const source = readFileSync(new URL("./index.ts", import.meta.url), "utf8");

test("the preload and the host say the same channels", () => {
  const said = [...source.matchAll(/"(medallion:[\w-]+)"/g)].map((match) => match[1]);
  expect(said.toSorted()).toEqual(Object.values(CHANNELS).toSorted());
});

test("the page gets four functions and nothing of Electron", () => {
  const bridge = /const bridge: DesktopBridge = \{([\s\S]*?)\n\};/.exec(source)![1]!;
  const names = [...bridge.matchAll(/^ {2}(\w+):/gm)].map((match) => match[1]);
  expect(names).toEqual(["connect", "pickFile", "openExternal", "pathOf"]);
  expect(source.match(/exposeInMainWorld/g)).toHaveLength(1);
});
