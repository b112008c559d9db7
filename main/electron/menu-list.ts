import type { JobName } from "#main/shared/jobs.ts";

/** What an entry of the menu or the tray does; the program carries it out. */
export type MenuAction =
  | { readonly kind: "show"; readonly path: string }
  /** A job of the contract, with nothing but its defaults. */
  | { readonly kind: "start"; readonly job: JobName }
  | { readonly kind: "stop-jobs" }
  | { readonly kind: "new-window" }
  | { readonly kind: "open-folder" }
  | { readonly kind: "show-logs" }
  | { readonly kind: "quit" };

/** Entries the system itself knows: it names them and carries them out. */
export type SystemRole =
  | "appMenu"
  | "close"
  | "quit"
  | "undo"
  | "redo"
  | "cut"
  | "copy"
  | "paste"
  | "selectAll"
  | "resetZoom"
  | "zoomIn"
  | "zoomOut"
  | "togglefullscreen"
  | "reload"
  | "toggleDevTools"
  | "windowMenu"
  | "about";

export type MenuEntry =
  | { readonly separator: true }
  | { readonly role: SystemRole }
  | { readonly label: string; readonly keys?: string; readonly action: MenuAction }
  | { readonly label: string; readonly entries: readonly MenuEntry[] };

const LINE: MenuEntry = { separator: true };
const role = (name: SystemRole): MenuEntry => ({ role: name });
const entry = (label: string, action: MenuAction, keys?: string): MenuEntry => ({
  label,
  action,
  ...(keys !== undefined && { keys }),
});

/** The screens in the order of the window's rail; the number is the key. */
const SCREENS: readonly (readonly [label: string, path: string])[] = [
  ["Overview", "/overview"],
  ["Sources", "/sources"],
  ["Pipeline", "/pipeline"],
  ["Quality", "/quality"],
  ["Reports", "/reports"],
  ["Explore", "/explore"],
  ["Schedule and alerts", "/schedule"],
  ["Settings", "/settings"],
];

const screens = SCREENS.map(([label, path], index) =>
  entry(label, { kind: "show", path }, `CmdOrCtrl+${index + 1}`),
);

function fileMenu(mac: boolean): MenuEntry {
  const entries = [
    entry("New window", { kind: "new-window" }, "CmdOrCtrl+Shift+N"),
    entry("Open another folder…", { kind: "open-folder" }, "CmdOrCtrl+Shift+O"),
    entry("Show logs", { kind: "show-logs" }),
    LINE,
    role("close"),
  ];
  return { label: "File", entries: mac ? entries : [...entries, role("quit")] };
}

const EDIT: MenuEntry = {
  label: "Edit",
  entries: [
    ...[role("undo"), role("redo"), LINE],
    ...[role("cut"), role("copy"), role("paste"), role("selectAll")],
  ],
};

/** Reload and developer tools are for those who work on the program. */
function viewMenu(tools: boolean): MenuEntry {
  const zoom = [role("resetZoom"), role("zoomIn"), role("zoomOut"), role("togglefullscreen")];
  const forUs = tools ? [LINE, role("reload"), role("toggleDevTools")] : [];
  return { label: "View", entries: [...screens, LINE, ...zoom, ...forUs] };
}

const RUN: MenuEntry = {
  label: "Run",
  entries: [
    entry("Run now", { kind: "start", job: "runs.start" }),
    entry("Stop", { kind: "stop-jobs" }),
  ],
};

/** The whole menu bar. */
export function menuList(platform: string, tools: boolean): readonly MenuEntry[] {
  const mac = platform === "darwin";
  return [
    ...(mac ? [role("appMenu")] : []),
    fileMenu(mac),
    EDIT,
    viewMenu(tools),
    RUN,
    ...(mac ? [role("windowMenu")] : [{ label: "Help", entries: [role("about")] }]),
  ];
}

/** The menu beside the clock: what one wants without a window. */
export function trayList(running: boolean): readonly MenuEntry[] {
  return [
    entry("Open Medallion", { kind: "show", path: "/overview" }),
    LINE,
    running
      ? entry("Stop the run", { kind: "stop-jobs" })
      : entry("Run now", { kind: "start", job: "runs.start" }),
    LINE,
    entry("Quit", { kind: "quit" }),
  ];
}
