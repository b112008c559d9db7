import { existsSync } from "node:fs";
import { join } from "node:path";
import { app, nativeTheme, protocol, session } from "electron";
import { superviseEngines } from "#main/shared/engine-pair.ts";
import { type ConsoleHost, createHost } from "#main/shared/host.ts";
import { openExternal, pick } from "./dialogs.ts";
import { engineLaunch } from "./engine-launch.ts";
import { guardPages, guardSession } from "./guard.ts";
import { listen } from "./ipc.ts";
import { showMenu, showTray } from "./menus.ts";
import { SCHEME } from "./origins.ts";
import { servePage } from "./pages.ts";
import { connectWindow } from "./ports.ts";
import { Program } from "./program.ts";
import { type ProgramFolders, programFolders } from "./program-folders.ts";
import { missingTrouble, startTrouble } from "./recovery-page.ts";
import { DesktopSettings } from "./settings.ts";
import { Windows } from "./windows.ts";
import { askedWorkspace, chooseWorkspace } from "./workspace-choice.ts";

/** Everything after the gate. Returns at once: Electron becomes ready only when the entry has ended. */
export function boot(): void {
  app
    .whenReady()
    .then(start)
    .catch((error: unknown) => {
      console.error(error);
      app.exit(1);
    });
}

async function start(): Promise<void> {
  const settings = await DesktopSettings.open(join(app.getPath("userData"), "desktop.json"));
  const workspace = chooseWorkspace({
    argv: process.argv.slice(1),
    from: process.cwd(),
    remembered: settings.now.workspace,
    documents: app.getPath("documents"),
  });
  await settings.remember({ workspace });
  const folders = programFolders(app.getAppPath(), workspace);
  const windows = new Windows({
    folders,
    tools: !app.isPackaged,
    bounds: () => settings.now.bounds,
    moved: (bounds) => void settings.remember({ bounds }),
  });
  let host: ConsoleHost | null = null;
  const program = new Program({ windows, workspace, host: () => host });
  secure(program, windows, folders);
  follow(program, windows, workspace);
  try {
    host = openHost(folders, workspace);
    serve(host, program, windows, folders);
    if (existsSync(join(folders.renderer, "index.html"))) windows.open();
    else windows.tell(missingTrouble(folders.renderer));
  } catch (error) {
    console.error(error);
    windows.tell(startTrouble(error));
  }
}

/** The rules stand before the first page is there. */
function secure(program: Program, windows: Windows, folders: ProgramFolders): void {
  guardSession(session.defaultSession);
  guardPages(app, {
    leave: (page, address) => void openExternal(page, address),
    recover: (action) => program.recover(action),
  });
  protocol.handle(SCHEME, (request) => servePage(request, folders, windows.trouble));
  nativeTheme.themeSource = "system";
}

function openHost(folders: ProgramFolders, workspace: string): ConsoleHost {
  const engine = superviseEngines(engineLaunch(folders.engine, workspace));
  return createHost({ kind: "electron", directory: workspace, engine });
}

/** Windows are heard, and the menu and the tray are there. */
function serve(
  host: ConsoleHost,
  program: Program,
  windows: Windows,
  folders: ProgramFolders,
): void {
  listen(windows.pages, {
    connect: (page, nonce) => connectWindow(host.router, page, nonce),
    pickFile: (page, asked) => pick(page, asked),
    openExternal: (page, address) => openExternal(page, address),
  });
  showMenu(!app.isPackaged, (action) => program.act(action));
  const update = showTray(folders.trayIcon, (action) => program.act(action));
  void watchJobs(host, () => {
    update(program.jobsRunning());
    // Without a window the program stayed for the job only.
    if (windows.pages.size === 0) program.nobodyLooks();
  });
}

async function watchJobs(host: ConsoleHost, changed: () => void): Promise<void> {
  for await (const event of host.events(undefined)) {
    if (event.type === "job") changed();
  }
}

function follow(program: Program, windows: Windows, workspace: string): void {
  app.on("second-instance", (_event, argv, from) => {
    const asked = askedWorkspace(argv, from);
    if (asked !== null && asked !== workspace) void program.startAgain(asked);
    else windows.show();
  });
  app.on("activate", () => windows.show());
  app.on("before-quit", (event) => program.beforeQuit(event));
  app.on("window-all-closed", () => program.nobodyLooks());
}
