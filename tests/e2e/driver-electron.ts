import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { _electron, type ElectronApplication, type Page } from "playwright-core";
import { electronBinary } from "#main/cli/electron-binary.ts";
import { type Driver, type OpenConsole, type OpenOptions, STANDARD_SIZE } from "./driver.ts";

const TOP = join(import.meta.dirname, "../..");
/** What a program that does not end by itself is given. */
const GRACE = 15_000;

const NO_ELECTRON =
  "Electron's program is not on this computer. Name its folder in ELECTRON_OVERRIDE_DIST_PATH, or fetch it with npx install-electron.";
const NOT_BUILT = "The desktop program is not built. Run npm run build first.";

function missing(): string | null {
  if (electronBinary(TOP) === null) return NO_ELECTRON;
  return existsSync(join(TOP, "out/main/index.js")) ? null : NOT_BUILT;
}

function watch(page: Page, errors: string[]): void {
  page.on("pageerror", (error) => errors.push(error.message));
  page.on("console", (message) => {
    const text = message.text();
    if (message.type() === "error" && !text.startsWith("Failed to load resource")) {
      errors.push(text);
    }
  });
}

async function launch(
  workspace: string,
  userData: string,
  options: OpenOptions,
): Promise<ElectronApplication> {
  const executablePath = electronBinary(TOP);
  if (executablePath === null) throw new Error(NO_ELECTRON);
  // Its sandbox cannot start as root, which is who containers run as.
  const root = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
  return await _electron.launch({
    executablePath,
    args: [
      ...root,
      `--lang=${options.language ?? "en"}`,
      // A gate of its own, so that programs of several tests may run beside each other.
      `--user-data-dir=${userData}`,
      TOP,
      `--workspace=${workspace}`,
    ],
    colorScheme: options.scheme ?? "light",
  });
}

/** Inside the window's own router, as the menu does it. */
async function visit(page: Page, path: string): Promise<void> {
  await page.evaluate((to) => {
    window.history.pushState(null, "", to);
    window.dispatchEvent(new PopStateEvent("popstate", { state: null }));
  }, path);
}

async function ready(page: Page, errors: string[], options: OpenOptions): Promise<Page> {
  watch(page, errors);
  page.setDefaultTimeout(20_000);
  await page.emulateMedia({ colorScheme: options.scheme ?? "light", reducedMotion: "reduce" });
  await page.waitForSelector("main#content");
  if (options.path) await visit(page, options.path);
  return page;
}

async function resize(program: ElectronApplication, page: Page, options: OpenOptions) {
  const { width, height } = options.size ?? STANDARD_SIZE;
  const window = await program.browserWindow(page);
  await window.evaluate((shown, [w, h]) => shown.setContentSize(w, h), [width, height] as const);
}

async function newWindow(program: ElectronApplication): Promise<Page> {
  const opened = program.waitForEvent("window");
  await program.evaluate(({ Menu }) => {
    const file = Menu.getApplicationMenu()?.items.find(({ label }) => label === "File");
    file?.submenu?.items.find(({ label }) => label === "New window")?.click();
  });
  return await opened;
}

async function enginePid(program: ElectronApplication, role: string): Promise<number> {
  const pid = await program.evaluate(
    ({ app }, name) => app.getAppMetrics().find((process) => process.name === name)?.pid,
    `Medallion engine (${role})`,
  );
  if (pid === undefined) throw new Error(`There is no engine for ${role}.`);
  return pid;
}

function ended(program: ElectronApplication): Promise<void> {
  const child = program.process();
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => child.once("exit", () => resolve()));
}

/** Asks it to end; a question about a running job is nobody's to answer here. */
async function stop(program: ElectronApplication): Promise<void> {
  const gone = ended(program);
  const timer = setTimeout(() => program.process().kill("SIGKILL"), GRACE);
  await program.close().catch(() => undefined);
  await gone;
  clearTimeout(timer);
}

export const electronDriver: Driver = {
  name: "electron",
  missing,
  open: async (workspace, options = {}): Promise<OpenConsole> => {
    const userData = await mkdtemp(join(tmpdir(), "medallion-user-data-"));
    const program = await launch(workspace, userData, options);
    const errors: string[] = [];
    const page = await program.firstWindow();
    await resize(program, page, options);
    await ready(page, errors, options);
    return {
      page,
      visit: (path, other = page) => visit(other, path),
      window: async (path = "/") =>
        await ready(await newWindow(program), errors, { ...options, path }),
      killEngine: async (role = "reads") =>
        void process.kill(await enginePid(program, role), "SIGKILL"),
      killHost: async () => {
        program.process().kill("SIGKILL");
        await ended(program);
      },
      errors: () => errors,
      close: async () => {
        await stop(program);
        await rm(userData, { recursive: true, force: true });
      },
    };
  },
};
