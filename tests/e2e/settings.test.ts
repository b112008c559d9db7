import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { axeFindings } from "./axe.ts";
import type { OpenConsole } from "./driver.ts";
import { drivers } from "./drivers.ts";
import { emptyWorkspace, removeFolder } from "./workspaces.ts";

describe.each(drivers)("settings on the $name host", (driver) => {
  let workspace = "";
  let console: OpenConsole;

  const saved = async (): Promise<Record<string, unknown>> =>
    JSON.parse(await readFile(join(workspace, "workspace.json"), "utf8")) as Record<
      string,
      unknown
    >;

  beforeAll(async () => {
    const missing = driver.missing();
    if (missing !== null) throw new Error(missing);
    workspace = await emptyWorkspace();
    console = await driver.open(workspace, { path: "/settings" });
  });
  afterAll(async () => {
    await console?.close();
    await removeFolder(join(workspace, ".."));
  });

  test("values are sentences, and the page is usable by everybody", async () => {
    const { page } = console;
    await page.getByText("Amounts are in EUR; nothing is converted.").waitFor();
    await page.getByText("Days begin and end in the time of Europe/Berlin.").waitFor();
    expect(await axeFindings(page)).toEqual([]);
  });

  test("a currency is saved at once and taken back with one press", async () => {
    const { page } = console;
    await page.getByRole("combobox", { name: "Currency" }).click();
    await page.getByRole("option", { name: /^CHF/ }).click();
    await page.getByText("Amounts are in CHF; nothing is converted.").waitFor();
    expect((await saved())["currency"]).toBe("CHF");
    await page.getByRole("button", { name: "Undo", exact: true }).click();
    await page.getByText("Amounts are in EUR; nothing is converted.").waitFor();
    expect((await saved())["currency"]).toBe("EUR");
  });

  test("a number that makes no sense is not saved, and says why; Esc leaves it as it was", async () => {
    const { page } = console;
    await page.getByRole("button", { name: "Change: Published versions" }).click();
    const field = page.getByRole("textbox", { name: "Published versions" });
    await field.fill("1");
    await page.getByText("Write a number from 2 to 365.").waitFor();
    expect(await page.getByRole("button", { name: "Save", exact: true }).isDisabled()).toBe(true);
    await field.press("Enter");
    await field.press("Escape");
    await field.waitFor({ state: "detached" });
    await page.getByText("The newest 14 versions are kept").waitFor();
  });

  test("by keyboard: change, save with Enter, undo from the history after a reload", async () => {
    const { page } = console;
    await page.getByRole("button", { name: "Change: Rows set aside" }).press("Enter");
    const rows = page.getByRole("textbox", { name: "Rows" });
    await rows.fill("50");
    await rows.press("Enter");
    await page.getByText("more than 50 rows and more than 1%").waitFor();
    await page.reload();
    await page.getByText("more than 50 rows and more than 1%").waitFor();
    await page
      .getByRole("button", { name: /^Undo: / })
      .first()
      .press("Enter");
    await page.getByText("more than 20 rows and more than 1%").waitFor();
  });

  test("a support bundle is made and handed over, and the page says what to look at", async () => {
    const { page } = console;
    await page.getByText("It holds no row, name, address or secret.").waitFor();
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name: "Make a support bundle" }).click(),
    ]);
    const name = download.suggestedFilename();
    expect(name).toMatch(/^medallion-support-\d{4}-\d\d-\d\d\.zip$/);
    await page.getByText(`${name}. Look into it before you send it.`).waitFor();
    const zip = await readFile(join(workspace, "exports", name));
    expect(zip.subarray(0, 2).toString()).toBe("PK");
    expect(zip.includes("READ-ME.txt")).toBe(true);
  });

  test("without an account it says what can be read, and a key needs a name and itself", async () => {
    const { page } = console;
    await page.getByText("No account yet: only sheets that anyone with the link may see").waitFor();
    await page.getByRole("button", { name: "Change: Key for public sheets" }).click();
    expect(await page.getByRole("button", { name: "Save", exact: true }).isDisabled()).toBe(true);
    const key = page.getByLabel("Key for public sheets", { exact: true });
    expect(await key.getAttribute("type")).toBe("password");
    await key.press("Escape");
    await page.getByRole("button", { name: "Change: Key for public sheets" }).waitFor();
  });

  test("theme, language and keys are this window's own", async () => {
    const { page } = console;
    await page.getByRole("radiogroup", { name: "Appearance" }).getByText("Dark").click();
    await page.locator("html[data-mantine-color-scheme=dark]").waitFor();
    await page.getByRole("radiogroup", { name: "Language" }).getByText("Deutsch").click();
    await page.getByRole("heading", { level: 1, name: "Einstellungen" }).waitFor();
    expect(await page.locator("html").getAttribute("lang")).toBe("de");
    expect(await axeFindings(page)).toEqual([]);
    await page.getByRole("radiogroup", { name: "Sprache" }).getByText("English").click();
    await page.getByRole("radiogroup", { name: "Appearance" }).getByText("Light").click();
    expect(await saved()).not.toHaveProperty("theme");
    expect(console.errors()).toEqual([]);
  });
});
