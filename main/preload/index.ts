/**
 * Runs in the window before the page, isolated from it: self-contained, bundled to CommonJS, imports
 * electron and types only. The page gets four functions and none of Electron's own objects.
 */
import { contextBridge, ipcRenderer, webUtils } from "electron";
import type { DesktopBridge } from "#contract/desktop.ts";

// The names of main/electron/channels.ts; a test compares them, as an import would not stay self-contained.
const CONNECT = "medallion:connect";
const PORT = "medallion:port";
const SHOW = "medallion:show";
const PICK_FILE = "medallion:pick-file";
const OPEN_EXTERNAL = "medallion:open-external";

// Posted to this origin only: should the window show anything else by then, the port goes nowhere.
const { origin } = window.location;

ipcRenderer.on(PORT, (event, nonce: unknown) => {
  window.postMessage({ medallion: nonce }, origin, [...event.ports]);
});

/** A screen chosen in the menu: the page hears of it as it hears of Back and Forward, without a reload. */
ipcRenderer.on(SHOW, (_event, path: unknown) => {
  window.history.pushState(null, "", String(path));
  window.dispatchEvent(new PopStateEvent("popstate", { state: null }));
});

const bridge: DesktopBridge = {
  connect: (nonce) => ipcRenderer.send(CONNECT, String(nonce ?? "")),
  pickFile: (wanted) => ipcRenderer.invoke(PICK_FILE, wanted ?? {}) as Promise<string | null>,
  openExternal: (address) => ipcRenderer.invoke(OPEN_EXTERNAL, String(address)) as Promise<boolean>,
  pathOf: (file) => (file instanceof File ? webUtils.getPathForFile(file) : ""),
};

contextBridge.exposeInMainWorld("medallion", bridge);
