import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { cell, date, money } from "#tests/google/cells.ts";
import { startTestGoogle, type TestGoogle } from "#tests/google/start.ts";
import { tab, workbook } from "#tests/google/workbook.ts";
import { axeFindings } from "./axe.ts";
import type { OpenConsole } from "./driver.ts";
import { drivers } from "./drivers.ts";
import { emptyWorkspace, removeFolder } from "./workspaces.ts";

const LINK =
  "https://docs.google.com/spreadsheets/d/1SpringBookOfTheTestGoogle000000000000000000/edit";

const ORDERS = tab(7, "Orders", [
  ["Order No", "Order Date", "Total"],
  ["A-1", date("2026-03-01"), money(20.5)],
  ["A-2", date("2026-03-15"), money(15)],
]);
const NOTES = tab(0, "Notes", [["Note"], [cell("nothing to see")]]);

describe.each(drivers)("connecting a sheet on the $name host", (driver) => {
  let google: TestGoogle;
  let workspace = "";
  let console: OpenConsole;
  const before = { ...process.env };

  beforeAll(async () => {
    const missing = driver.missing();
    if (missing !== null) throw new Error(missing);
    google = await startTestGoogle([
      workbook("1SpringBookOfTheTestGoogle000000000000000000", "Spring", [NOTES, ORDERS]),
    ]);
    google.world.accounts.apiKeys.add("test-key");
    // The host is a process of its own and finds the test Google as it would find a proxy.
    Object.assign(process.env, google.env, { MEDALLION_GOOGLE_API_KEY: "test-key" });
    workspace = await emptyWorkspace();
    console = await driver.open(workspace, { path: "/sources/new" });
  });
  afterAll(async () => {
    await console?.close();
    for (const name of Object.keys(process.env)) if (!(name in before)) delete process.env[name];
    Object.assign(process.env, before);
    await google?.close();
    await removeFolder(join(workspace, ".."));
  });

  test("a link that names no tab asks which; the sheet's dates need no question", async () => {
    const { page } = console;
    await page.getByLabel("Path or link").fill(LINK);
    await page.getByRole("button", { name: "Open", exact: true }).click();
    await page.getByRole("heading", { name: "Which tab of “Spring” is it?" }).waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await page.getByRole("button", { name: /^Orders/ }).click();
    await page.getByRole("checkbox", { name: "Orders" }).setChecked(true);
    await page.getByRole("button", { name: "Continue" }).click();
    await page.getByRole("heading", { name: "Is this right?" }).waitFor();
    await page.getByText("2026-03-15").first().waitFor();
    await page.getByRole("button", { name: "Save and connect" }).click();
    await page.getByRole("heading", { level: 1, name: "Orders" }).waitFor();
    await page.getByText("Google Sheet:").waitFor();
    expect(console.errors()).toEqual([]);
  });

  test("a sheet that cannot be opened says so and can be tried again", async () => {
    const { page } = console;
    await console.visit("/sources/new");
    await page
      .getByLabel("Path or link")
      .fill(
        LINK.replace(
          "1SpringBookOfTheTestGoogle000000000000000000",
          "1AnotherBookOfTheTestGoogle00000000000000000",
        ),
      );
    await page.getByRole("button", { name: "Open", exact: true }).click();
    const problem = page.getByRole("alert");
    await problem.getByRole("button", { name: "Try again" }).waitFor();
    await problem.getByRole("button", { name: "Sign in with Google" }).waitFor();
    expect(await axeFindings(page)).toEqual([]);
  });
});
