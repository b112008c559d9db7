/**
 * Runs in the window before the page, isolated from it: self-contained, bundled to CommonJS, imports
 * electron and types only. The page gets four functions and none of Electron's own objects.
 */
import { contextBridge, ipcRenderer, webUtils } from "electron";
import type { DesktopBridge } from "#contract/desktop.ts";

/** The same names as in `main/electron/channels.ts`; a test compares them, an import would not stay self-contained. */
const CONNECT = "medallion:connect";
const PORT = "medallion:port";
const PICK_FILE = "medallion:pick-file";
const OPEN_EXTERNAL = "medallion:open-external";

// The page's origin as an address for postMessage: nobody else may receive the port.
const origin = window.location.origin;

ipcRenderer.on(PORT, (event, nonce: unknown) => {
  if (typeof nonce !== "string" || event.ports.length !== 1) return;
  window.postMessage({ medallion: nonce }, origin, [...event.ports]);
});

const bridge: DesktopBridge = {
  connect: (nonce) => ipcRenderer.send(CONNECT, String(nonce)),
  pickFile: (wanted) => ipcRenderer.invoke(PICK_FILE, wanted ?? { kind: "file" }),
  openExternal: (address) => ipcRenderer.invoke(OPEN_EXTERNAL, String(address)),
  pathOf: (file) => webUtils.getPathForFile(file as File),
};

contextBridge.exposeInMainWorld("medallion", bridge);
