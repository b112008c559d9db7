/** Databases and a bucket connected in the window, on real servers; the password is nowhere but in the keychain. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { PutObjectCommand } from "@aws-sdk/client-s3";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startMariadb, type TestMariadb } from "#tests/services/servers/mariadb.ts";
import { startPostgres, type TestPostgres } from "#tests/services/servers/postgres.ts";
import { serviceSuite } from "#tests/services/servers/programs.ts";
import { startS3, type TestS3 } from "#tests/services/servers/s3.ts";
import { axeFindings } from "./axe.ts";
import type { OpenConsole } from "./driver.ts";
import { drivers } from "./drivers.ts";
import { filesWith, watchAnswers } from "./remote.ts";
import { emptyWorkspace, removeFolder } from "./workspaces.ts";

const SENTINEL = "planted-sentinel-e9b4";
const driver = drivers[0]!;
const ORDERS = `(order_id varchar(20) primary key, customer_id varchar(20), ordered_at timestamp null,
  status varchar(20), total_amount decimal(12,4), updated_at timestamp null)`;
const ROWS = [1, 2, 3].map(
  (n) => `('A-${n}', 'c${n}', '2026-11-0${n} 10:00:00', 'paid', ${n}.5, '2026-11-0${n} 10:00:00')`,
);

/** A window on a new workspace, its secrets beside it. */
async function openNew() {
  const missing = driver.missing();
  if (missing !== null) throw new Error(missing);
  const workspace = await emptyWorkspace();
  process.env["MEDALLION_SECRETS_FILE"] = join(workspace, "..", "secrets.json");
  const console = await driver.open(workspace, { path: "/sources/new" });
  return { workspace, console, answers: watchAnswers(console.page) };
}

/** Tests the connection, and answers with what it says. */
async function tested(page: Page): Promise<string> {
  await page.getByRole("button", { name: /^Test/ }).click();
  const verdict = page.getByTestId("verdict");
  await verdict.waitFor();
  return verdict.innerText();
}

/** From the raw table to the saved source. */
async function finish(page: Page, name: string): Promise<void> {
  await page.getByRole("heading", { name: "What does a row tell?" }).waitFor();
  await page.getByRole("checkbox", { name: "Orders" }).setChecked(true);
  await page.getByRole("button", { name: "Continue" }).click();
  await page.getByRole("heading", { name: "Is this right?" }).waitFor();
  await page.getByRole("button", { name: "Save and connect" }).click();
  await page.getByRole("heading", { level: 1, name, exact: true }).waitFor();
}

async function expectKept(workspace: string, page: Page, answers: () => Promise<string>) {
  expect(readFileSync(join(workspace, "..", "secrets.json"), "utf8")).toContain(SENTINEL);
  expect(filesWith(workspace, SENTINEL)).toEqual([]);
  expect(await page.content()).not.toContain(SENTINEL);
  expect(await page.evaluate(() => JSON.stringify(localStorage))).not.toContain(SENTINEL);
  expect(await answers()).not.toContain(SENTINEL);
}

