import { existsSync } from "node:fs";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { errorValue } from "#contract/errors.ts";
import { type Served, serveShop } from "#tests/contract/workspace.ts";

/** In a file beside the workspace: no statement of a person may reach it. */
const SECRET = "planted_secret_7c1f";
const FORMULAS = [
  '=HYPERLINK("http://evil.example";"click")',
  "+1+cmd",
  "-2+3",
  "@SUM(A1)",
  "\t=1+1",
];

let served: Served;
beforeAll(async () => {
  served = await serveShop();
  await writeFile(join(served.folder, "secret.csv"), `word\n${SECRET}\n`);
});
afterAll(() => served.close());

/** A statement as the SQL drawer sends it; refused or answered, as text. */
async function ask(sql: string): Promise<{ refused: boolean; text: string }> {
  return await served.client.reports.query({ sql }).then(
    (answer) => ({ refused: false, text: JSON.stringify(answer) }),
    (error: unknown) => ({ refused: true, text: JSON.stringify(errorValue(error)) }),
  );
}

const count = "select count(*) as n from gold.fact_orders";

describe("a statement typed in the browser", () => {
  test.each([
    ["write", "create table gold.planted as select 1"],
    ["write", "insert into gold.fact_orders select * from gold.fact_orders"],
    ["write", "update gold.fact_orders set status = 'planted'"],
    ["write", "delete from gold.fact_orders"],
    ["write", "drop table gold.fact_orders"],
    ["write", "select 1; drop table gold.fact_orders"],
    ["write", "with gone as (delete from gold.fact_orders returning *) select * from gone"],
    ["write a file", "copy gold.fact_orders to 'FOLDER/planted.csv'"],
    ["write a file", "export database 'FOLDER/planted'"],
    ["attach", "attach 'FOLDER/planted.duckdb' as planted"],
    ["attach", "attach 'SHOP/state.sqlite' as state (type sqlite)"],
    ["read a file", "select * from 'FOLDER/secret.csv'"],
    ["read a file", "select * from read_csv('FOLDER/secret.csv')"],
    ["read a file", "select content from read_text('FOLDER/secret.csv')"],
    ["read a file", "select content from read_blob('FOLDER/secret.csv')"],
    ["read a file", "select * from read_csv_auto('FOLDER/*.csv')"],
    ["read a file", "select * from glob('FOLDER/*')"],
    ["read a file", "select * from sniff_csv('FOLDER/secret.csv')"],
    ["load an extension", "install httpfs"],
    ["load an extension", "load httpfs"],
    ["load an extension", "select * from read_json('http://127.0.0.1:9/planted.json')"],
    ["unlock", "set enable_external_access = true"],
    ["unlock", "set lock_configuration = false"],
    ["unlock", "reset enable_external_access"],
    ["unlock", "pragma enable_external_access"],
  ])("cannot %s: %s", async (_what, sql) => {
    const { folder, shop } = served;
    const before = await readdir(folder);
    const answer = await ask(sql.replace("FOLDER", folder).replace("SHOP", shop));
    expect(answer.refused).toBe(true);
    expect(answer.text).not.toContain(SECRET);
    expect(await readdir(folder)).toEqual(before);
    expect(existsSync(join(folder, "planted"))).toBe(false);
    expect(JSON.parse((await ask(count)).text)).toMatchObject({ rows: [["2"]] });
  });

  test("learns nothing of the environment of the engine", async () => {
    const answer = await ask("select getenv('HOME') as home");
    expect(answer.text).not.toContain(JSON.stringify(process.env["HOME"] ?? "/home"));
  });
});

const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** Exports a query and downloads the file, as the window does. */
async function exported(sql: string): Promise<string> {
  const events = await served.client.explore.export({ format: "csv", sql });
  for (;;) {
    const next = await events.next();
    if (!next.done) continue;
    const answer = await fetch(
      `${served.web.origin}/download/${encodeURIComponent(next.value.name)}`,
      {
        headers: served.web,
      },
    );
    expect(answer.status).toBe(200);
    const text = await answer.text();
    expect(text).toBe(await readFile(join(served.shop, "exports", next.value.name), "utf8"));
    return text;
  }
}

test.each(FORMULAS)("a cell %j is no formula in the exported CSV", async (formula) => {
  const text = await exported(`select ${quoted(formula)} as note, 'plain' as other, -5 as number`);
  const [, row = ""] = text.split("\n");
  expect(row.replace(/^"/, "")[0]).toBe("'");
  // What is no formula is as it was.
  expect(row.endsWith(",plain,-5")).toBe(true);
});

test("a column named like a formula is none either", async () => {
  const text = await exported('select 1 as "=1+1", 2 as plain');
  expect(text.replace(/^"/, "")[0]).not.toBe("=");
  expect(text).toContain("plain");
});
