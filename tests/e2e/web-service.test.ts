import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startService, type TestService } from "#tests/rest/service.ts";
import { axeFindings } from "./axe.ts";
import type { OpenConsole } from "./driver.ts";
import { drivers } from "./drivers.ts";
import { filesWith, watchAnswers } from "./remote.ts";
import { emptyWorkspace, removeFolder } from "./workspaces.ts";

const SENTINEL = "planted-sentinel-7d21";

const order = (n: number) => ({
  order_id: `A-${n}`,
  customer_id: `c${n}`,
  ordered_at: `2026-11-0${n}T10:00:00Z`,
  status: "paid",
  total_amount: "10.10",
});

describe.each(drivers)("connecting a web service on the $name host", (driver) => {
  let service: TestService;
  let workspace = "";
  let console: OpenConsole;
  let answers: () => Promise<string>;

  const address = (page: Page) => page.getByRole("textbox", { name: "Address" });
  const token = (page: Page) => page.getByLabel("Token", { exact: true });
  /** Types, tests, and answers with what it says. */
  const tried = async (where: string, secret: string): Promise<string> => {
    const { page } = console;
    await address(page).fill(where);
    await token(page).fill(secret);
    await page.getByRole("button", { name: /^Test/ }).click();
    const verdict = page.getByTestId("verdict");
    await verdict.waitFor();
    return verdict.innerText();
  };

  beforeAll(async () => {
    const missing = driver.missing();
    if (missing !== null) throw new Error(missing);
    service = await startService(SENTINEL);
    service.records = [1, 2, 3].map(order);
    workspace = await emptyWorkspace();
    process.env["MEDALLION_SECRETS_FILE"] = join(workspace, "..", "secrets.json");
    console = await driver.open(workspace, { path: "/sources/new" });
    answers = watchAnswers(console.page);
  });
  afterAll(async () => {
    await console?.close();
    delete process.env["MEDALLION_SECRETS_FILE"];
    await service?.close();
    await removeFolder(join(workspace, ".."));
  });

  test("a form that is not filled says what is missing, at the field", async () => {
    const { page } = console;
    await page.getByRole("radio", { name: /^Web service/ }).click();
    await page.waitForURL(/from=service/);
    expect(await axeFindings(page)).toEqual([]);
    await page.getByRole("button", { name: "Test connection" }).click();
    await page.getByText("Write the address of the service.").waitFor();
    expect(await address(page).evaluate((field) => document.activeElement === field)).toBe(true);
    await address(page).fill(`${service.url}/all?api_key=abc`);
    await page.getByText("This address holds a secret").waitFor();
    expect(service.seen).toEqual([]);
  });

  test("name and password in an address go into the token field", async () => {
    const { page } = console;
    await address(page).fill("https://marta:opened@shop.example/orders");
    await token(page).focus();
    await page.getByText("went from the address into the token field").waitFor();
    expect(await address(page).inputValue()).toBe("https://shop.example/orders");
    expect(await token(page).inputValue()).toBe(`Basic ${btoa("marta:opened")}`);
  });

  test("what is in the way is one sentence and one thing to do, at the field it is about", async () => {
    const { url } = service;
    expect(await tried(`${url}/nothing`, SENTINEL)).toContain("There is nothing at this address.");
    expect(await tried(`${url}/text`, SENTINEL)).toContain("What came back is not JSON.");
    expect(await tried(`${url}/moved`, SENTINEL)).toContain("sends us to another address");
    expect(await tried("http://127.0.0.1:1/x", SENTINEL)).toContain(
      "Nothing answers at 127.0.0.1:1.",
    );
    expect(await tried("http://no.such.invalid/x", SENTINEL)).toContain(
      "There is no computer named",
    );
    expect(await tried(`${url}/all`, "wrong")).toContain("The service did not accept the token.");
    expect(await axeFindings(console.page)).toEqual([]);
    const { page } = console;
    expect(await token(page).evaluate((field) => document.activeElement === field)).toBe(true);
  });

  test("connected, it asks which list, and goes on as with a file", async () => {
    const { page } = console;
    expect(await tried(`${service.url}/all`, SENTINEL)).toContain("The answer holds 1 list.");
    expect(await token(page).inputValue()).toBe("");
    expect(await axeFindings(page)).toEqual([]);
    await page.getByRole("button", { name: "data.orders · 3 records on the first page" }).click();
    await page.getByRole("checkbox", { name: "Orders" }).setChecked(true);
    await page.getByRole("button", { name: "Continue" }).click();
    await page.getByRole("heading", { name: "Is this right?" }).waitFor();
    await page.getByRole("button", { name: "Save and connect" }).click();
    await page.getByRole("heading", { level: 1, name: "orders" }).waitFor();
  });

  test("its page says where it comes from, tests it, and takes another token only when it works", async () => {
    const { page } = console;
    await page.getByText("Records at data.orders in the answers of").waitFor();
    await page.getByText("Its token is in this computer's keychain.").waitFor();
    await page.getByRole("button", { name: "Test connection" }).click();
    await page.getByText("It can be read.").waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await page.getByRole("button", { name: "Replace the token" }).click();
    await page.getByLabel("New token").fill("wrong");
    await page.getByRole("button", { name: "Test and keep" }).click();
    await page.getByText("The earlier one stays.").waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await page.getByLabel("New token").fill(SENTINEL);
    await page.getByRole("button", { name: "Test and keep" }).click();
    await page.getByText("It works, and is kept").waitFor();
  });

  test("the token is nowhere but in the keychain", async () => {
    const { page } = console;
    const kept = readFileSync(join(workspace, "..", "secrets.json"), "utf8");
    expect(kept).toContain(SENTINEL);
    expect(filesWith(workspace, SENTINEL)).toEqual([]);
    expect(await page.content()).not.toContain(SENTINEL);
    expect(await page.evaluate(() => JSON.stringify(localStorage))).not.toContain(SENTINEL);
    const told = await answers();
    expect(told.length).toBeGreaterThan(1000);
    expect(told).not.toContain(SENTINEL);
    expect(console.errors()).toEqual([]);
  });
});
