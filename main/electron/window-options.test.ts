import { expect, test } from "vitest";
import { type WindowLook, windowOptions } from "./window-options.ts";

const look: WindowLook = {
  preload: "/program/out/preload/index.cjs",
  icon: "/program/resources/icons/icon.png",
  dark: false,
  bounds: null,
  tools: false,
};

test("a page has no Node, no Electron, and is kept in the sandbox", () => {
  expect(windowOptions(look).webPreferences).toEqual({
    preload: look.preload,
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    nodeIntegrationInSubFrames: false,
    nodeIntegrationInWorker: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    experimentalFeatures: false,
    webviewTag: false,
    navigateOnDragDrop: false,
    safeDialogs: true,
    spellcheck: false,
    devTools: false,
  });
});

test("no later line can loosen the options", () => {
  const options = windowOptions(look);
  expect(Object.isFrozen(options)).toBe(true);
  expect(() => Object.assign(options.webPreferences!, { sandbox: false })).toThrow(TypeError);
  expect(() => Object.assign(options, { webPreferences: {} })).toThrow(TypeError);
});

test("a window comes back where it was, and never smaller than it can be used", () => {
  expect(
    windowOptions({ ...look, bounds: { x: 30, y: 40, width: 1600, height: 900 } }),
  ).toMatchObject({ x: 30, y: 40, width: 1600, height: 900 });
  expect(windowOptions({ ...look, bounds: { width: 10, height: 10 } })).toMatchObject({
    width: 960,
    height: 640,
  });
  expect(windowOptions(look)).toMatchObject({ width: 1280, height: 800 });
});

test("the background is the page's, light or dark", () => {
  expect(windowOptions(look).backgroundColor).toBe("#F6F7F9");
  expect(windowOptions({ ...look, dark: true }).backgroundColor).toBe("#111317");
});
