import { readFile } from "node:fs/promises";
import type { Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { axeFindings } from "./axe.ts";
import { growSales, SCRIPT, SCRIPT_COLUMN } from "./big-table.ts";
import type { OpenConsole } from "./driver.ts";
import { drivers } from "./drivers.ts";
import { settled } from "./settled.ts";
import { demoWorkspace, emptyWorkspace, removeFolder } from "./workspaces.ts";

const ROWS = 10_000_000;
const SALES = "/explore/gold.fact_sales";
/** Keeps the engine busy for longer than any test waits. */
const ENDLESS = "select sum(a.i * b.i) from range(100000000) a(i), range(100000000) b(i)";

/** What the table holds in a row: its order follows from its number. */
const orderOf = (number: number): number => 100_000 + Math.floor((number - 1) / 4);

const MODIFIER = process.platform === "darwin" ? "Meta" : "Control";

describe.each(drivers)("explore on the $name host", (driver) => {
  let workspace = "";
  let console: OpenConsole;
  let page: Page;

  beforeAll(async () => {
    const missing = driver.missing();
    if (missing !== null) throw new Error(missing);
    workspace = await demoWorkspace();
    await growSales(workspace, ROWS);
    console = await driver.open(workspace, { path: "/explore" });
    page = console.page;
  }, 240_000);
  afterAll(async () => {
    await console?.close();
    await removeFolder(workspace);
  });

  const grid = (): Locator => page.getByRole("grid", { name: "Sales" });
  const row = (number: number): Locator => grid().locator(`[aria-rowindex="${number + 1}"]`);
  /** Statistics over ten million rows may still be on their way; rows are not kept waiting for them. */
  const open = async (path: string): Promise<void> => {
    await console.visit(path);
    await page.locator("main [role=grid] [role=gridcell], main h2").first().waitFor();
  };
  /** Replaces what is written and runs it with the keyboard. */
  const query = async (sql: string): Promise<void> => {
    const editor = page.getByRole("textbox", { name: "Query, read-only" });
    await editor.click();
    await page.keyboard.press(`${MODIFIER}+a`);
    await page.keyboard.press("Delete");
    await page.keyboard.insertText(sql);
    await page.keyboard.press(`${MODIFIER}+Enter`);
  };

  test("it opens on sales, beside every table by layer", async () => {
    await page.waitForURL(/\/explore\/gold\.fact_sales/);
    await row(1).getByText("100000").waitFor();
    const tree = page.getByRole("navigation", { name: "Tables" });
    expect(await tree.getByRole("heading").allTextContents()).toEqual([
      "Reports",
      "Summaries",
      "Gold",
      "Silver",
      "Set aside",
    ]);
    await tree.getByLabel("Find a table or column").fill("net_amount");
    expect(await tree.getByRole("link", { name: /^Sales\b/ }).count()).toBeGreaterThan(0);
    expect(await tree.getByRole("link", { name: /^Calendar/ }).count()).toBe(0);
    await tree.getByRole("button", { name: "Clear the search" }).click();
    expect(await page.getByText("10,000,000 rows").count()).toBe(1);
  });

  test("ten million rows scroll from the first to the last, by bar, wheel and keys", async () => {
    await open(SALES);
    await row(1).getByText("100000").waitFor();
    await grid().focus();
    await page.keyboard.press(`${MODIFIER}+End`);
    // The value of a row follows from its number.
    await row(ROWS)
      .getByText(String(100_000 + (ROWS - 1) / 4 - 0.75))
      .waitFor();
    await grid().evaluate((element) => {
      element.scrollTop = (element.scrollHeight - element.clientHeight) / 2;
    });
    await row(ROWS).waitFor({ state: "detached" });
    const number = Number(await grid().locator("[data-row]").nth(15).getAttribute("data-row"));
    expect(Math.abs(number - ROWS / 2)).toBeLessThan(5000);
    await page
      .locator(`#cell-${number}-0`)
      .getByText(String(orderOf(number + 1)))
      .waitFor();
    await grid().hover();
    await page.mouse.wheel(0, 28 * 10);
    await row(number + 11).waitFor();
    // The wheel has done all it does: what was in view before is gone.
    await row(number - 7).waitFor({ state: "detached" });
    // Only what is in view exists.
    expect(await grid().getByRole("row").count()).toBeLessThan(80);
    await grid().focus();
    await page.keyboard.press(`${MODIFIER}+Home`);
    await row(1).getByText("100000").waitFor();
  });

  test("filters and order stand in the address, and Back takes them away", async () => {
    await open(SALES);
    await page.getByRole("button", { name: "Filter", exact: true }).click();
    await page.getByRole("combobox", { name: "Column" }).click();
    await page.getByRole("option", { name: "order_key" }).click();
    await page.getByRole("textbox", { name: "Value" }).fill("7");
    await page.getByRole("button", { name: "Show these rows" }).click();
    await page.getByText("4 of 10,000,000 rows").waitFor();
    expect(page.url()).toContain("order_key");
    await grid().getByRole("button", { name: "line_number", exact: true }).click();
    await grid().getByRole("button", { name: "line_number", exact: true }).click();
    await page.getByText("Sorted by line_number ↓").waitFor();
    await row(1).getByText("4", { exact: true }).waitFor();
    await page.goBack();
    await page.getByText("Sorted by line_number ↑").waitFor();
    await page.getByRole("button", { name: "Remove the filter order_key is 7" }).click();
    await page.getByText("10,000,000 rows").waitFor();
  });

  test("an empty result names the filter to remove", async () => {
    await open(`${SALES}?f=${encodeURIComponent('[["order_id","is","nobody"]]')}`);
    await page.getByText("No row passes order_id is nobody.").waitFor();
    await page.getByRole("button", { name: "Remove order_id is nobody" }).click();
    await page.getByText("10,000,000 rows").waitFor();
  });

  test("a column tells how full it is and what it holds", async () => {
    await open(`${SALES}?column=net_amount`);
    const panel = page.getByRole("complementary", { name: "net_amount" });
    // Every value of ten million rows is counted, on a machine that may be busy.
    await panel.getByText("9,000,000 (90%)").waitFor({ timeout: 100_000 });
    await panel.getByRole("button", { name: "Show the 1,000,000 empty rows" }).click();
    await page.getByText("1,000,000 of 10,000,000 rows").waitFor();
  });

  test("script in a cell or a column name is text", async () => {
    await open(`${SALES}?row=2`);
    const panel = page.getByRole("complementary", { name: "Row 3" });
    await panel.getByText(SCRIPT).waitFor();
    expect(await panel.getByText(SCRIPT_COLUMN).count()).toBe(1);
    await row(3).getByText(SCRIPT).waitFor();
    await open(`${SALES}?column=${encodeURIComponent(SCRIPT_COLUMN)}`);
    await page.getByRole("heading", { name: SCRIPT_COLUMN }).waitFor();
    const ran = await page.evaluate(() => (window as { wasRun?: number }).wasRun);
    expect([ran, await page.locator("main img, aside img").count()]).toEqual([undefined, 0]);
  });

  test("a row is traced down to the cell it was written in", async () => {
    await open("/explore/gold.fact_orders?row=0");
    await page.getByRole("button", { name: "Trace this row" }).click();
    const panel = page.getByRole("complementary", { name: "Row 1" });
    await panel.getByText(/^orders\.csv!A\d+$/).waitFor();
    await panel.getByRole("columnheader", { name: "As written" }).first().waitFor();
    await page.keyboard.press("Escape");
    await panel.waitFor({ state: "detached" });
    expect(page.url()).not.toContain("row=");
  });

  test("a query runs with Ctrl-Enter; a mistake is shown at its place", async () => {
    await open(SALES);
    await page.getByRole("button", { name: "Write a query" }).click();
    await query(`select '${SCRIPT}' as "${SCRIPT_COLUMN}", 41 + 1 as answer`);
    const result = page.getByRole("grid", { name: "Result of the query" });
    await result.getByText("42").waitFor();
    expect(await result.getByText(SCRIPT, { exact: true }).count()).toBe(1);
    await query("select 1\nfrom gold.fact_sales where where");
    await page.getByText(/not understood at line 2/).waitFor();
    await page.locator(".sql-error").waitFor();
    await query("drop table gold.fact_sales");
    await page.getByText("Only reading is possible here").first().waitFor();
  });

  test("a long query is stopped, and says that nothing changed", async () => {
    await open(`${SALES}?query=true`);
    await query(ENDLESS);
    // The window answers while the engine works.
    await page.getByText(/^Running, \d+ s/).waitFor();
    await page.getByRole("button", { name: "Stop" }).first().click();
    await page.getByText("Stopped. Published reports and earlier data are unchanged.").waitFor();
    await query("select 43 as answer");
    await page.getByRole("grid", { name: "Result of the query" }).getByText("43").waitFor();
  });

  test("an engine killed in the middle of a query comes back, and the query can be asked again", async () => {
    await open(`${SALES}?query=true`);
    await query(ENDLESS);
    await page.getByText(/^Running, \d+ s/).waitFor();
    await console.killEngine("reads");
    const said =
      /The data engine stopped and restarted in .+ s\. Your data is intact; this query did not finish\./;
    const drawer = page.getByRole("region", { name: "Query", exact: true });
    await drawer.getByText(said).waitFor();
    expect(await drawer.getByRole("button", { name: "Run again" }).count()).toBe(1);
    await query("select 44 as answer");
    await page.getByRole("grid", { name: "Result of the query" }).getByText("44").waitFor();
    await page.getByRole("button", { name: "Close the query" }).click();
    await page.getByText("10,000,000 rows").waitFor();
  });

  test("an exported cell that looks like a formula is no formula", async () => {
    await open(`${SALES}?query=true`);
    await query(`select '=cmd()' as a, '+1' as b, '@x' as c, -5 as d, 'plain' as e`);
    await page.getByText(/^1 row in/).waitFor();
    const drawer = page.getByRole("region", { name: "Query", exact: true });
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      drawer
        .getByRole("button", { name: "Export" })
        .click()
        .then(() => page.getByRole("menuitem", { name: "CSV file" }).click()),
    ]);
    const text = await readFile(await download.path(), "utf8");
    expect(text.split("\n")[1]).toBe("'=cmd(),'+1,'@x,-5,plain");
  });

  test("what readers see is another table, and axe finds nothing grave", async () => {
    await open(SALES);
    await page.getByText("Published", { exact: true }).click();
    await page.waitForURL(/published=true/);
    await page.getByText("10,000,000 rows").waitFor({ state: "detached" });
    await settled(page);
    expect(await axeFindings(page)).toEqual([]);
    await open(`${SALES}?column=net_amount&query=true`);
    expect(await axeFindings(page)).toEqual([]);
    expect(console.errors()).toEqual([]);
  });
});

describe.each(drivers)("explore without a run on the $name host", (driver) => {
  let workspace = "";
  let console: OpenConsole;

  beforeAll(async () => {
    workspace = await emptyWorkspace();
    console = await driver.open(workspace, { path: "/explore" });
  });
  afterAll(async () => {
    await console?.close();
    await removeFolder(workspace);
  });

  test("it says what makes tables", async () => {
    const { page } = console;
    await page.getByRole("heading", { name: "There is nothing to look at yet" }).waitFor();
    await page.getByRole("link", { name: "Go to the pipeline" }).click();
    await page.waitForURL(/\/pipeline/);
  });
});
