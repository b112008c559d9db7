import { BrowserWindow, nativeTheme, type Rectangle } from "electron";
import { CHANNELS } from "./channels.ts";
import { afterCrash } from "./crash-policy.ts";
import { CONSOLE, isConsole, RECOVERY } from "./origins.ts";
import type { ProgramFolders } from "./program-folders.ts";
import { crashTrouble, startTrouble, type Trouble } from "./recovery-page.ts";
import { type Bounds, windowOptions } from "./window-options.ts";

/** Another page was asked for before this one was there. */
const REPLACED = -3;

export interface WindowsOptions {
  readonly folders: ProgramFolders;
  readonly tools: boolean;
  bounds(): Bounds | null;
  /** A window was moved or resized and is closing. */
  moved(bounds: Rectangle): void;
}

/** The windows of this program; all show the same workspace. */
export class Windows {
  readonly #options: WindowsOptions;
  readonly #pages = new Set<number>();
  #trouble: Trouble | null = null;

  constructor(options: WindowsOptions) {
    this.#options = options;
  }

  /** Numbers of the pages that are ours, as they come and go. */
  get pages(): ReadonlySet<number> {
    return this.#pages;
  }

  /** What the recovery page tells. */
  get trouble(): Trouble {
    return this.#trouble ?? startTrouble("nothing is known to be wrong");
  }

  /** A new window on a screen, or on the recovery page while there is trouble. */
  open(path = "/"): BrowserWindow {
    const { folders, tools, bounds, moved } = this.#options;
    const { preload, icon } = folders;
    const others = BrowserWindow.getAllWindows().length > 0;
    const dark = nativeTheme.shouldUseDarkColors;
    const look = { preload, icon, dark, tools, bounds: others ? null : bounds() };
    const window = new BrowserWindow(windowOptions(look));
    const { id } = window.webContents;
    this.#pages.add(id);
    window.once("ready-to-show", () => window.show());
    window.on("close", () => moved(window.getNormalBounds()));
    window.on("closed", () => this.#pages.delete(id));
    this.#watch(window);
    this.#load(window, path);
    return window;
  }

  /** Brings a window to the front, on a screen when one is named. */
  show(path?: string): void {
    const window = BrowserWindow.getFocusedWindow() ?? BrowserWindow.getAllWindows()[0];
    if (window === undefined) {
      this.open(path);
      return;
    }
    if (window.isMinimized()) window.restore();
    window.show();
    window.focus();
    if (path === undefined) return;
    if (isConsole(window.webContents.getURL())) window.webContents.send(CHANNELS.show, path);
    else this.#load(window, path);
  }

  /** Every window tells what is wrong; without a window one is opened for it. */
  tell(trouble: Trouble): void {
    this.#trouble = trouble;
    const windows = BrowserWindow.getAllWindows();
    if (windows.length === 0) this.open();
    else for (const window of windows) this.#load(window, "/");
  }

  /** The trouble is over: every window shows the console again. */
  recovered(): void {
    this.#trouble = null;
    for (const window of BrowserWindow.getAllWindows()) this.#load(window, "/");
  }

  #load(window: BrowserWindow, path: string): void {
    const address = this.#trouble === null ? `${CONSOLE}${path}` : `${RECOVERY}/`;
    // Its failure shows as a page that did not load; a window that was closed meanwhile needs nothing.
    void window.loadURL(address).catch(() => undefined);
  }

  #watch(window: BrowserWindow): void {
    const crashes: number[] = [];
    window.webContents.on("did-fail-load", (_event, code, said, address, mainFrame) => {
      if (!mainFrame || code === REPLACED) return;
      if (isConsole(address)) this.tell(startTrouble(`${said} (${code}): ${address}`));
      else window.show();
    });
    window.webContents.on("render-process-gone", (_event, { reason }) => {
      const now = performance.now();
      const next = afterCrash(reason, now, crashes);
      crashes.push(now);
      console.warn(`A window's page ended (${reason}); next: ${next}`);
      if (next === "reload") window.webContents.reload();
      if (next === "recovery") this.tell(crashTrouble(reason));
    });
  }
}
