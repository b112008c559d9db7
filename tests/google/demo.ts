/**
 * `npm run google`: a Google of one's own with a shop's workbook of seven messy tabs. Prints what to type in a
 * second terminal; ends with Ctrl-C. Nothing leaves this computer.
 */
import { parseArgs } from "node:util";
import { demoWorkbook, typeOver } from "./demo-workbook.ts";
import { startTestGoogle } from "./start.ts";
import { tabNamed } from "./workbook.ts";

const BOOK = "1DemoWorkbookOfTheTestGoogle0000000000000000";
const KEY = "demo-key";
const TABS = [
  ["orders", 10],
  ["order_items", 11],
  ["customers", 12],
  ["products", 13],
  ["payments", 14],
  ["shipments", 15],
  ["reviews", 16],
] as const;

const { values: flags } = parseArgs({
  options: {
    seed: { type: "string", default: "7" },
    until: { type: "string" },
    json: { type: "boolean", default: false },
  },
});
const yesterday = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10);

const book = demoWorkbook(BOOK, Number(flags.seed), flags.until ?? yesterday);
typeOver(tabNamed(book, "Orders"), 10, 2, "31.02.2026");
typeOver(tabNamed(book, "Products & prices"), 5, 3, "on request");
const google = await startTestGoogle([book]);
google.world.accounts.apiKeys.add(KEY);

const env = { ...google.env, MEDALLION_GOOGLE_API_KEY: KEY };
const link = (gid: number): string =>
  `https://docs.google.com/spreadsheets/d/${BOOK}/edit#gid=${gid}`;
const sources = TABS.map(([entities, gid]) => ({ entities, link: link(gid) }));

if (flags.json) {
  console.info(JSON.stringify({ env, sources }));
} else {
  console.info(
    [
      "A Google of your own is running. In a second terminal:",
      "",
      ...Object.entries(env).map(([name, value]) => `export ${name}="${value}"`),
      "npm run -s medallion -- init sheets-demo",
      ...sources.map(
        ({ entities, link: to }) =>
          `npm run -s medallion -- source add sheets-demo ${entities} --sheet "${to}"`,
      ),
      "npm run -s medallion -- run sheets-demo --publish",
      "",
      "Ctrl-C here ends it.",
    ].join("\n"),
  );
}

const stop = (): void => {
  console.error(`Ended after ${google.world.sheetsCalls()} calls to Sheets.`);
  void google.close().then(() => process.exit(0));
};
process.on("SIGINT", stop);
process.on("SIGTERM", stop);
