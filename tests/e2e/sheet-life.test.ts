/** A connected sheet in the days after: what is wrong with it, how it is read, and a column that has another name. */
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { date, money, number, text, type Cell } from "#tests/google/cells.ts";
import { startTestGoogle, type TestGoogle } from "#tests/google/start.ts";
import { edit, tab, workbook } from "#tests/google/workbook.ts";
import { axeFindings } from "./axe.ts";
import type { OpenConsole } from "./driver.ts";
import { drivers } from "./drivers.ts";
import { emptyWorkspace, medallion, removeFolder } from "./workspaces.ts";

const ID = "1LedgerBookOfTheTestGoogle000000000000000000";
const LINK = `https://docs.google.com/spreadsheets/d/${ID}/edit#gid=7`;
const STATES = ["paid", "shipped", "delivered", "cancelled"];

const order = (index: number): Cell[] => [
  number(5000 + index),
  number(100 + (index % 9)),
  index === 3 ? text("03/04/2026") : date(`2026-03-${String(1 + (index % 28)).padStart(2, "0")}`),
  text(STATES[index % STATES.length]!),
  index === 5 ? text("ask Marta") : money(20.5 + index),
];
const ORDERS = tab(7, "Orders", [
  ["Order no", "Customer", "Ordered at", "Status", "Total"],
  ...Array.from({ length: 60 }, (_, index) => order(index)),
]);

describe.each(drivers)("a connected sheet on the $name host", (driver) => {
  let google: TestGoogle;
  let workspace = "";
  let console: OpenConsole;
  const before = { ...process.env };

  beforeAll(async () => {
    const missing = driver.missing();
    if (missing !== null) throw new Error(missing);
    const book = workbook(ID, "Ledger", [ORDERS], { locale: "en_GB", timeZone: "Europe/Berlin" });
    google = await startTestGoogle([book]);
    google.world.accounts.apiKeys.add("test-key");
    Object.assign(process.env, google.env, { MEDALLION_GOOGLE_API_KEY: "test-key" });
    workspace = await emptyWorkspace();
    await medallion("source", "add", workspace, "orders", "--sheet", LINK, "--name", "orders");
    await night();
    edit(book, ({ tabs }) => {
      tabs[0]!.cells[0]![3] = text("Zustand");
      tabs[0]!.cells.push(order(60));
    });
    await night();
    console = await driver.open(workspace, { path: "/sources/orders" });
  });
  /** Where the only source is held, nothing could be read: exit 4. */
  const night = () =>
    medallion("run", workspace).catch((error: unknown) => {
      if ((error as { code?: unknown }).code !== 4) throw error;
    });
  afterAll(async () => {
    await console?.close();
    for (const name of Object.keys(process.env)) if (!(name in before)) delete process.env[name];
    Object.assign(process.env, before);
    await google?.close();
    await removeFolder(join(workspace, ".."));
  });

  test("what is wrong with it is shown cell by cell, with a message to its owner", async () => {
    const { page } = console;
    await page.getByRole("button", { name: "Look at it now" }).click();
    await page.getByText("A message for the owner of the sheet").click();
    const message = page.locator("pre");
    await message.waitFor();
    expect(await message.innerText()).toContain("E7");
    expect(await axeFindings(page)).toEqual([]);
  });

  test("a column with another name is asked for, and read as the same once a person says so", async () => {
    const { page } = console;
    const question = page.getByRole("group", { name: "Status → Zustand" });
    await question.waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await question.getByRole("button", { name: "Same column" }).click();
    await page.getByText("“Zustand” is read as what was “Status”.").waitFor();
    await question.waitFor({ state: "detached" });
    await night();
    await page.getByText("61 rows, read").waitFor();
    expect(console.errors()).toEqual([]);
  });
});