serviceSuite("Connecting PostgreSQL in the window", ["initdb", "postgres"], () => {
  let server: TestPostgres;
  let workspace = "";
  let console: OpenConsole;
  let answers: () => Promise<string>;
  const field = (name: string) => console.page.getByRole("textbox", { name, exact: true });
  const password = () => console.page.getByLabel("Password", { exact: true });
  beforeAll(async () => {
    server = await startPostgres();
    await server.sql(
      `create role reader login password '${SENTINEL}'`,
      `create table orders ${ORDERS}`,
      `insert into orders values ${ROWS.join(", ")}`,
      "create table private as select 1 as id",
      "create view recent as select * from orders",
      "grant select on orders, recent to reader",
      "analyze orders",
    );
    ({ workspace, console, answers } = await openNew());
  });
  afterAll(async () => {
    await console?.close();
    delete process.env["MEDALLION_SECRETS_FILE"];
    await server?.stop();
    await removeFolder(join(workspace, ".."));
  });

  test("a form that is not filled says what is missing, at the fields", async () => {
    const { page } = console;
    await page.getByRole("radio", { name: /^Database/ }).click();
    expect(await axeFindings(page)).toEqual([]);
    await page.getByRole("button", { name: "Test connection" }).click();
    await page.getByText("Write the name of the computer the database is on.").waitFor();
    await page.getByText("Write the name of the database.").waitFor();
    await page.getByText("Write who signs in.").waitFor();
    await field("Port").fill("99999999");
    await page.getByText("A number from 1 to 65535.").waitFor();
    expect(await axeFindings(page)).toEqual([]);
  });

  test("an address fills the form, its password only the password field", async () => {
    const { page } = console;
    await field("Host").fill(`postgres://reader:${SENTINEL}@127.0.0.1:${server.port}/postgres`);
    await field("User").focus();
    await page.getByText("its password went into the password field").waitFor();
    expect(await field("Host").inputValue()).toBe("127.0.0.1");
    expect(await field("Port").inputValue()).toBe(String(server.port));
    expect(await field("Database").inputValue()).toBe("postgres");
    expect(await field("User").inputValue()).toBe("reader");
    expect(await password().inputValue()).toBe(SENTINEL);
    expect(await password().getAttribute("type")).toBe("password");
    expect(page.url()).not.toContain(SENTINEL);
  });

  test("what is in the way is one sentence and one thing to do, and nothing is kept", async () => {
    const { page } = console;
    const right = { Host: "127.0.0.1", Port: String(server.port), Database: "postgres" };
    const tried = async (wrong: Partial<typeof right>, secret = SENTINEL): Promise<string> => {
      for (const [name, value] of Object.entries({ ...right, ...wrong })) {
        await field(name).fill(value);
      }
      await password().fill(secret);
      return tested(page);
    };
    expect(await tried({ Host: "no.such.invalid" })).toContain("There is no computer named");
    expect(await tried({ Port: "1" })).toContain("No database answers at 127.0.0.1, port 1.");
    expect(await tried({ Database: "nothing" })).toContain("There is no database “nothing”");
    expect(await tried({ Host: "localhost" }, "wrong")).toContain("did not accept the sign-in");
    await page.getByText("More", { exact: true }).click();
    await page.getByRole("combobox", { name: "Connection" }).click();
    await page.getByRole("option", { name: /^Encrypted, server checked, also/ }).click();
    expect(await tried({ Host: "localhost" })).toContain("not signed by an authority");
    expect(await axeFindings(page)).toEqual([]);
    await page.getByRole("combobox", { name: "Connection" }).click();
    await page.getByRole("option", { name: "Encrypted, server not checked" }).click();
    expect(() => readFileSync(join(workspace, "..", "secrets.json"))).toThrow("ENOENT");
    expect(await tried({})).toContain("Connected. 2 tables can be read.");
    expect(await password().inputValue()).toBe("");
  });

  test("the table is chosen from what there is, and read from its newest rows on", async () => {
    const { page } = console;
    const tables = page.getByRole("grid", { name: "Which table is it?" });
    const listed = await tables.locator("tbody tr").allInnerTexts();
    expect(listed.map((text) => text.split(/\s+/))).toEqual([
      ["public.orders", "3"],
      ["public.recent", "view", ""],
    ]);
    await tables.getByRole("row", { name: /public\.orders/ }).click();
    await page.getByRole("radio", { name: "Read only what is new" }).click();
    await page.getByRole("combobox", { name: "Column that grows with every change" }).click();
    await page.getByRole("option", { name: "updated_at" }).click();
    expect(await axeFindings(page)).toEqual([]);
    await page.getByRole("button", { name: "Continue with public.orders" }).click();
    await page.getByText("A-3").first().waitFor();
    await finish(page, "orders");
  });

  test("its page says where it comes from and tests it; a database that is gone is named", async () => {
    const { page } = console;
    await page.getByText(/Table public\.orders of the PostgreSQL database postgres/).waitFor();
    await page.getByText("Each read brings only what is new by updated_at.").waitFor();
    await page.getByText("Its password is in this computer's keychain.").waitFor();
    expect(await tested(page)).toContain("It can be read.");
    expect(await axeFindings(page)).toEqual([]);
    await server.sql("revoke select on orders from reader");
    expect(await tested(page)).toContain("reader may not read “public.orders”.");
    await server.sql("grant select on orders to reader");
    await page.getByRole("button", { name: "Replace the password" }).click();
    await page.getByLabel("New password").fill("wrong");
    await page.getByRole("button", { name: "Test and keep" }).click();
    await page.getByText("The earlier one stays.").waitFor();
    await page.getByRole("button", { name: "Cancel" }).click();
    expect(await tested(page)).toContain("It can be read.");
  });

  test("another table of it needs no password again", async () => {
    const { page } = console;
    await page.getByRole("link", { name: "Connect another table of it" }).click();
    expect(await field("User").inputValue()).toBe("reader");
    expect(await tested(page)).toContain("Connected. 2 tables can be read.");
    await expectKept(workspace, page, answers);
    expect(console.errors()).toEqual([]);
  });
});

