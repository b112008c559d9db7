import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { chromiumPath, launchChromium, NO_CHROMIUM } from "./chromium.ts";
import { type Driver, type OpenConsole, type OpenOptions, STANDARD_SIZE } from "./driver.ts";
import { childrenOf } from "./processes.ts";

const TOP = join(import.meta.dirname, "../..");
const START_TIME = 120_000;

interface Served {
  readonly url: string;
  readonly process: ChildProcess;
}

/** Starts `medallion serve` and waits for its address. */
export function serveProcess(workspace: string): Promise<Served> {
  const entry = join(TOP, "main/cli/index.ts");
  const child = spawn(process.execPath, [entry, "serve", workspace, "--json"], {
    cwd: TOP,
    stdio: ["ignore", "pipe", "pipe"],
  });
  return new Promise((resolve, reject) => {
    let out = "";
    let errors = "";
    const late = setTimeout(() => fail("it took too long"), START_TIME);
    const fail = (why: string): void => {
      clearTimeout(late);
      child.kill("SIGKILL");
      reject(new Error(`The web host did not start: ${why}\n${out}\n${errors}`));
    };
    child.stderr.setEncoding("utf8").on("data", (text: string) => (errors += text));
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      out += text;
      const url = /"url":\s*"([^"]+)"/.exec(out)?.[1];
      if (url === undefined) return;
      clearTimeout(late);
      resolve({ url, process: child });
    });
    child.on("exit", (code) => fail(`it ended with ${code}`));
  });
}

function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => child.once("exit", () => resolve()));
}

/** Asks it to stop, and kills it when it does not. */
async function stop(child: ChildProcess): Promise<void> {
  child.removeAllListeners("exit");
  const gone = ended(child);
  child.kill("SIGINT");
  const timer = setTimeout(() => child.kill("SIGKILL"), 15_000);
  await gone;
  clearTimeout(timer);
}

function watch(page: Page, errors: string[]): void {
  page.on("pageerror", (error) => errors.push(error.message));
  page.on("console", (message) => {
    const text = message.text();
    // A request that fails is shown on the screen; the browser's own remark about it says nothing new.
    if (message.type() === "error" && !text.startsWith("Failed to load resource")) {
      errors.push(text);
    }
  });
}

async function contextOf(browser: Browser, options: OpenOptions): Promise<BrowserContext> {
  const context = await browser.newContext({
    viewport: options.size ?? STANDARD_SIZE,
    colorScheme: options.scheme ?? "light",
    reducedMotion: "reduce",
    acceptDownloads: true,
    locale: options.language === "de" ? "de-DE" : "en-GB",
  });
  context.setDefaultTimeout(20_000);
  return context;
}

/** Inside the window's own router, without loading the page again. */
async function visit(page: Page, path: string): Promise<void> {
  await page.evaluate((to) => {
    window.history.pushState(null, "", to);
    window.dispatchEvent(new PopStateEvent("popstate", { state: null }));
  }, path);
}

export const webDriver: Driver = {
  name: "web",
  missing: () => (chromiumPath() === null ? NO_CHROMIUM : null),
  open: async (workspace, options = {}): Promise<OpenConsole> => {
    const served = await serveProcess(workspace);
    const browser = await launchChromium().catch(async (error: unknown) => {
      await stop(served.process);
      throw error;
    });
    const context = await contextOf(browser, options);
    const errors: string[] = [];
    const origin = new URL(served.url).origin;
    const page = await context.newPage();
    watch(page, errors);
    await page.goto(served.url);
    if (options.path) await page.goto(`${origin}${options.path}`);
    await page.waitForSelector("main#content");
    return {
      page,
      visit: (path, other = page) => visit(other, path),
      window: async (path = "/") => {
        const next = await context.newPage();
        watch(next, errors);
        await next.goto(`${origin}${path}`);
        await next.waitForSelector("main#content");
        return next;
      },
      killEngine: async (role = "reads") => {
        const found = childrenOf(served.process.pid!).find(({ command }) => command.includes(role));
        if (!found) throw new Error(`There is no engine for ${role}.`);
        process.kill(found.pid, "SIGKILL");
      },
      killHost: async () => {
        served.process.removeAllListeners("exit");
        served.process.kill("SIGKILL");
        await ended(served.process);
      },
      errors: () => errors,
      close: async () => {
        await browser.close();
        await stop(served.process);
      },
    };
  },
};
