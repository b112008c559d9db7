import type { BrowserWindowConstructorOptions, WebPreferences } from "electron";

export interface Bounds {
  readonly x?: number;
  readonly y?: number;
  readonly width: number;
  readonly height: number;
}

export interface WindowLook {
  /** Absolute path of the built preload. */
  readonly preload: string;
  readonly icon: string;
  readonly dark: boolean;
  /** Where the window was last time; null for the first start. */
  readonly bounds: Bounds | null;
  /** Developer tools may be opened: never in a packaged program. */
  readonly tools: boolean;
}

/** The page's own background, so that nothing flashes before it is drawn. */
const BACKGROUND = { light: "#F6F7F9", dark: "#111317" } as const;
const FIRST_SIZE: Bounds = { width: 1280, height: 800 };
const LEAST: Bounds = { width: 960, height: 640 };

/** What a page may do: nothing of Node, nothing of Electron. Frozen, so that no later line can loosen it. */
function pageRights(preload: string, tools: boolean): Readonly<WebPreferences> {
  return Object.freeze({
    preload,
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
    // The spell checker would fetch dictionaries from the network.
    spellcheck: false,
    devTools: tools,
  } satisfies WebPreferences);
}

/** The options of every window of this program. */
export function windowOptions(look: WindowLook): Readonly<BrowserWindowConstructorOptions> {
  const { width, height, ...place } = look.bounds ?? FIRST_SIZE;
  return Object.freeze({
    ...place,
    width: Math.max(width, LEAST.width),
    height: Math.max(height, LEAST.height),
    minWidth: LEAST.width,
    minHeight: LEAST.height,
    title: "Medallion",
    icon: look.icon,
    // Shown when the first frame is ready.
    show: false,
    backgroundColor: look.dark ? BACKGROUND.dark : BACKGROUND.light,
    webPreferences: pageRights(look.preload, look.tools),
  } satisfies BrowserWindowConstructorOptions);
}
