import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { axeFindings } from "./axe.ts";
import type { OpenConsole } from "./driver.ts";
import { drivers } from "./drivers.ts";
import { emptyWorkspace, removeFolder } from "./workspaces.ts";

describe.each(drivers)("schedule and alerts on the $name host", (driver) => {
  let workspace = "";
  let console: OpenConsole;

  beforeAll(async () => {
    const missing = driver.missing();
    if (missing !== null) throw new Error(missing);
    workspace = await emptyWorkspace();
    console = await driver.open(workspace, { path: "/schedule" });
  });
  afterAll(async () => {
    await console?.close();
    await removeFolder(join(workspace, ".."));
  });

  test("off says that nothing is planned and that nothing is registered", async () => {
    const { page } = console;
    await page.getByText("No run is planned").waitFor();
    await page.getByText("Not registered", { exact: true }).waitFor();
    expect(await axeFindings(page)).toEqual([]);
  });

  test("turned on it is planned but never called registered, and Undo turns it off", async () => {
    const { page } = console;
    await page.getByRole("button", { name: "Turn on" }).click();
    await page.getByRole("switch", { name: "Run every night" }).waitFor();
    await page.getByText(/^(Next run |Planned daily at 03:30)/).waitFor();
    expect(await page.getByText("Registered", { exact: true }).count()).toBe(0);
    expect(await axeFindings(page)).toEqual([]);
    await page.getByRole("button", { name: "Undo", exact: true }).click();
    await page.getByText("No run is planned").waitFor();
  });

  test("a time is understood as people write it, and refused when it is none", async () => {
    const { page } = console;
    await page.getByRole("button", { name: "Change: Starts at" }).click();
    const field = page.getByRole("textbox", { name: "Starts at" });
    await field.fill("25:00");
    await page.getByText("Write a time of day such as 03:30.").waitFor();
    await field.fill("415");
    await field.press("Enter");
    await page.getByText("Every day at 04:15, Europe/Berlin.").first().waitFor();
    await page.getByRole("button", { name: "Undo", exact: true }).last().click();
    await page.getByText("Every day at 03:30, Europe/Berlin.").first().waitFor();
  });

  test("addresses are checked before they are kept", async () => {
    const { page } = console;
    await page.getByRole("button", { name: "Change: By mail" }).click();
    const field = page.getByRole("textbox", { name: "By mail" });
    await field.fill("marta@shop.example, jan");
    await page.getByText("“jan” does not look like an address.").waitFor();
    await field.fill("marta@shop.example, jan@shop.example");
    await field.press("Enter");
    await page.getByText("marta@shop.example, jan@shop.example", { exact: true }).waitFor();
    await page.reload();
    await page.getByText("marta@shop.example, jan@shop.example", { exact: true }).waitFor();
    expect(console.errors()).toEqual([]);
  });
});
