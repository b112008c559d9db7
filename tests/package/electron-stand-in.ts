/**
 * Stands in for Electron's module, so that the packed program can be started where Electron is not: real
 * processes, real message ports, real requests; windows, menus and dialogs only remember what was asked.
 */
import { fork } from "node:child_process";
import { EventEmitter } from "node:events";
import { MessageChannel, type MessagePort } from "node:worker_threads";

/** What the program did, for the test to look at. */
export const record = {
  loaded: [] as string[],
  options: [] as { webPreferences?: Record<string, unknown> }[],
  schemes: [] as unknown[],
  menu: [] as string[],
  sandboxed: false,
  opened: [] as string[],
  engines: [] as { readonly role: string; readonly pid: number | undefined }[],
  relaunched: [] as string[][],
};
export const handlers = {
  page: undefined as ((request: Request) => Promise<Response>) | undefined,
  invoked: new Map<string, (event: unknown, asked: unknown) => Promise<unknown>>(),
};

class StandInApp extends EventEmitter {
  readonly isPackaged = true;
  readonly commandLine = { getSwitchValue: () => process.env.STAND_IN_USER_DATA ?? "" };
  #userData = "";
  setPath = (_name: string, path: string): void => void (this.#userData = path);
  getPath = (name: string): string => `${this.#userData}${name === "userData" ? "" : `/${name}`}`;
  getAppPath = (): string => process.env.STAND_IN_PAGES ?? process.env.STAND_IN_PROGRAM!;
  requestSingleInstanceLock = (): boolean => process.env.STAND_IN_SECOND === undefined;
  enableSandbox = (): void => void (record.sandboxed = true);
  whenReady = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
  relaunch = ({ args }: { args: string[] }): void => void record.relaunched.push(args);
  exit = (code: number): void => process.exit(code);
  quit = (): void => {
    let prevented = false;
    this.emit("before-quit", { preventDefault: () => (prevented = true) });
    if (!prevented) process.exit(0);
  };
}
export const app = new StandInApp();

class Page extends EventEmitter {
  static count = 0;
  readonly id = (Page.count += 1);
  address = "";
  opens: ((details: { url: string }) => { action: string }) | undefined;
  readonly sent: unknown[][] = [];
  /** Ports handed to this page, with the nonce they were asked for with. */
  readonly ports: { readonly nonce: unknown; readonly port: MessagePort }[] = [];
  getURL = (): string => this.address;
  setWindowOpenHandler = (handler: Page["opens"]): void => void (this.opens = handler);
  send = (...words: unknown[]): void => void this.sent.push(words);
  reload = (): void => void record.loaded.push(`reload ${this.address}`);
  postMessage = (_channel: string, nonce: unknown, [port]: MessagePort[]): void =>
    void this.ports.push({ nonce, port: port! });
}

export class BrowserWindow extends EventEmitter {
  static readonly all: BrowserWindow[] = [];
  readonly webContents = new Page();
  constructor(options: { webPreferences?: Record<string, unknown> }) {
    super();
    record.options.push(options);
    BrowserWindow.all.push(this);
    app.emit("web-contents-created", {}, this.webContents);
  }
  static getAllWindows = (): BrowserWindow[] => BrowserWindow.all;
  static getFocusedWindow = (): null => null;
  static fromWebContents = (page: Page): BrowserWindow | undefined =>
    BrowserWindow.all.find(({ webContents }) => webContents === page);
  loadURL = async (address: string): Promise<void> => {
    record.loaded.push(address);
    this.webContents.address = address;
  };
  getNormalBounds = () => ({ x: 0, y: 0, width: 1280, height: 800 });
  isMinimized = (): boolean => false;
  restore = (): void => undefined;
  show = (): void => undefined;
  focus = (): void => undefined;
}

class Port extends EventEmitter {
  readonly raw: MessagePort;
  constructor(raw: MessagePort) {
    super();
    this.raw = raw;
    raw.on("message", (data: unknown) => this.emit("message", { data, ports: [] }));
    raw.on("close", () => this.emit("close"));
  }
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a port has no origin
  postMessage = (message: unknown): void => this.raw.postMessage(message);
  start = (): void => this.raw.start();
}
export class MessageChannelMain {
  readonly port1: Port;
  readonly port2: MessagePort;
  constructor() {
    const { port1, port2 } = new MessageChannel();
    this.port1 = new Port(port1);
    this.port2 = port2;
  }
}

export const utilityProcess = {
  fork: (entry: string, words: string[], options: { env: NodeJS.ProcessEnv }) => {
    const { env } = options;
    const child = fork(entry, words, {
      env,
      serialization: "advanced",
      execArgv: [],
      silent: true,
    });
    record.engines.push({ role: words[1]!, pid: child.pid });
    return Object.assign(child, { postMessage: (message: object) => child.send(message) });
  },
};

export const ipcMain = Object.assign(new EventEmitter(), {
  handle: (channel: string, handler: (event: unknown, asked: unknown) => Promise<unknown>) =>
    void handlers.invoked.set(channel, handler),
});
export const protocol = {
  registerSchemesAsPrivileged: (schemes: unknown[]) => void record.schemes.push(...schemes),
  handle: (_scheme: string, handler: NonNullable<typeof handlers.page>) =>
    void (handlers.page = handler),
};
export const session = {
  defaultSession: Object.assign(new EventEmitter(), {
    setPermissionRequestHandler: () => undefined,
    setPermissionCheckHandler: () => undefined,
    setDevicePermissionHandler: () => undefined,
  }),
};
interface Entry {
  readonly label?: string;
  readonly submenu?: readonly Entry[];
  readonly click?: () => void;
}
export const menu = { entries: [] as readonly Entry[] };
export const Menu = {
  buildFromTemplate: (entries: readonly Entry[]) => entries,
  setApplicationMenu: (entries: readonly Entry[]) => {
    menu.entries = entries;
    record.menu = entries.map(({ label }) => label ?? "");
  },
};
export class Tray extends EventEmitter {
  setToolTip = (): void => undefined;
  setContextMenu = (): void => undefined;
}
export const nativeImage = { createFromPath: (path: string) => path };
export const nativeTheme = { shouldUseDarkColors: false, themeSource: "" };
export const dialog = {
  showOpenDialog: async () => ({ canceled: false, filePaths: ["/chosen/orders.csv"] }),
  showMessageBox: async () => ({ response: 0 }),
};
export const shell = {
  openExternal: async (address: string) => void record.opened.push(address),
  openPath: async () => "",
};
