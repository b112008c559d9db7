import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { axeFindings } from "./axe.ts";
import type { OpenConsole } from "./driver.ts";
import { drivers } from "./drivers.ts";
import { demoWorkspace, emptyWorkspace, medallion, removeFolder } from "./workspaces.ts";

/** Polls are patient: the machine may be busy. */
const SOON = { timeout: 60_000 };

const DATES = "/quality/checks/orders.ordered_at_unreadable";
const rowsOf = (page: Page, name: string) =>
  page.getByRole("grid", { name }).locator("[data-index]");
const panel = (page: Page) => page.locator("[data-region=panel]");

/** Tab by Tab, as a person without a mouse, until the focus is where `selector` says. */
async function tabTo(page: Page, selector: string): Promise<void> {
  for (let presses = 0; presses < 80; presses += 1) {
    if (await page.evaluate((to) => document.activeElement?.matches(to), selector)) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`Tab does not reach ${selector}.`);
}

describe.each(drivers)("quality on the $name host", (driver) => {
  let workspace = "";
  let console: OpenConsole;
  let page: Page;

  beforeAll(async () => {
    const missing = driver.missing();
    if (missing !== null) throw new Error(missing);
    workspace = await demoWorkspace();
    console = await driver.open(workspace, { path: "/quality" });
    page = console.page;
  });
  afterAll(async () => {
    await console?.close();
    await removeFolder(workspace);
  });

  test("one sentence, then the grid; a cell lists its checks", async () => {
    await page.getByText(/of 100$/).waitFor();
    await page.getByText(/^No check fails; \d+ found \d+ rows to look at\.$/).waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await page.getByRole("button", { name: /^Orders, Plausible: with remarks/ }).click();
    expect(page.url()).toContain("table=silver.orders");
    expect(page.url()).toContain("dimension=accuracy");
    const list = page.getByRole("grid", { name: "Checks to look at" }).locator("tbody tr");
    const labels = await list.locator("td:nth-child(2)").allTextContents();
    expect(new Set(labels)).toEqual(new Set(["Orders"]));
  });

  test("a check is drilled down to the cell, and the way back keeps its place", async () => {
    await console.visit("/quality");
    await page.getByRole("searchbox", { name: "Filter checks" }).fill("not a date we can read");
    await page.getByRole("row", { name: /2 of \d+ orders are set aside/ }).click();
    await page.getByRole("heading", { level: 1, name: "Orders: ordered at" }).waitFor();
    await page.getByText("Its rows are set aside", { exact: false }).waitFor();
    await rowsOf(page, "All rows it found").first().click();
    expect(page.url()).toContain("row=0");
    await panel(page).getByText("orders.csv!C134").waitFor();
    await panel(page).getByRole("cell", { name: "31.02.2026" }).waitFor();
    await panel(page).getByText("not readable").waitFor();
    await page.keyboard.press("ArrowDown");
    await panel(page).getByText("orders.csv!C524").waitFor();
    await panel(page).getByRole("button", { name: "Copy place" }).click();
    expect(await axeFindings(page)).toEqual([]);
    await page.keyboard.press("Escape");
    await page.getByText("You opened 1 row.", { exact: false }).waitFor();
    await expect.poll(() => page.locator('[data-opened="true"]').count(), SOON).toBe(1);
    await page.goBack();
    await page.getByRole("searchbox", { name: "Filter checks" }).waitFor();
    expect(page.url()).toContain("not+a+date");
  });

  test("a row is let through with a reason, and that is taken back", async () => {
    await console.visit("/quality/quarantine?entity=customers&rule=birth_date_too_old");
    await rowsOf(page, "Set-aside rows").first().click();
    await panel(page).getByRole("button", { name: "Let through…" }).click();
    await panel(page).getByRole("button", { name: "Let 1 row through" }).click();
    await panel(page).getByText("Write why, so others can follow.").waitFor();
    await panel(page).getByLabel("Why are they right?").fill("Checked on paper");
    await panel(page).getByLabel("Until, at the latest").fill("2099-12-31");
    await panel(page).getByRole("button", { name: "Let 1 row through" }).click();
    await panel(page)
      .getByText(/let through with the next run: Checked on paper/)
      .waitFor();
    await page.getByRole("button", { name: "Undo", exact: true }).click();
    await expect.poll(() => panel(page).getByText("Checked on paper").count(), SOON).toBe(0);

    await console.visit("/quality/quarantine?view=decisions");
    const decisions = page.getByRole("grid", { name: "Decisions" }).locator("tbody tr");
    await decisions.filter({ hasText: "taken back" }).first().waitFor();
    expect(await decisions.first().textContent()).toContain("Checked on paper");
  });

  test("all rows of a rule are let through, and the history takes one back", async () => {
    await console.visit("/quality/checks/customers.birth_date_too_old");
    await page.getByRole("button", { name: "Let through…" }).click();
    await panel(page).getByLabel("Why are they right?").fill("The oldest customer there is");
    await panel(page).getByRole("button", { name: "Let 1 row through" }).click();
    await page.getByText("1 row will be let through with the next run.").waitFor();
    await console.visit("/quality/quarantine?view=decisions");
    await page.getByText("in force").waitFor();
    await page.getByRole("button", { name: "Take back" }).click();
    await expect.poll(() => page.getByText("in force").count(), SOON).toBe(0);
  });

  test("what is not a value cannot be let through", async () => {
    await console.visit(`${DATES}?row=0`);
    await panel(page).getByText("This rule cannot be let through", { exact: false }).waitFor();
    expect(await panel(page).getByRole("button", { name: "Let through…" }).count()).toBe(0);
    await page.keyboard.press("Escape");
  });

  test("a corrected cell is found by a re-check and enters with a run", async () => {
    const file = join(workspace, "sample/orders.csv");
    const text = await readFile(file, "utf8");
    await writeFile(file, text.replace("31.02.2026", "2026-02-28 10:00:00"));
    await console.visit(DATES);
    await page
      .getByRole("main")
      .getByRole("button", { name: "Re-check", exact: true })
      .first()
      .click();
    await page
      .getByText("Looked at 2 rows again: 1 corrected, 1 still wrong.", { exact: false })
      .waitFor();
    await page.getByRole("button", { name: "Run now" }).click();
    await page.getByText(/^1 of \d+ orders is set aside/).waitFor({ timeout: 120_000 });
    await expect.poll(() => rowsOf(page, "All rows it found").count(), SOON).toBe(1);
  });

  test("filters of the set-aside rows live in the address and count over all", async () => {
    await console.visit("/quality/quarantine");
    const status = page.getByText(/^\d+ of \d+$/).first();
    await status.waitFor();
    await page.getByRole("combobox", { name: "Table" }).click();
    await page.getByRole("option", { name: "Reviews" }).click();
    expect(page.url()).toContain("entity=reviews");
    await expect.poll(() => rowsOf(page, "Set-aside rows").count(), SOON).toBe(6);
    await page.goBack();
    await expect.poll(() => rowsOf(page, "Set-aside rows").count(), SOON).toBeGreaterThan(6);
    await console.visit("/quality/quarantine?entity=reviews&rule=nothing_like_it");
    await page.getByText("No set-aside row passes these filters.").waitFor();
    await page.getByRole("button", { name: "Remove the filters" }).click();
    await rowsOf(page, "Set-aside rows").first().waitFor();
    expect(await axeFindings(page)).toEqual([]);
  });

  test("an engine that dies is replaced; what is asked for then appears", async () => {
    await console.visit("/quality");
    await page.getByText(/of 100$/).waitFor();
    await console.killEngine("reads");
    await console.visit("/quality/checks/order_items.quantity_out_of_range");
    await rowsOf(page, "All rows it found").first().waitFor({ timeout: 60_000 });
    expect(await axeFindings(page)).toEqual([]);
  });

  test("a check that does not exist says so", async () => {
    await console.visit("/quality/checks/orders.nothing_like_it");
    await page.getByText("There is no such check").waitFor();
  });

  test("from the score to a row and back with the keyboard alone", async () => {
    await console.visit("/overview");
    await page.getByRole("heading", { level: 1, name: "Overview" }).waitFor();
    await page.keyboard.press("g");
    await page.keyboard.press("q");
    await page.locator("[data-cell]").first().waitFor();
    await tabTo(page, "[data-cell]");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowRight");
    expect(await page.evaluate(() => document.activeElement?.getAttribute("data-cell"))).toBe(
      "1 1",
    );
    await page.keyboard.press("Enter");
    await tabTo(page, "[data-row-key]");
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { level: 2, name: "All rows it found" }).waitFor();
    await rowsOf(page, "All rows it found").first().waitFor();
    await tabTo(page, "[data-index]");
    await page.keyboard.press("Enter");
    await panel(page).waitFor();
    await page.keyboard.press("Escape");
    await expect.poll(() => panel(page).count(), SOON).toBe(0);
    expect(await page.evaluate(() => document.activeElement?.hasAttribute("data-index"))).toBe(
      true,
    );
    expect(console.errors()).toEqual([]);
  });
});

