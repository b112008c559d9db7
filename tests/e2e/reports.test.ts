import { appendFile, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { axeFindings } from "./axe.ts";
import type { OpenConsole } from "./driver.ts";
import { drivers } from "./drivers.ts";
import { settled } from "./settled.ts";
import { demoWorkspace, emptyWorkspace, medallion, removeFolder } from "./workspaces.ts";

interface Kpi {
  readonly report: string;
  readonly name: string;
  readonly published: string;
  readonly build: string;
}

/** How many pictures each report draws. */
const PICTURES = {
  best_sellers: 2,
  customer_value: 3,
  delivery_reactions: 2,
  inventory_cover: 1,
  margin: 2,
  marketing: 2,
  order_value: 1,
  payment_status: 1,
  product_trends: 1,
  revenue_by_day: 1,
  shipping_performance: 1,
  who_buys: 2,
} as const;

const euro = (value: string): string =>
  new Intl.NumberFormat("en-GB", { style: "currency", currency: "EUR" }).format(Number(value));

/** The newest sales were a tenth too high. */
async function lowerPrices(workspace: string): Promise<void> {
  const path = join(workspace, "sample/order_items.csv");
  const lines = (await readFile(path, "utf8")).trimEnd().split("\n");
  const lowered = lines.map((line, index) => {
    if (index < lines.length - 200) return line;
    const cells = line.split(",");
    return [...cells.slice(0, -1), (Number(cells.at(-1)) * 0.9).toFixed(2)].join(",");
  });
  await writeFile(path, `${lowered.join("\n")}\n`);
}

/** So many orders without a readable date that the run is held. */
async function spoilOrders(workspace: string): Promise<void> {
  const path = join(workspace, "sample/orders.csv");
  const last = (await readFile(path, "utf8")).trimEnd().split("\n").at(-1)!.split(",");
  const spoiled = Array.from({ length: 120 }, (_, index) =>
    [String(900_000 + index), last[1], "soon", ...last.slice(3)].join(","),
  );
  await appendFile(path, `${spoiled.join("\n")}\n`);
}

describe.each(drivers)("reports on the $name host", (driver) => {
  let workspace = "";
  let console: OpenConsole;
  let page: Page;
  let revenue: Kpi;

  beforeAll(async () => {
    const missing = driver.missing();
    if (missing !== null) throw new Error(missing);
    workspace = await demoWorkspace();
    await lowerPrices(workspace);
    await medallion("run", workspace);
    const diff = (await medallion("diff", workspace)) as { readonly kpis: readonly Kpi[] };
    revenue = diff.kpis.find(({ report, name }) => report === "margin" && name === "revenue")!;
    console = await driver.open(workspace, { path: "/reports" });
    page = console.page;
  }, 240_000);
  afterAll(async () => {
    await console?.close();
    await removeFolder(workspace);
  });

  const versions = () => page.getByRole("grid", { name: "Published versions" });

  test("the figure that changes stands first, and the rows that make the change below", async () => {
    await settled(page);
    const hero = await page.getByTestId("first-change").innerText();
    expect(hero).toContain("Revenue");
    expect(hero).toContain(euro(revenue.published));
    expect(hero).toContain(euro(revenue.build));
    await page.getByRole("heading", { name: "Why Revenue changes" }).waitFor();
    const rows = page.getByRole("grid", { name: "Rows of the report that differ" });
    await rows.getByRole("gridcell").or(rows.getByRole("cell")).first().waitFor();
    expect(await axeFindings(page)).toEqual([]);
  });

  test("publishing says what readers will see and begins on the safe button", async () => {
    await page.getByRole("button", { name: "Publish version 2" }).click();
    const dialog = page.getByRole("dialog", { name: "Publish version 2?" });
    await dialog.getByText("Readers switch at once; you can roll back.").waitFor();
    const text = await dialog.innerText();
    expect(text).toContain("Revenue falls");
    expect(text).toContain(`to ${euro(revenue.build)}.`);
    const safe = dialog.getByRole("button", { name: "Not yet" });
    expect(await safe.evaluate((button) => button === document.activeElement)).toBe(true);
    await page.keyboard.press("Enter");
    await dialog.waitFor({ state: "detached" });
    expect(await medallion("versions", workspace)).toMatchObject({ current: 1 });
    await page.getByRole("button", { name: "Publish version 2" }).click();
    await dialog.getByRole("button", { name: "Publish version 2" }).click();
    await page.getByText("Readers see version 2 now.").waitFor();
    await page.getByText(/^Readers see version 2 of .*says the same\.$/).waitFor();
    expect(await medallion("versions", workspace)).toMatchObject({ current: 2 });
    expect(await page.getByRole("button", { name: /^Publish version/ }).count()).toBe(0);
  });

  test("rolling back shows readers the earlier figures and keeps the newer version", async () => {
    await versions().getByRole("button", { name: "Roll back to 1" }).click();
    const dialog = page.getByRole("dialog", { name: /^Return to version 1 of / });
    await dialog.getByText("Version 2 is kept.").waitFor();
    await dialog.getByRole("button", { name: "Roll back to 1" }).click();
    await page.getByText("Readers see version 1 again.").waitFor();
    await page.getByText("Runs do not publish by themselves until you publish again.").waitFor();
    await versions().getByRole("button", { name: "Roll back to 2" }).waitFor();
    expect(await medallion("versions", workspace)).toMatchObject({ current: 1 });
    // The two results stand beside each other on every report.
    await console.visit("/reports/margin?published=true");
    await page.getByRole("link", { name: "Reports", exact: true }).nth(1).waitFor();
    await versions().waitFor({ state: "detached" });
    await page.getByText(euro(revenue.published)).first().waitFor();
    await page.getByText("Newest build", { exact: true }).click();
    await page.getByText(euro(revenue.build)).first().waitFor();
    await page
      .getByText(/against published$/)
      .first()
      .waitFor();
  });

  test("a held run is published only with a reason, which is kept", async () => {
    await spoilOrders(workspace);
    // The command says by its exit code that the run is held.
    await medallion("run", workspace).catch(() => undefined);
    await console.visit("/reports");
    await page.getByText("Publishing it needs a written reason.").first().waitFor();
    await page.getByRole("button", { name: "Publish version 3" }).click();
    const dialog = page.getByRole("dialog", { name: "Publish version 3?" });
    const publish = dialog.getByRole("button", { name: "Publish version 3" });
    expect(await publish.isDisabled()).toBe(true);
    await dialog.getByRole("textbox").fill("   ");
    expect(await publish.isDisabled()).toBe(true);
    await dialog.getByRole("textbox").fill("Marta checked the 120 orders by phone");
    await publish.click();
    await page.getByText("Readers see version 3 now.").waitFor();
    await versions().getByText("Marta checked the 120 orders by phone").waitFor();
  });

  test.each(Object.entries(PICTURES))(
    "%s: a question, a sentence, %i pictures, each also a table, and all rows",
    async (name, pictures) => {
      const report = (await medallion("report", workspace, name)) as {
        readonly question: string;
        readonly sentence: string;
        readonly rows: readonly unknown[];
      };
      await console.visit(`/reports/${name}`);
      await page.getByRole("heading", { level: 1, name: report.question }).waitFor();
      await page.getByText(report.sentence).waitFor();
      const figures = page.getByRole("figure");
      await figures.nth(pictures - 1).waitFor();
      expect(await figures.count()).toBe(pictures);
      for (const figure of await figures.all()) {
        await figure.getByText("Table", { exact: true }).click();
        await figure.getByRole("table").getByRole("row").nth(1).waitFor();
      }
      expect(await axeFindings(page)).toEqual([]);
      await page.getByText("All rows", { exact: true }).click();
      const count = new Intl.NumberFormat("en-GB").format(report.rows.length);
      await page.getByText(`${count} rows, all of them`).waitFor();
      await page.getByRole("grid").getByRole("gridcell").first().waitFor();
    },
  );

  test("the month of the best sellers is chosen and stands in the address", async () => {
    await console.visit("/reports/best_sellers");
    const months = page.getByRole("combobox", { name: "Month" });
    await months.selectOption({ index: 3 });
    const chosen = await months.evaluate((field) => (field as HTMLSelectElement).value.slice(1));
    await page.waitForURL(new RegExp(`month=.*${chosen}`));
  });

  test("a report is taken away as a file, and nothing was reported amiss", async () => {
    await console.visit("/reports/payment_status");
    await page.getByRole("button", { name: "Export" }).click();
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("menuitem", { name: "CSV file" }).click(),
    ]);
    const text = await readFile(await download.path(), "utf8");
    expect(text.split("\n")[0]).toBe(
      "method,status_class,payment_count,amount,percent_of_method,method_amount,other_currency_payments",
    );
    expect(console.errors()).toEqual([]);
  });
});

describe.each(drivers)("reports without a run on the $name host", (driver) => {
  let workspace = "";
  let console: OpenConsole;

  beforeAll(async () => {
    workspace = await emptyWorkspace();
    console = await driver.open(workspace, { path: "/reports" });
  });
  afterAll(async () => {
    await console?.close();
    await removeFolder(workspace);
  });

  test("they say what makes them", async () => {
    const { page } = console;
    await page.getByRole("heading", { name: "There are no reports yet" }).waitFor();
    await page.getByRole("link", { name: "Go to the pipeline" }).click();
    await page.waitForURL(/\/pipeline/);
  });
});