serviceSuite(
  "Connecting MariaDB and a bucket in the window",
  ["mariadbd", "mariadb-install-db", "versitygw"],
  () => {
    let database: TestMariadb;
    let bucket: TestS3;
    let workspace = "";
    let console: OpenConsole;
    let answers: () => Promise<string>;
    const before = { ...process.env };
    beforeAll(async () => {
      [database, bucket] = await Promise.all([startMariadb(), startS3()]);
      await database.sql(
        `create table orders ${ORDERS}`,
        `insert into orders values ${ROWS.join(", ")}`,
        `create user reader@'%' identified by '${SENTINEL}'`,
        "grant select on shop.* to reader@'%'",
      );
      process.env["AWS_ACCESS_KEY_ID"] = bucket.accessKeyId;
      process.env["AWS_SECRET_ACCESS_KEY"] = bucket.secretAccessKey;
      await bucket.makeBucket("shop");
      const s3 = bucket.client();
      for (const [n, Key] of ["in/2026/a.csv", "in/2026/b.csv", "other/c.csv"].entries()) {
        const Body = `Order No,Order Date,Total\nB-${n},2026-03-0${n + 1},${n}.50\n`;
        await s3.send(new PutObjectCommand({ Bucket: "shop", Key, Body }));
      }
      s3.destroy();
      ({ workspace, console, answers } = await openNew());
    });
    afterAll(async () => {
      await console?.close();
      for (const name of Object.keys(process.env)) if (!(name in before)) delete process.env[name];
      await Promise.all([database?.stop(), bucket?.stop()]);
      await removeFolder(join(workspace, ".."));
    });

    test("a database's address pasted as a path leads to its form, and on to the source", async () => {
      const { page } = console;
      const where = `mysql://reader:${SENTINEL}@127.0.0.1:${database.port}/shop`;
      await page.getByLabel("Path or link").fill(where);
      await page.getByRole("button", { name: "Open", exact: true }).click();
      await page.getByText("its password went into the password field").waitFor();
      expect(await tested(page)).toContain("Connected. 1 table can be read.");
      await page.getByRole("row", { name: /^orders/ }).click();
      await page.getByRole("button", { name: "Continue with orders" }).click();
      await finish(page, "orders");
      await page.getByText(/Table orders of the MySQL database shop/).waitFor();
      expect(await tested(page)).toContain("It can be read.");
      await expectKept(workspace, page, answers);
    });

    test("a bucket: what is in the way, its folders, and its page", async () => {
      const { page } = console;
      await console.visit("/sources/new?from=bucket");
      const field = (name: string) => page.getByRole("textbox", { name, exact: true });
      await page.getByRole("button", { name: "Test connection" }).click();
      await page.getByText("Write the name of the bucket.").waitFor();
      await field("Bucket").fill("s3://nobodys/in");
      await field("Address of the service").fill("http://127.0.0.1:1");
      expect(await field("Bucket").inputValue()).toBe("nobodys");
      expect(await field("Folder").inputValue()).toBe("in");
      expect(await tested(page)).toContain("Nothing answers at the address of the service.");
      await field("Address of the service").fill(bucket.endpoint);
      expect(await tested(page)).toContain("There is no bucket named “nobodys”.");
      expect(await axeFindings(page)).toEqual([]);
      await field("Bucket").fill("shop");
      await field("Folder").fill("nothing");
      expect(await tested(page)).toContain("there is no CSV, JSON or Parquet file here");
      await field("Folder").fill("");
      expect(await tested(page)).toContain("Connected. 3 files can be read.");
      expect(await axeFindings(page)).toEqual([]);
      await page.getByRole("button", { name: "in/ · 2 files" }).click();
      await page.getByText("B-0").first().waitFor();
      await page.getByRole("checkbox", { name: "Orders" }).setChecked(true);
      await page.getByRole("button", { name: "Continue" }).click();
      await page.getByRole("button", { name: "Different keys" }).waitFor();
      expect(console.errors()).toEqual([]);
    });
  },
);
