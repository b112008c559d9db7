/**
 * What can go wrong between us and Google, injected on the wire. After each fault gold is, to the last row,
 * what it was before: an error is never taken for data. Transient ones heal without anybody.
 */
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { type Cell, cell, date } from "#tests/google/cells.ts";
import { edit, tabNamed, type Workbook } from "#tests/google/workbook.ts";
import { BOOK, openSheetShop, type SheetShop } from "./shop.ts";

let shop: SheetShop;
let good: string;

beforeAll(async () => {
  shop = await openSheetShop();
  await shop.run();
  good = await shop.gold();
});
afterAll(() => shop.close());
beforeEach(() => {
  shop.google.world.faults.length = 0;
  shop.google.online(true);
});

/** Makes Drive say that something changed, so that the sheet is really read again. */
const touch = (): void => edit(shop.book, () => {});
const strike = (fault: Parameters<typeof shop.google.world.faults.push>[0]): void => {
  shop.google.world.faults.push(fault);
};

test("the shop's tabs come to gold", async () => {
  expect(good).toMatch(/fact_orders \[\["[0-9a-f]{32}","?60"?\]\]/);
});

test.each([
  ["429 without Retry-After", { kind: "status", status: 429 }, "values:batchGet", 5],
  ["429 with Retry-After", { kind: "status", status: 429, retryAfter: 30 }, "spreadsheets", 3],
  ["500", { kind: "status", status: 500 }, "values:batchGet", 2],
  ["502", { kind: "status", status: 502 }, "drive", 2],
  ["503", { kind: "status", status: 503 }, "spreadsheets", 4],
  ["a connection reset", { kind: "reset" }, "values:batchGet", 2],
  ["a reset in the middle of a body", { kind: "reset-mid-body" }, "values:batchGet", 2],
  ["a body cut short", { kind: "truncated" }, "values:batchGet", 1],
] as const)("%s heals itself", async (_name, fault, path, times) => {
  touch();
  strike({ fault, path, times });
  const waited = shop.waits.length;
  const result = await shop.run();
  expect(["succeeded", "unchanged"]).toContain(result.status);
  expect(Object.values(result.layers.bronze).every(({ held }) => !held)).toBe(true);
  expect(shop.waits.length - waited).toBeGreaterThanOrEqual(times);
  expect(await shop.gold()).toBe(good);
});

test("a Retry-After is kept to", async () => {
  touch();
  strike({ fault: { kind: "status", status: 429, retryAfter: 42 }, path: "batchGet", times: 1 });
  const waited = shop.waits.length;
  await shop.run();
  expect(Math.max(...shop.waits.slice(waited))).toBeGreaterThanOrEqual(42_000);
});

test("a storm of refusals of five minutes loses nothing", async () => {
  edit(shop.book, (book) => {
    tabNamed(book, "Orders").cells.push([cell(9001), cell(101), date("2026-11-18"), cell("paid")]);
  });
  const start = shop.waits.reduce((sum, wait) => sum + wait, 0);
  shop.google.world.before = () => {
    const passed = shop.waits.reduce((sum, wait) => sum + wait, 0) - start;
    const storm = { kind: "status", status: 429 } as const;
    shop.google.world.faults.length = 0;
    if (passed < 300_000) strike({ fault: storm, path: "sheets.googleapis.com", times: 1 });
  };
  const result = await shop.run();
  shop.google.world.before = null;
  expect(result.layers.bronze["orders"]).toMatchObject({ held: false, rows_new: 1 });
  const passed = shop.waits.reduce((sum, wait) => sum + wait, 0) - start;
  expect(passed).toBeGreaterThanOrEqual(300_000);
  good = await shop.gold();
});

/** Permanent faults hold the source at its last good rows, with one sentence and one action. */
interface Permanent {
  readonly name: string;
  /** Makes it happen; the answer undoes it. */
  readonly happen: () => () => void;
  readonly sentence: RegExp;
  readonly action: RegExp;
}

