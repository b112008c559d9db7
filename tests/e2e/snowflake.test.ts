/** The console's way to Snowflake, from choosing it to putting a version back, on the unmodified driver. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { editSample } from "#tests/snowflake/lab.ts";
import { startTestSnowflake, type TestSnowflake } from "#tests/snowflake/server/start.ts";
import { axeFindings } from "./axe.ts";
import type { OpenConsole } from "./driver.ts";
import { drivers } from "./drivers.ts";
import { removeFolder, sampleWorkspace, temporaryFolder } from "./workspaces.ts";

const WRONG = "wrong-passphrase-sentinel-2931";
const TOKEN = "pat-sentinel-0815-4711-never-seen-again";

describe.each(drivers)("the way to Snowflake on the $name host", (driver) => {
  let snowflake: TestSnowflake;
  let workspace = "";
  let secrets = "";
  let console: OpenConsole;
  let page: Page;
  const before = { ...process.env };
  /** Everything the host answered, and what the page held when a test looked. */
  const answers: string[] = [];

  beforeAll(async () => {
    const missing = driver.missing();
    if (missing !== null) throw new Error(missing);
    snowflake = await startTestSnowflake();
    secrets = await temporaryFolder("secrets");
    const MEDALLION_SECRETS_FILE = join(secrets, "kept.json");
    Object.assign(process.env, snowflake.env, { MEDALLION_SECRETS_FILE });
    workspace = await sampleWorkspace(0.003);
    console = await driver.open(workspace, { path: "/settings" });
    page = console.page;
    page.on("response", (response) => {
      if (!response.headers()["content-type"]?.includes("json")) return;
      void response.text().then(
        (text) => answers.push(text),
        () => undefined,
      );
    });
  });
  afterAll(async () => {
    await console?.close();
    for (const name of Object.keys(process.env)) if (!(name in before)) delete process.env[name];
    Object.assign(process.env, before);
    await snowflake?.close();
    await removeFolder(join(workspace, ".."));
    await removeFolder(secrets);
  });

  const button = (name: string | RegExp, exact = true) => page.getByRole("button", { name, exact });
  const usable = async (): Promise<void> => {
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      expect(await axeFindings(page)).toEqual([]);
    }
    await page.emulateMedia({ colorScheme: "light", reducedMotion: "reduce" });
    answers.push(await page.content());
  };
  const keyFile = (): string => (snowflake.target.sign_in as { key_file: string }).key_file;

  test("it begins on this computer; the account is asked for in plain words", async () => {
    await page.getByRole("heading", { name: "Where the work is done" }).waitFor();
    await page.getByText("Nothing leaves this computer.").waitFor();
    await page.getByRole("radiogroup", { name: "Where" }).getByText("Snowflake").click();
    await button("Save").click();
    await page.getByText("This is needed.").first().waitFor();
    await page
      .getByLabel("Account identifier")
      .fill("https://xy12345.eu-west-1.snowflakecomputing.com/console");
    await page.getByLabel("User", { exact: true }).fill("loader");
    await page.getByLabel("Role").fill("1 role");
    await page.getByText("Begin with a letter").waitFor();
    await page.getByLabel("Role").fill("shop_loader");
    await page.getByLabel("Warehouse", { exact: true }).fill("shop_loading");
    await page.getByLabel("Database").fill("shop");
    await page.getByRole("combobox", { name: "Its size" }).click();
    await page.getByRole("option", { name: "Small", exact: true }).click();
    await usable();
    await button("Save").click();
    await page.getByText("xy12345.eu-west-1, as loader with the role shop_loader").waitFor();
    // Estimate, cap and set-up script go by it.
    expect(readFileSync(join(workspace, "workspace.json"), "utf8")).toContain('"Small"');
  });

  test("the key is chosen as a file, the passphrase typed unseen; neither comes back", async () => {
    await page.getByRole("radiogroup", { name: "Sign-in" }).waitFor();
    const passphrase = page.getByLabel("Passphrase");
    expect(await passphrase.getAttribute("type")).toBe("password");
    expect(await page.getByLabel(/password/i).count()).toBe(0);
    await page.setInputFiles('input[type="file"][accept*=".p8"]', keyFile());
    await page.getByText("key.p8 is chosen. It goes to this computer’s keychain").waitFor();
    await usable();
    await passphrase.fill(WRONG);
    await button("Save").click();
    await page.getByText("With a key that is in this computer’s keychain.").waitFor();
    await page.reload();
    await page.getByText("With a key that is in this computer’s keychain.").waitFor();
    expect(readFileSync(join(workspace, "workspace.json"), "utf8")).toContain('"key_file": null');
  });

  const says = async (sentence: string, action: string): Promise<void> => {
    await button("Test the connection").click();
    await page.getByText(sentence).waitFor();
    await page.getByText(action).waitFor();
  };

  test("what is in the way is one sentence and one action", async () => {
    await says("The passphrase does not open the key.", "Type it again under Sign-in.");
    await usable();
    await button("Change: Sign-in").click();
    await page.getByLabel("Passphrase").fill(snowflake.passphrase);
    await button("Save").click();
    await button("Change: Sign-in").waitFor();
    // What was said about the key before it was saved anew is gone.
    await page.getByText("The passphrase does not open the key.").waitFor({ state: "detached" });
    const { sessions } = snowflake.http;
    sessions.refusing = { code: "390422", message: "IP 203.0.113.7 is not allowed to access." };
    await says("Snowflake does not let this computer in.", "to the network policy of loader");
    sessions.refusing = { code: "390144", message: "JWT token is invalid. [1b]" };
    await says("Snowflake does not accept the key of loader.", "belongs to this file");
    sessions.refusing = { code: "390102", message: "User temporarily locked." };
    await says("Snowflake has locked or disabled the user loader.", "to unlock it");
    sessions.refusing = null;
    snowflake.account.place = { ...snowflake.account.place, toRole: [] };
    await says("There is no database shop", "Have an administrator run the set-up script");
    snowflake.account.place = {
      ...snowflake.account.place,
      toRole: [["CREATE DATABASE", "ACCOUNT", "SHOP_LOADER"]],
    };
    await says("All a run needs is there.", "Our databases are made with the first run.");
    expect(snowflake.account.statements.every((sql) => sql.startsWith("show "))).toBe(true);
  });

  test("the set-up script is there to read and to copy; a cap is a sentence", async () => {
    await button("Show: Set-up script").click();
    await page.getByText("create role if not exists shop_loader").waitFor();
    await button("Copy the script").waitFor();
    await button("Change: Cost of a run").click();
    await page.getByLabel("Cap, in credits").fill("0.001");
    await page.getByLabel("Price of a credit").fill("3");
    await button("Save").click();
    await page.getByText(/A credit costs .*3\.00\./).waitFor();
    await usable();
  });

  test("above the cap nothing can be started, and nothing was sent", async () => {
    await console.visit("/pipeline");
    await button("Run").click();
    await button("Stop").first().waitFor();
    await button("Run").waitFor({ timeout: 60_000 });
    await page.getByRole("link", { name: "Snowflake", exact: true }).click();
    await page.getByText("Nothing has been brought to Snowflake yet.").waitFor();
    await page.getByText("This is above the cap").waitFor();
    expect(await button("Run on Snowflake").isDisabled()).toBe(true);
    await usable();
    expect(snowflake.account.statements.every((sql) => sql.startsWith("show "))).toBe(true);
    await console.visit("/settings");
    await button("Change: Cost of a run").click();
    await page.getByLabel("Cap, in credits").fill("2");
    await button("Save").click();
    await page.getByText("estimated above 2.00 credits").waitFor();
  });

  test("a run there can be stopped, and says so", async () => {
    const reached = Promise.withResolvers<void>();
    const { faults } = snowflake.http;
    faults.before = async (sql) => {
      if (!sql.startsWith("copy into")) return;
      reached.resolve();
      await new Promise(() => undefined);
    };
    await console.visit("/pipeline/snowflake");
    await button("Run on Snowflake").click();
    await reached.promise;
    await page
      .getByText(/Loading .* into Snowflake/)
      .first()
      .waitFor();
    await button("Stop").first().click();
    await button("Run on Snowflake").waitFor({ timeout: 60_000 });
    faults.before = () => undefined;
    await page.getByText("Nothing has been brought to Snowflake yet.").waitFor();
  });

  const finished = async (sentence: string | RegExp): Promise<void> => {
    await button("Run on Snowflake").waitFor({ timeout: 120_000 });
    await page.getByText(sentence).first().waitFor();
  };

  test("every table is compared: the same on both sides, and what it took", async () => {
    await page.getByLabel("Publish when all is well").check();
    await button("Run on Snowflake").click();
    await finished(/^All \d+ tables on Snowflake are the same as here\.$/);
    const table = page.getByRole("grid", { name: "Tables here and on Snowflake" });
    expect(await table.getByText("identical").count()).toBeGreaterThan(40);
    await page.getByText("Published there.").waitFor();
    await page.getByText(/were estimated/).waitFor();
    await usable();
  });

  test("a version is put back after a question, by one statement", async () => {
    editSample(workspace);
    await button("Run on Snowflake").click();
    await button("Stop").first().waitFor();
    await finished(/^All \d+ tables on Snowflake are the same as here\.$/);
    await button("Ask Snowflake").click();
    const versions = page.getByRole("grid", { name: "Versions on Snowflake" });
    await versions.getByText("Readers see this").waitFor();
    const begun = snowflake.account.statements.length;
    await versions.getByRole("button", { name: /^Put run \d+ back$/ }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByText("exchanged with that version in one statement").waitFor();
    await usable();
    await dialog.getByRole("button", { name: /^Put run \d+ back$/ }).click();
    await page.getByText(/^Readers on Snowflake see run \d+ again\.$/).waitFor();
    const sent = snowflake.account.statements.slice(begun);
    expect(sent.filter((sql) => sql.startsWith("alter"))).toEqual([
      expect.stringMatching(/^alter database shop swap with shop_v\d+$/),
    ]);
  });

  test("rows that differ are named; German has the same screen", async () => {
    const { account } = snowflake;
    const inner = account.databases.get("shop_closed") as string;
    await account.setUp.run(`delete from ${inner}.gold.dim_shipping_methods`);
    await button("Run on Snowflake").click();
    await finished(/^1 of \d+ tables on Snowflake is not the same as here\.$/);
    await page.getByText("Only what differs").click();
    const table = page.getByRole("grid", { name: "Tables here and on Snowflake" });
    expect(await table.locator("tbody tr").count()).toBe(1);
    await table.getByText("gold.dim_shipping_methods").click();
    await page.getByText("Twenty are listed at most.").waitFor();
    await usable();
    await page.keyboard.press("Escape");
    await console.visit("/settings");
    await page.getByRole("radiogroup", { name: "Language" }).getByText("Deutsch").click();
    await page.getByRole("heading", { name: "Wo gearbeitet wird" }).waitFor();
    await usable();
    await page.getByRole("radiogroup", { name: "Sprache" }).getByText("English").click();
  });

  test("a token is stored unseen; what an account refuses is said", async () => {
    await button("Change: Sign-in").click();
    await page.getByRole("radiogroup", { name: "Sign-in" }).getByText("Access token").click();
    await page.getByLabel("Token", { exact: true }).fill(TOKEN);
    await button("Save").click();
    await page.getByText("With an access token.").waitFor();
    await says("Snowflake does not know loader with this token.", "store the token again");
    await button("Forget secrets").click();
    await page.getByText("No secret is in this computer’s keychain.").waitFor();
    await says("There is no token for loader on this computer.", "Store one under Sign-in.");
    answers.push(await page.content());
  });

  test("this computer alone again, taken back with one press", async () => {
    const where = page.getByRole("radiogroup", { name: "Where" });
    await where.getByText("This computer").click();
    await page.getByText("Nothing leaves this computer.").waitFor();
    const said = page.getByRole("alert").filter({ hasText: "on this computer only" });
    await said.getByRole("button", { name: "Undo" }).click();
    await page.getByText("xy12345.eu-west-1, as loader with the role shop_loader").waitFor();
    expect(console.errors()).toEqual([]);
  });

  test("passphrase, token and key are in no file of the workspace, no answer and no page", async () => {
    const key = readFileSync(keyFile(), "utf8").split("\n")[3] as string;
    const planted = [snowflake.passphrase, WRONG, TOKEN, key];
    const files = readdirSync(workspace, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => readFileSync(join(entry.parentPath, entry.name), "latin1"));
    expect(files.length).toBeGreaterThan(20);
    expect(answers.length).toBeGreaterThan(50);
    const sent = snowflake.account.statements;
    const found = planted.filter((secret) =>
      [...files, ...answers, ...sent].some((text) => text.includes(secret)),
    );
    expect(found).toEqual([]);
  });
});
