import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { axeFindings } from "./axe.ts";
import type { OpenConsole } from "./driver.ts";
import { drivers } from "./drivers.ts";
import { settled } from "./settled.ts";
import { demoWorkspace, removeFolder, sampleWorkspace } from "./workspaces.ts";

/** Name of the screen, letter after G, address. */
const SCREENS = [
  ["Overview", "o", "/overview"],
  ["Sources", "s", "/sources"],
  ["Pipeline", "p", "/pipeline"],
  ["Quality", "q", "/quality"],
  ["Reports", "r", "/reports"],
  ["Explore", "e", "/explore"],
  ["Schedule and alerts", "a", "/schedule"],
  ["Settings", "t", "/settings"],
] as const;

describe.each(drivers)("the shell on the $name host", (driver) => {
  let workspace = "";
  let shown: OpenConsole;

  beforeAll(async () => {
    const missing = driver.missing();
    if (missing !== null) throw new Error(missing);
    workspace = await demoWorkspace();
    shown = await driver.open(workspace);
  });
  afterAll(async () => {
    await shown?.close();
    await removeFolder(workspace);
  });

  test("every screen opens from the rail and by its letters", async () => {
    const { page } = shown;
    const opened = (address: string): Promise<void> =>
      page.waitForURL((url) => url.pathname.startsWith(address));
    for (const [name, letter, address] of SCREENS) {
      await page.getByRole("navigation").getByRole("link", { name, exact: true }).click();
      await opened(address);
      await page.keyboard.press("g");
      await page.keyboard.press(letter === "o" ? "s" : "o");
      await opened(letter === "o" ? "/sources" : "/overview");
      await page.keyboard.press("g");
      await page.keyboard.press(letter);
      await opened(address);
      await settled(page);
    }
    expect(shown.errors()).toEqual([]);
  });

  test("the palette finds screens, actions and tables without a pointer", async () => {
    const { page } = shown;
    await page.keyboard.press("Control+k");
    const search = page.getByRole("textbox", { name: /search/i });
    await search.fill("calendar");
    await page.keyboard.press("Enter");
    await page.waitForURL("**/pipeline/calendar");

    await page.keyboard.press("Control+k");
    await search.fill("fact_sales");
    await page.getByRole("button", { name: /gold\.fact_sales/ }).waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await page.keyboard.press("Escape");
    await search.waitFor({ state: "detached" });
  });

  test("? shows the keyboard map and Escape closes it", async () => {
    const { page } = shown;
    await page.keyboard.press("?");
    const map = page.getByRole("dialog", { name: "Keyboard" });
    await map.waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await page.keyboard.press("Escape");
    await map.waitFor({ state: "detached" });
  });

  test("F6 goes round the parts of the window", async () => {
    const { page } = shown;
    const region = (): Promise<string | null> =>
      page.evaluate(
        () => document.activeElement?.closest("[data-region]")?.getAttribute("data-region") ?? null,
      );
    const seen = new Set<string | null>();
    for (let step = 0; step < 3; step += 1) {
      await page.keyboard.press("F6");
      seen.add(await region());
    }
    expect(seen).toEqual(new Set(["rail", "content"]));
  });

  test("an engine that dies is told, comes back, and the screens answer again", async () => {
    const { page } = shown;
    await shown.visit("/overview");
    await settled(page);
    await shown.killEngine("reads");
    await page.getByText(/The data engine stopped and restarted in/).waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await shown.visit("/sources");
    await page.getByRole("heading", { level: 1, name: "Sources" }).waitFor();
    await settled(page);
    expect(await page.getByText("This could not be shown").count()).toBe(0);
  });

  test("an unknown address says so and leads back", async () => {
    const { page } = shown;
    await shown.visit("/nowhere");
    await page.getByText("There is nothing at this address.").waitFor();
    await page.getByRole("link", { name: "Go to the overview" }).click();
    await page.waitForURL("**/overview");
  });

  test("the theme follows the choice, in German too", async () => {
    const { page } = shown;
    const choose = async (text: string, label: RegExp): Promise<void> => {
      await page.keyboard.press("Control+k");
      await page.getByRole("textbox", { name: label }).fill(text);
      await page.keyboard.press("Enter");
    };
    await choose("Dark", /search/i);
    await page.waitForSelector("html[data-mantine-color-scheme='dark']");
    await choose("Deutsch", /search/i);
    await page.getByRole("link", { name: "Quellen", exact: true }).waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await choose("English", /suchen/i);
    await page.getByRole("link", { name: "Overview", exact: true }).waitFor();
  });

  test("a host that goes away is told in place, and nothing vanishes", async () => {
    const { page } = shown;
    await shown.visit("/overview");
    await settled(page);
    await shown.killHost();
    await page.getByText("The connection to Medallion is lost").waitFor();
    await page.getByRole("heading", { level: 1, name: "Overview" }).waitFor();
    await page.getByRole("button", { name: "Try again" }).waitFor();
    expect(await axeFindings(page)).toEqual([]);
  });

  test("a run shows its bar in every window, and Ctrl-. stops it", async () => {
    // Large enough that the run is still under way after the page was looked at.
    const fresh = await sampleWorkspace(1);
    const running = await driver.open(fresh);
    const { page } = running;
    const other = await running.window("/explore");
    await page.keyboard.press("Control+k");
    await page.getByRole("textbox", { name: /search/i }).fill("Run now");
    await page.keyboard.press("Enter");
    const bar = page.getByRole("region", { name: "Running" });
    await bar.waitFor();
    await other.getByRole("region", { name: "Running" }).waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await page.keyboard.press("Control+.");
    await bar.waitFor({ state: "detached", timeout: 60_000 });
    await page.getByText("Stopped.").first().waitFor();
    await other.getByRole("region", { name: "Running" }).waitFor({ state: "detached" });
    await running.close();
    await removeFolder(fresh);
  });
});
