import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { axeFindings } from "./axe.ts";
import type { OpenConsole } from "./driver.ts";
import { drivers } from "./drivers.ts";
import { demoWorkspace, emptyWorkspace, removeFolder } from "./workspaces.ts";

/** Everything is read again, so the run lasts long enough to be watched. */
async function runEverything(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Other ways to run" }).click();
  await page.getByRole("menuitem", { name: "Read everything again" }).click();
  await page.locator('[data-live="running"]').first().waitFor();
}

/** Polls are patient: the machine may be busy. */
const SOON = { timeout: 60_000 };

const primary = (page: Page, name: string) =>
  page.getByRole("main").getByRole("button", { name, exact: true });

describe.each(drivers)("the pipeline on the $name host", (driver) => {
  let workspace = "";
  let console: OpenConsole;
  let page: Page;

  beforeAll(async () => {
    const missing = driver.missing();
    if (missing !== null) throw new Error(missing);
    workspace = await demoWorkspace(0.05);
    console = await driver.open(workspace, { path: "/pipeline" });
    page = console.page;
  });
  afterAll(async () => {
    await console?.close();
    await removeFolder(workspace);
  });

  test("says what the newest run did and shows four lanes, long ones folded", async () => {
    await page.locator("[data-state=succeeded]").waitFor();
    await page.locator('[data-node="source:orders"]').waitFor();
    await page.locator('[data-node="silver.orders"]').waitFor();
    const reports = page.locator('[data-node^="reports."]');
    expect(await reports.count()).toBeLessThan(12);
    await page.locator('[data-node="fold:reports"]').click();
    await expect.poll(() => reports.count(), SOON).toBe(12);
    expect(new URL(page.url()).searchParams.get("open")).toContain("reports");
    expect(await axeFindings(page)).toEqual([]);
  });

  test("lines are drawn for the chosen table only, and the address keeps the choice", async () => {
    await console.visit("/pipeline");
    await page.locator('[data-node="silver.orders"]').waitFor();
    expect(await page.locator(".react-flow__edge").count()).toBe(0);
    await page.locator('[data-node="silver.orders"]').click();
    await page.locator(".react-flow__edge").first().waitFor({ state: "attached" });
    expect(page.url()).toContain("node=silver.orders");
    await page.getByRole("link", { name: "See set-aside rows" }).click();
    await page.getByRole("heading", { level: 1, name: "Set-aside rows" }).waitFor();
    expect(page.url()).toContain("entity=orders");
    await page.goBack();
    await page.locator('[data-node="silver.orders"][aria-pressed="true"]').waitFor();
  });

  test("a run shows what it is doing while it does it, and its detail afterwards", async () => {
    await console.visit("/pipeline");
    await runEverything(page);
    await page.getByText(/^Running for/).waitFor();
    await primary(page, "Stop").waitFor();
    await page.locator('[data-live="done"]').first().waitFor();
    // Leaving the screen does not end it.
    await page.getByRole("link", { name: "Quality", exact: true }).click();
    await page.getByRole("heading", { level: 1, name: "Quality" }).waitFor();
    await page.getByRole("link", { name: "Pipeline", exact: true }).click();
    await page.getByText(/The run started .* and finished/).waitFor({ timeout: 120_000 });

    await page.getByRole("link", { name: "History", exact: true }).click();
    const runs = page.getByRole("grid", { name: "History" }).locator("tbody tr");
    await expect.poll(() => runs.count(), SOON).toBe(2);
    await runs.first().click();
    await page.getByRole("heading", { name: "Where did the time go?" }).waitFor();
    await page.getByText("Show as a table").click();
    await page
      .getByRole("cell", { name: "Checking", exact: true })
      .or(page.getByRole("gridcell", { name: "Checking", exact: true }))
      .waitFor();
    await page.getByText(/Started: everything is read again/).waitFor();
    // Technical names wait under Details.
    expect(await page.getByText("r000002", { exact: true }).isVisible()).toBe(false);
    await page.getByText("Details", { exact: true }).click();
    await page.getByText("r000002", { exact: true }).waitFor();
    expect(await axeFindings(page)).toEqual([]);
  });

  test("a run is stopped at once and nothing published changes", async () => {
    await console.visit("/pipeline");
    await primary(page, "Run").waitFor();
    await runEverything(page);
    await primary(page, "Stop").click();
    await page
      .getByText(/was stopped .* Published reports and earlier data are unchanged/)
      .waitFor({ timeout: 120_000 });
    await primary(page, "Run").waitFor();
    await page.locator("[data-state=cancelled]").waitFor();
    await console.visit("/pipeline/runs");
    await page.getByRole("searchbox", { name: "Filter runs" }).fill("stopped");
    await expect
      .poll(() => page.getByRole("grid", { name: "History" }).locator("tbody tr").count(), SOON)
      .toBe(1);
    expect(page.url()).toContain("q=stopped");
  });

  test("days are repeated only after their rows and time were shown", async () => {
    await console.visit("/pipeline");
    await page.getByRole("button", { name: "Other ways to run" }).click();
    await page.getByRole("menuitem", { name: "Repeat days" }).click();
    const start = page.getByRole("button", { name: /^Repeat/ });
    expect(await start.isDisabled()).toBe(true);
    await page.getByLabel("First day").fill("2026-01-31");
    await page.getByLabel("Last day").fill("2026-01-01");
    await page.getByText("The first day is after the last one.").waitFor();
    await page.getByLabel("First day").fill("2025-12-01");
    await page.getByText(/^About .* the newest run cleaned/).waitFor();
    expect(await start.textContent()).toMatch(/Repeat \d+ rows/);
    await start.click();
    await page
      .getByText(/Repeating days started .* finished|Repeating days started .* nothing new/)
      .waitFor({
        timeout: 120_000,
      });
  });

  test("the calendar names the days without orders and is read with arrow keys", async () => {
    await console.visit("/pipeline/calendar");
    await page.getByText(/days? without any order|Every day from/).waitFor();
    const grid = page.getByRole("group", { name: "When did the orders of a day arrive?" });
    await grid.focus();
    await page.keyboard.press("ArrowLeft");
    const first = await page.locator("[data-chosen=true]").getAttribute("data-column");
    await page.keyboard.press("ArrowLeft");
    const next = await page.locator("[data-chosen=true]").getAttribute("data-column");
    expect(Number(first) - Number(next)).toBe(1);
    await page.getByText("180 days").click();
    await expect.poll(() => page.url(), SOON).toContain("days=180");
    expect(await axeFindings(page)).toEqual([]);
  });

  test("the flow is walked, read and left with the keyboard alone", async () => {
    await console.visit("/overview");
    await page.getByRole("heading", { level: 1, name: "Overview" }).waitFor();
    await page.keyboard.press("g");
    await page.keyboard.press("p");
    await page.locator('[data-node="source:customers"]').waitFor();
    for (let presses = 0; presses < 60; presses += 1) {
      await page.keyboard.press("Tab");
      if (await page.evaluate(() => document.activeElement?.hasAttribute("data-node"))) break;
    }
    const at = () => page.evaluate(() => document.activeElement?.getAttribute("data-node"));
    expect(await at()).toBe("source:customers");
    await page.keyboard.press("ArrowDown");
    const second = await at();
    expect(second).toMatch(/^source:/);
    expect(second).not.toBe("source:customers");
    await page.keyboard.press("ArrowRight");
    expect(await at()).toMatch(/^silver\./);
    await page.keyboard.press("Enter");
    await page.locator('[aria-pressed="true"]').waitFor();
    await page.keyboard.press("Escape");
    await expect.poll(() => page.locator('[aria-pressed="true"]').count(), SOON).toBe(0);
    expect(console.errors()).toEqual([]);
  });
});

describe.each(drivers)("a pipeline that never ran, on the $name host", (driver) => {
  test("says what a run needs first", async () => {
    const workspace = await emptyWorkspace();
    const console = await driver.open(workspace, { path: "/pipeline" });
    try {
      await console.page.getByText("Nothing is connected yet").waitFor();
      await console.page.getByRole("link", { name: "Connect a source" }).waitFor();
      await console.visit("/pipeline/calendar");
      await console.page.getByText("No order has a date yet").waitFor();
      expect(await axeFindings(console.page)).toEqual([]);
    } finally {
      await console.close();
      await removeFolder(workspace);
    }
  });
});
