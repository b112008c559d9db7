import { spawn } from "node:child_process";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { runResult } from "#contract/runs.ts";
import { temporaryFolder } from "#tests/integration/cli.ts";
import { demoWorkbook, typeOver } from "#tests/google/demo-workbook.ts";
import { startTestGoogle, type TestGoogle } from "#tests/google/start.ts";
import { tabNamed } from "#tests/google/workbook.ts";

const COMMAND_LINE = join(import.meta.dirname, "../../main/cli/index.ts");
const BOOK = "1DemoWorkbookOfTheTestGoogle0000000000000000";
const link = (gid: number): string =>
  `https://docs.google.com/spreadsheets/d/${BOOK}/edit?gid=${gid}#gid=${gid}`;

const TABS: readonly (readonly [entities: string, gid: number])[] = [
  ["orders", 10],
  ["order_items", 11],
  ["customers", 12],
  ["products", 13],
  ["payments", 14],
  ["shipments", 15],
  ["reviews", 16],
];

let google: TestGoogle;
let folder: Awaited<ReturnType<typeof temporaryFolder>>;

beforeAll(async () => {
  const book = demoWorkbook(BOOK, 7, "2026-11-18");
  typeOver(tabNamed(book, "Orders"), 10, 2, "31.02.2026");
  google = await startTestGoogle([book]);
  google.world.accounts.apiKeys.add("demo-key");
  folder = await temporaryFolder();
});
afterAll(async () => {
  await google.close();
  await folder.remove();
});

interface Said {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** The real command line, which knows of the test Google by proxy and authority only. */
function medallion(...argv: string[]): Promise<Said> {
  const child = spawn(process.execPath, [COMMAND_LINE, ...argv], {
    env: { ...process.env, ...google.env, MEDALLION_GOOGLE_API_KEY: "demo-key" },
  });
  let out = "";
  let err = "";
  child.stdout.setEncoding("utf8").on("data", (part: string) => (out += part));
  child.stderr.setEncoding("utf8").on("data", (part: string) => (err += part));
  return new Promise((resolve) => child.on("close", (code) => resolve({ code, out, err })));
}

test("seven messy tabs come to gold by their links alone", async () => {
  const shop = join(folder.path, "shop");
  expect((await medallion("init", shop, "--tz", "Europe/Berlin")).code).toBe(0);
  for (const [entities, gid] of TABS) {
    const said = await medallion("source", "add", shop, entities, "--sheet", link(gid));
    expect(said.code, `${entities}: ${said.err}${said.out}`).toBe(0);
  }
  google.world.seen.length = 0;
  const said = await medallion("run", shop, "--json");
  expect(said.code, said.err).toBe(0);
  const result = runResult.parse(JSON.parse(said.out));
  expect(result.status).toBe("succeeded");
  expect(result.layers.silver["orders"]).toMatchObject({ rows: 399, quarantined: 1 });
  expect(result.layers.gold["fact_orders"]!.rows).toBe(399);
  expect(google.world.sheetsCalls()).toBe(3);
  expect(google.strayed).toEqual([]);
  expect(google.world.refused).toEqual([]);

  const rows = await medallion("query", shop, "select _address from quarantine.orders", "--json");
  expect(JSON.parse(rows.out).rows).toEqual([["Orders!C10"]]);

  google.world.seen.length = 0;
  const again = await medallion("run", shop, "--json");
  expect(JSON.parse(again.out).status).toBe("unchanged");
  expect(google.world.sheetsCalls()).toBe(0);
});

test("half a link, and a link that names no tab, are answered with what to do", async () => {
  const shop = join(folder.path, "links");
  await medallion("init", shop);
  const half = await medallion(
    "source",
    "add",
    shop,
    "orders",
    "--sheet",
    "https://docs.google.com/spr",
  );
  expect(half.code).toBe(2);
  expect(half.err).toContain("not a whole link");
  const open = await medallion(
    "source",
    "add",
    shop,
    "orders",
    "--sheet",
    `https://docs.google.com/spreadsheets/d/${BOOK}/edit`,
  );
  expect(open.code).toBe(2);
  expect(open.err).toContain("several tabs");
  expect(open.err).toContain("#gid=13");
});
