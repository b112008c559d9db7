import { join } from "node:path";
import { createApp, type App } from "#main/shared/wiring.ts";
import type { RunResult } from "#contract/runs.ts";
import { demoWorkbook } from "#tests/google/demo-workbook.ts";
import { startTestGoogle, type TestGoogle } from "#tests/google/start.ts";
import type { Workbook } from "#tests/google/workbook.ts";
import { temporaryFolder } from "#tests/integration/cli.ts";
import { fastTiming, trustTestGoogle } from "./timing.ts";

export const BOOK = "1DemoWorkbookOfTheTestGoogle0000000000000000";

const TABS = [
  ["orders", 10],
  ["order_items", 11],
  ["customers", 12],
  ["products", 13],
] as const;

/** A workspace in this process whose four sources are tabs of a workbook of the test Google. */
export interface SheetShop {
  readonly google: TestGoogle;
  readonly book: Workbook;
  readonly app: App;
  readonly directory: string;
  /** Milliseconds waited so far before trying again. */
  readonly waits: readonly number[];
  run(): Promise<RunResult>;
  /** One text that stands for all of gold; surrogate keys included. */
  gold(): Promise<string>;
  close(): Promise<void>;
}

export async function openSheetShop(seed = 7): Promise<SheetShop> {
  const book = demoWorkbook(BOOK, seed, "2026-11-18", { customers: 20, products: 8, orders: 60 });
  const google = await startTestGoogle([book]);
  google.world.accounts.apiKeys.add("demo-key");
  const release = trustTestGoogle(google);
  process.env["MEDALLION_GOOGLE_API_KEY"] = "demo-key";
  const folder = await temporaryFolder();
  const directory = join(folder.path, "shop");
  const timing = fastTiming();
  const app = await createApp(directory, { timing });
  const { client } = app;
  await client.workspace.init({ time_zone: "Europe/Berlin", currency: "EUR" });
  for (const [entity, sheet_id] of TABS) {
    const origin = { kind: "sheet", path: "link", spreadsheet_id: BOOK, sheet_id } as const;
    await client.sources.add({ entities: [entity], origin, name: entity });
  }
  return {
    google,
    book,
    app,
    directory,
    waits: timing.waits,
    run: () => finished(client.runs.start({})),
    gold: () => goldText(app),
    close: async () => {
      await app.close();
      release();
      delete process.env["MEDALLION_GOOGLE_API_KEY"];
      await google.close();
      await folder.remove();
    },
  };
}

async function finished(events: ReturnType<App["client"]["runs"]["start"]>): Promise<RunResult> {
  const iterator = await events;
  for (;;) {
    const step = await iterator.next();
    if (step.done) return step.value;
  }
}

async function goldText({ client }: App): Promise<string> {
  const tables = ["fact_sales", "fact_orders", "dim_customers", "dim_products"];
  const texts = [];
  for (const table of tables) {
    const { rows } = await client.reports.query({
      sql: `select md5(string_agg(row_text, chr(10) order by row_text)), count(*) from (select cast(t as varchar) as row_text from gold.${table} as t)`,
    });
    texts.push(`${table} ${JSON.stringify(rows)}`);
  }
  return texts.join("\n");
}