/** Cells of the tab of orders are others for a while. */
function withOrders(change: (cells: Cell[][]) => Cell[][]): () => void {
  const orders = shop.book.tabs.find(({ sheetId }) => sheetId === 10)!;
  const before = orders.cells;
  edit(shop.book, () => (orders.cells = change(before)));
  return () => edit(shop.book, () => (orders.cells = before));
}

const PERMANENT: readonly Permanent[] = [
  {
    name: "sharing that ended (403)",
    happen: () => {
      shop.book.readers.clear();
      return () => shop.book.readers.add("anyone");
    },
    sentence: /We cannot open "Shop workbook"/,
    action: /share the sheet/,
  },
  {
    name: "a deleted file (404)",
    happen: () => {
      shop.google.world.books.delete(BOOK);
      return () => shop.google.world.books.set(BOOK, shop.book);
    },
    sentence: /is not there: it was deleted/,
    action: /Check the link/,
  },
  {
    name: "a file in the trash",
    happen: () => {
      shop.book.trashed = true;
      return () => (shop.book.trashed = false);
    },
    sentence: /is not there: it was deleted/,
    action: /trash/,
  },
  {
    name: "a deleted tab",
    happen: () => {
      const before = shop.book.tabs;
      edit(shop.book, (book) => (book.tabs = before.slice(1)));
      return () => edit(shop.book, (book) => (book.tabs = before));
    },
    sentence: /The tab is no longer in "Shop workbook"/,
    action: /There are: "Lines"/,
  },
  {
    name: "an emptied tab",
    happen: () => withOrders(() => []),
    sentence: /orders is held: .*(empty|no row|nothing)/i,
    action: /./,
  },
  {
    name: "a tab with column names only",
    happen: () => withOrders((cells) => cells.slice(0, 3)),
    sentence: /orders is held: .*(empty|no row|0 rows)/i,
    action: /./,
  },
  {
    name: "a shrunken tab",
    happen: () => withOrders((cells) => cells.slice(0, 12)),
    sentence: /orders is held: .*61 rows to 9/i,
    action: /./,
  },
  {
    name: "a key that is no longer valid",
    happen: () => {
      shop.google.world.accounts.apiKeys.clear();
      return () => shop.google.world.accounts.apiKeys.add("demo-key");
    },
    sentence: /Google did not understand the request/,
    action: /API key/,
  },
  {
    name: "no network at all",
    happen: () => {
      shop.google.online(false);
      return () => shop.google.online(true);
    },
    sentence: /Google could not be reached/,
    action: /Check the network/,
  },
  {
    name: "a sign-in page instead of an answer",
    happen: () => {
      strike({ fault: { kind: "html" }, path: "sheets.googleapis.com", times: Infinity });
      return () => (shop.google.world.faults.length = 0);
    },
    sentence: /was not from Google/,
    action: /./,
  },
];

test.each(PERMANENT)(
  "$name holds the source, says so, and is over when it is over",
  async ({ happen, sentence, action }) => {
    touch();
    const undo = happen();
    try {
      const result = await shop.run();
      expect(Object.values(result.layers.bronze).some(({ held }) => held)).toBe(true);
      const held = result.findings.find(({ kind }) => kind === "source_held");
      expect(held?.text).toMatch(sentence);
      expect(held?.action).toMatch(action);
      const listed = await shop.app.client.sources.list({});
      expect(listed.some(({ state }) => state === "held")).toBe(true);
      expect(await shop.gold()).toBe(good);
    } finally {
      undo();
    }
    const healed = await shop.run();
    expect(Object.values(healed.layers.bronze).every((read) => !read.held)).toBe(true);
    expect(await shop.gold()).toBe(good);
  },
);

test("a renamed tab and a renamed file are no event", async () => {
  edit(shop.book, (book: Workbook) => {
    book.title = "Another name";
    tabNamed(book, "Orders").title = "Bestellungen 2026";
  });
  const result = await shop.run();
  expect(result.status).toBe("unchanged");
  expect(result.findings).toEqual([]);
  expect(await shop.gold()).toBe(good);
});
