import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { extname, join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Browser } from "playwright-core";
import { axeFindings } from "./axe.ts";
import { launchChromium } from "./chromium.ts";
import { webDriver } from "./driver-web.ts";
import type { OpenConsole } from "./driver.ts";
import { placesOf } from "./places.ts";
import { settled } from "./settled.ts";
import { demoWorkspace, emptyWorkspace, removeFolder } from "./workspaces.ts";

const TOP = join(import.meta.dirname, "../..");
const SCHEMES = ["light", "dark"] as const;

/** What axe finds grave on each address, in both themes, as `theme address: finding`. */
async function findingsOf(shown: OpenConsole, paths: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  for (const scheme of SCHEMES) {
    await shown.page.emulateMedia({ colorScheme: scheme, reducedMotion: "reduce" });
    for (const path of paths) {
      await shown.visit(path);
      await settled(shown.page);
      const findings = await axeFindings(shown.page);
      found.push(...findings.map((each) => `${scheme} ${path}: ${each}`));
    }
  }
  return found;
}

describe.each([
  ["the sample shop", () => demoWorkspace()],
  ["an empty workspace", () => emptyWorkspace()],
])("every screen on %s", (_name, prepare) => {
  let workspace = "";
  let shown: OpenConsole;

  beforeAll(async () => {
    workspace = await prepare();
    shown = await webDriver.open(workspace);
  });
  afterAll(async () => {
    await shown?.close();
    await removeFolder(workspace);
  });

  test("can be used by everybody, in both themes", { timeout: 400_000 }, async () => {
    const places = await placesOf(workspace);
    expect(
      await findingsOf(
        shown,
        places.map(([, path]) => path),
      ),
    ).toEqual([]);
    expect(shown.errors()).toEqual([]);
  });
});

const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html",
  ".js": "text/javascript",
  ".css": "text/css",
  ".woff2": "font/woff2",
};

/** Every chart with fixed data, its empty and its one-point state, apart from any host. */
describe("every chart", () => {
  let browser: Browser;

  beforeAll(async () => {
    const vite = join(TOP, "node_modules/vite/bin/vite.js");
    const config = join(import.meta.dirname, "lab/vite.config.ts");
    await promisify(execFile)(process.execPath, [vite, "build", "--config", config], { cwd: TOP });
    browser = await launchChromium();
  });
  afterAll(() => browser?.close());

  test.each(SCHEMES)("%s: as a picture, by keyboard, as a table", async (colorScheme) => {
    const page = await browser.newPage({ colorScheme, viewport: { width: 1440, height: 900 } });
    const errors: string[] = [];
    page.on("pageerror", (error) => errors.push(error.message));
    await page.route("http://lab.test/**", async (route) => {
      const { pathname } = new URL(route.request().url());
      const name = pathname === "/" ? "index.html" : pathname;
      const body = await readFile(join(TOP, "out/lab", name)).catch(() => null);
      if (body === null) return route.fulfill({ status: 404 });
      return route.fulfill({ body, contentType: TYPES[extname(name)] ?? "text/plain" });
    });
    await page.goto("http://lab.test/");
    await page.locator("svg .recharts-line").first().waitFor();
    expect(await axeFindings(page)).toEqual([]);

    // One tab stop a chart; arrow keys tell exact values.
    const bars = page.getByRole("figure", { name: "Which products sell best?" });
    await bars.getByRole("group").last().focus();
    await page.keyboard.press("ArrowRight");
    await bars.getByText("€20,615.00").last().waitFor();

    for (const toggle of await page.locator("figure label", { hasText: /^Table$/ }).all()) {
      await toggle.click();
    }
    expect(await page.locator("figure table").count()).toBeGreaterThan(15);
    expect(await axeFindings(page)).toEqual([]);
    expect(errors).toEqual([]);
    await page.close();
  });
});