/** A shop whose 10,000 orders all name a customer nobody knows. */
async function strangers(sample: string): Promise<string> {
  const folder = await emptyWorkspace();
  const text = await readFile(join(sample, "sample/orders.csv"), "utf8");
  const [head = "", first = ""] = text.split(/\r?\n/);
  const rows = Array.from({ length: 10_000 }, (_, index) =>
    [500_000 + index, `X${index}`, ...first.split(",").slice(2)].join(","),
  );
  const orders = join(folder, "strange-orders.csv");
  await writeFile(orders, [head, ...rows, ""].join("\n"));
  await medallion("source", "add", folder, "orders", "--csv", orders);
  await medallion(
    "source",
    "add",
    folder,
    "customers",
    "--csv",
    join(sample, "sample/customers.csv"),
  );
  await medallion("run", folder);
  return folder;
}

describe.each(drivers)("10,000 failing rows on the $name host", (driver) => {
  let sample = "";
  let workspace = "";
  let console: OpenConsole;

  beforeAll(async () => {
    sample = await demoWorkspace();
    workspace = await strangers(sample);
    console = await driver.open(workspace, {
      path: "/quality/checks/orders.relationships_customer_id",
    });
  });
  afterAll(async () => {
    await console?.close();
    await removeFolder(workspace);
    await removeFolder(sample);
  });

  test("are all listed, few at a time, down to the last", async () => {
    const { page } = console;
    await page.getByText(/^10,000 of 10,000 orders name a customer missing/).waitFor();
    const rows = rowsOf(page, "All rows it found");
    await rows.first().waitFor();
    expect(await rows.count()).toBeLessThan(60);
    await rows.first().focus();
    await page.keyboard.press("End");
    const last = page.locator('[data-index="9999"]');
    await last.getByText("509999").waitFor();
    await page.keyboard.press("Enter");
    await panel(page).getByText("10,000 of 10,000").waitFor();
    await panel(page).getByText("What stands there").waitFor();
    await panel(page)
      .getByText(/strange-orders\.csv!B10001/)
      .waitFor();
    await page.keyboard.press("ArrowUp");
    await panel(page).getByText("9,999 of 10,000").waitFor();
    await expect.poll(() => page.url(), SOON).toContain("row=9998");
    expect(console.errors()).toEqual([]);
  });
});

describe.each(drivers)("quality before the first run, on the $name host", (driver) => {
  test("shows no score and no green", async () => {
    const workspace = await emptyWorkspace();
    const console = await driver.open(workspace, { path: "/quality" });
    try {
      await console.page.getByText("Nothing has been checked yet").waitFor();
      expect(await console.page.getByText(/of 100/).count()).toBe(0);
      await console.visit("/quality/quarantine");
      await console.page.getByText("Nothing has been checked yet").waitFor();
      expect(await axeFindings(console.page)).toEqual([]);
    } finally {
      await console.close();
      await removeFolder(workspace);
    }
  });
});
