import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { axeFindings } from "./axe.ts";
import type { OpenConsole } from "./driver.ts";
import { drivers } from "./drivers.ts";
import { emptyWorkspace, removeFolder, temporaryFolder } from "./workspaces.ts";

describe.each(drivers)("the overview on the $name host", (driver) => {
  let workspace = "";
  let console: OpenConsole;

  beforeAll(async () => {
    const missing = driver.missing();
    if (missing !== null) throw new Error(missing);
    workspace = await emptyWorkspace();
    console = await driver.open(workspace);
  });
  afterAll(async () => {
    await console?.close();
    await removeFolder(join(workspace, ".."));
  });

  test("a first start offers the sample shop and one's own sheet", async () => {
    const { page } = console;
    await page.getByText("Try the sample shop: it works offline").waitFor();
    expect(await page.getByRole("button", { name: "Connect my sheet" }).isEnabled()).toBe(true);
    expect(await axeFindings(page)).toEqual([]);
  });

  test("the sample shop leads to a report in at most four clicks and no typed character", async () => {
    const { page } = console;
    await page.evaluate(() => {
      const counts = { clicks: 0, keys: 0 };
      Object.assign(window, { counts });
      addEventListener("click", () => (counts.clicks += 1), { capture: true });
      addEventListener("keydown", () => (counts.keys += 1), { capture: true });
    });
    await page.getByRole("button", { name: "Try with the sample shop" }).click();
    // The first run is over when the overview has something to say about it.
    await page.getByRole("link", { name: "See the reports" }).click({ timeout: 120_000 });
    await page.getByRole("heading", { level: 1, name: "Reports" }).waitFor();
    await page
      .getByRole("link", { name: /sellers/i })
      .first()
      .click({ timeout: 120_000 });
    await page.waitForURL(/\/reports\/.+/);
    const counts = await page.evaluate(
      () => (window as unknown as { counts: { clicks: number; keys: number } }).counts,
    );
    expect(counts.clicks).toBeLessThanOrEqual(4);
    expect(counts.keys).toBe(0);
  });

  test("after the run it says what happened, what waits, and how things stand", async () => {
    const { page } = console;
    await console.visit("/overview");
    await page.getByText(/^Run finished in/).waitFor({ timeout: 120_000 });
    await page.getByRole("heading", { name: "Waiting for you" }).waitFor();
    const waiting = page.getByRole("main").getByRole("listitem");
    expect(await waiting.count()).toBeGreaterThan(0);
    expect(await waiting.count()).toBeLessThanOrEqual(5);
    await page.getByText(/^\d+(\.\d)? of 100$/).waitFor();
    await page.getByText("How does the quality score move?").waitFor();
    expect(await axeFindings(page)).toEqual([]);
    expect(console.errors()).toEqual([]);
  });

  test("the last night is one sentence, with a way to the nights", async () => {
    const { page } = console;
    const night = {
      number: 1,
      scheduled: true,
      slots: [{ planned_at: "2026-11-19T02:30:00.000Z", reason: "this computer was asleep" }],
      started_at: "2026-11-19T06:42:00.000Z",
      finished_at: "2026-11-19T06:43:10.000Z",
      outcome: "current",
      steps: [],
      run_id: null,
      attempts: 1,
      held_sources: [],
      reasons: [],
      resumed: 0,
    };
    await mkdir(join(workspace, "nights"), { recursive: true });
    await writeFile(join(workspace, "nights", "n000001.json"), JSON.stringify(night));
    await page.reload();
    await page.getByText(/^Last night: Planned 03:30, ran 07:42/).waitFor();
    await page.getByRole("link", { name: "See the nights" }).click();
    await page.getByRole("heading", { level: 1, name: "Schedule and alerts" }).waitFor();
  });

  test("the filled button does what the first waiting row offers", async () => {
    const { page } = console;
    await console.visit("/overview");
    const first = page.getByRole("main").getByRole("listitem").first().getByRole("button");
    const offered = await first.innerText();
    const primary = page.getByRole("button", { name: offered }).first();
    await primary.click();
    await page.waitForURL((url) => url.pathname !== "/overview");
    await page.goBack();
    await page.getByRole("heading", { level: 1, name: "Overview" }).waitFor();
  });
});

describe.each(drivers)("an overview without its data on the $name host", (driver) => {
  test("a folder that is no workspace yet becomes one when something is connected", async () => {
    const folder = join(await temporaryFolder("none"), "new-shop");
    const console = await driver.open(folder);
    try {
      const { page } = console;
      await page.getByRole("button", { name: "Connect my sheet" }).click();
      await page.getByRole("heading", { name: "Connect a source" }).waitFor();
      await console.visit("/overview");
      await page.getByRole("button", { name: "Try with the sample shop" }).waitFor();
    } finally {
      await console.close();
      await rm(join(folder, ".."), { recursive: true, force: true });
    }
  });
});
