import { afterAll, beforeAll, expect, test } from "vitest";
import { ENTITIES, type EntityName, formattedColumns } from "#domain/entities.ts";
import type { EntityMapping, Mapping, Source } from "#domain/workspace.ts";
import { type Memory, openMemory } from "#tests/engine/memory.ts";
import { type EntityFeed, entitySql, isGrouped } from "./entity-sql.ts";

let memory: Memory;
beforeAll(async () => {
  memory = await openMemory();
  // The real ones are tested with the macros; here it only matters where they are used.
  await memory.run(`create macro normalise_key(v) as nullif(trim(v), '');
create macro normalise_name(v) as lower(trim(v))`);
});
afterAll(() => memory.close());

const ZONE = { time_zone: "Europe/Berlin", currency: "CHF" };
const SOURCE: Source = {
  id: "shop",
  name: "Shop",
  mode: "snapshot",
  origin: { kind: "csv", path: "shop.csv" },
  read: {},
};
const mapped = (
  columns: Record<string, string[]>,
  more: Partial<EntityMapping> = {},
): EntityMapping => ({ columns, defaults: {}, fold: false, ...more });

interface Wanted {
  readonly rows: readonly (string | null)[][];
  readonly headers: readonly string[];
  readonly entities: Mapping["entities"];
  readonly formats?: Mapping["formats"];
  readonly aliases?: Mapping["header_aliases"];
  readonly source?: Partial<Source>;
}

/** A feed over rows in source order; `_order` runs against it, so that it must come first. */
function feedOf({ rows, headers, entities, formats, aliases, source }: Wanted): EntityFeed {
  const cell = (text: string | null): string => (text === null ? "null" : `'${text}'`);
  const values = rows.map((row, i) => `(${row.map(cell).join(", ")}, ${i})`);
  const names = headers.map((header) => `"${header}"`).join(", ");
  const snapshot = `select ${names}, 'shop' as _source_id, 'r000001-shop' as _batch_id,
  timestamp '2026-02-03 23:30:00' as _ingested_at, (100 - i)::bigint as _row, i::ubigint as _row_hash,
  1::integer as _occurrence, 'o' as _order, i::bigint as _position
from (values ${values.join(", ")}) as v(${names}, i)`;
  const mapping: Mapping = {
    source_id: "shop",
    version: 1,
    created_at: "",
    entities,
    formats: formats ?? {},
    header_aliases: aliases ?? {},
  };
  return { source: { ...SOURCE, ...source }, mapping, snapshot, headers };
}

async function bronze(
  entity: EntityName,
  feeds: readonly EntityFeed[],
  columns: string,
): Promise<readonly (readonly unknown[])[]> {
  return memory.rows(
    `select ${columns} from (${entitySql(entity, feeds, ZONE)}) order by _row desc`,
  );
}

test.each(["orders", "order_items", "inventory"] as const)(
  "%s has the same columns with and without a source",
  async (entity) => {
    const feed = feedOf({
      headers: ["K"],
      rows: [["1"]],
      entities: { [entity]: mapped({ order_id: ["K"], product_id: ["K"], line_number: ["K"] }) },
    });
    const columns = async (feeds: EntityFeed[]) =>
      (await memory.rows(`describe ${entitySql(entity, feeds, ZONE)}`)).map(
        (c) => `${c[0]} ${c[1]}`,
      );
    const empty = await columns([]);
    expect(await columns([feed])).toEqual(empty);
    expect(empty).toEqual([
      ...ENTITIES[entity].columns.map((c) => `${c.name} VARCHAR`),
      ...formattedColumns(entity).map((c) => `_format_${c.name} VARCHAR`),
      "_tz VARCHAR",
      "_local_tz VARCHAR",
      "_prices_include_tax BOOLEAN",
      "_source_id VARCHAR",
      "_batch_id VARCHAR",
      "_ingested_at TIMESTAMP",
      "_row BIGINT",
      "_row_hash UBIGINT",
      "_occurrence INTEGER",
    ]);
    expect(
      await memory.rows(`select count(*)::integer from (${entitySql(entity, [], ZONE)})`),
    ).toEqual([[0]]);
  },
);

test("cells are text, blank ones null, several headers are joined, gone ones are nothing", async () => {
  const feed = feedOf({
    headers: ["Id", "First", "Last", "Town"],
    rows: [
      ["1", "Ada", "L", ""],
      ["2", "", "Only", "Ulm"],
      ["3", "", "", null],
    ],
    entities: {
      customers: mapped({
        customer_id: ["Id"],
        name: ["First", "Last"],
        city: ["Town"],
        region: ["Gone"],
      }),
    },
  });
  expect(await bronze("customers", [feed], "customer_id, name, city, region, email, _row")).toEqual(
    [
      ["1", "Ada L", null, null, null, "100"],
      ["2", "Only", "Ulm", null, null, "99"],
      ["3", null, null, null, null, "98"],
    ],
  );
});

test("an older name of a header is read where the new one is empty", async () => {
  const feed = feedOf({
    headers: ["Id", "New", "Old"],
    rows: [
      ["1", "a", null],
      ["2", "", "b"],
    ],
    entities: { customers: mapped({ customer_id: ["Id"], name: ["New"], city: ["Now"] }) },
    aliases: { New: "Old", Now: "Old" },
  });
  expect(await bronze("customers", [feed], "name, city")).toEqual([
    ["a", null],
    ["b", "b"],
  ]);
});

test("defaults fill blank cells and unmapped columns; fallbacks only unmapped ones", async () => {
  const feed = feedOf({
    headers: ["Id", "Cur", "Chan"],
    rows: [
      ["1", "", "web"],
      ["2", "USD", ""],
    ],
    entities: {
      orders: mapped(
        { order_id: ["Id"], currency: ["Cur"], channel: ["Chan"] },
        { defaults: { channel: "it's", status: "paid" } },
      ),
    },
  });
  expect(await bronze("orders", [feed], "currency, channel, status")).toEqual([
    [null, "web", "paid"],
    ["USD", "it's", "paid"],
  ]);
  const plain = { ...feed, mapping: { ...feed.mapping, entities: { orders: mapped({}) } } };
  const [first] = await bronze("orders", [plain], "currency, channel, order_id is not null");
  expect(first).toEqual(["CHF", null, true]);
});

test("a count of stock without a date was made when it was read, in the main warehouse", async () => {
  const feed = feedOf({
    headers: ["P", "Q"],
    rows: [["p1", "4"]],
    entities: { inventory: mapped({ product_id: ["P"], quantity_on_hand: ["Q"] }) },
  });
  expect(await bronze("inventory", [feed], "product_id, counted_at, warehouse")).toEqual([
    ["p1", "2026-02-03", "main"],
  ]);
});

test("formats come from the header, else from the type; zones from the source, else the workspace", async () => {
  const wanted = {
    headers: ["Id", "When", "Total"],
    rows: [["1", "x", "y"]],
    entities: {
      orders: mapped(
        { order_id: ["Id"], ordered_at: ["When"], total_amount: ["Total"] },
        { prices_include_tax: true },
      ),
    },
  };
  const columns =
    "_format_ordered_at, _format_updated_at, _format_total_amount, _format_tax_amount, _tz, _local_tz, _prices_include_tax";
  expect(await bronze("orders", [feedOf(wanted)], columns)).toEqual([
    ["iso", "iso", "point", "point", "Europe/Berlin", "Europe/Berlin", true],
  ]);
  const formats = { When: "dmy", Total: "comma" } as const;
  const source = { time_zone: "Asia/Tokyo" };
  expect(await bronze("orders", [feedOf({ ...wanted, formats, source })], columns)).toEqual([
    ["dmy", "iso", "comma", "point", "Asia/Tokyo", "Europe/Berlin", true],
  ]);
  const untaxed = feedOf({ ...wanted, entities: { orders: mapped({ order_id: ["Id"] }) } });
  expect(await bronze("orders", [untaxed], "_prices_include_tax")).toEqual([[false]]);
});

test("a prefix goes before own keys and references to them, not before other texts", async () => {
  const feed = feedOf({
    headers: ["Id", "Who", "What"],
    rows: [["1", " 7 ", "x"]],
    entities: {
      orders: mapped(
        { order_id: ["Id"], customer_id: ["Who"], channel: ["What"] },
        { key_prefix: "B-" },
      ),
      customers: mapped({ customer_id: ["Who"] }, { key_prefix: "C-" }),
      payments: mapped({ payment_id: ["What"], order_id: ["Id"] }),
    },
  });
  expect(await bronze("orders", [feed], "order_id, customer_id, channel")).toEqual([
    ["B-1", "C-7", "x"],
  ]);
  expect(await bronze("payments", [feed], "payment_id, order_id")).toEqual([["x", "B-1"]]);
  const alone = { ...feed.mapping.entities.orders! };
  const only = { ...feed, mapping: { ...feed.mapping, entities: { orders: alone } } };
  expect(await bronze("orders", [only], "order_id, customer_id")).toEqual([["B-1", "B-7"]]);
});

test("a product known by name alone is keyed by it, wherever it is named", async () => {
  const feed = feedOf({
    headers: ["Id", "Product", "SKU"],
    rows: [["1", " Blue MUG", "M1"]],
    entities: {
      order_items: mapped({ order_id: ["Id"], line_number: ["Id"], product_id: ["Product"] }),
      products: mapped({ product_id: ["Product"], name: ["Product"] }),
    },
  });
  expect(await bronze("order_items", [feed], "product_id, order_id")).toEqual([["blue mug", "1"]]);
  expect(await bronze("products", [feed], "product_id, name")).toEqual([["blue mug", " Blue MUG"]]);
  const coded = mapped({ product_id: ["SKU"], name: ["Product"] });
  const other = { ...feed, mapping: { ...feed.mapping, entities: { products: coded } } };
  expect(await bronze("products", [other], "product_id")).toEqual([["M1"]]);
});

test("rows of a wide sheet are folded: the first value of each column, the first row's place", async () => {
  const feed = feedOf({
    headers: ["Id", "Name", "Town"],
    rows: [
      ["1", "", "Ulm"],
      ["2", "Bo", ""],
      [" 1", "Ada", "Bonn"],
      ["", "Nobody", "Rome"],
    ],
    entities: {
      customers: mapped({ customer_id: ["Id"], name: ["Name"], city: ["Town"] }, { fold: true }),
    },
  });
  expect(await bronze("customers", [feed], "customer_id, name, city, _row, _row_hash")).toEqual([
    ["1", "Ada", "Ulm", "100", "0"],
    ["2", "Bo", null, "99", "1"],
  ]);
});

test("lines without numbers are counted within their order, in source order", async () => {
  const feed = feedOf({
    headers: ["Id", "P"],
    rows: [
      ["1", "a"],
      ["2", "b"],
      ["1 ", "c"],
      ["1", "d"],
    ],
    entities: { order_items: mapped({ order_id: ["Id"], product_id: ["P"] }) },
  });
  expect(await bronze("order_items", [feed], "order_id, line_number, product_id")).toEqual([
    ["1", "1", "a"],
    ["2", "1", "b"],
    ["1 ", "2", "c"],
    ["1", "3", "d"],
  ]);
});

test("rows without a key get one from their cells, equal ones are counted", async () => {
  const rows = [
    ["1", "10"],
    ["1", "10"],
    ["1", "11"],
    ["11", "0"],
  ];
  const feed = feedOf({
    headers: ["Id", "Amount"],
    rows,
    entities: { payments: mapped({ order_id: ["Id"], amount: ["Amount"] }) },
  });
  const keys = (await bronze("payments", [feed], "payment_id")).map(([key]) => String(key));
  expect(keys.map((key) => key.replace(/^[0-9a-f]{32}/, "md5"))).toEqual([
    "md5-1",
    "md5-2",
    "md5-1",
    "md5-1",
  ]);
  expect(keys[1]?.slice(0, 32)).toBe(keys[0]?.slice(0, 32));
  expect(new Set(keys.map((key) => key.slice(0, 32))).size).toBe(3);
  // The order of rows does not decide the key.
  const turned = feedOf({ ...feed, rows: rows.toReversed(), entities: feed.mapping.entities });
  const again = (await bronze("payments", [turned], "payment_id")).map(([key]) => String(key));
  expect(again.toSorted()).toEqual(keys.toSorted());
});

test("several sources stand one below the other", async () => {
  const feed = (id: string) =>
    feedOf({
      headers: ["Id"],
      rows: [[id]],
      entities: { customers: mapped({ customer_id: ["Id"] }) },
    });
  const rows = await bronze("customers", [feed("1"), feed("2")], "customer_id");
  expect(rows.toSorted()).toEqual([["1"], ["2"]]);
});

test("grouped: folded, without a key of its own, or with lines to count", () => {
  expect(isGrouped("orders", mapped({ order_id: ["Id"] }))).toBe(false);
  expect(isGrouped("orders", mapped({ order_id: ["Id"] }, { fold: true }))).toBe(true);
  expect(isGrouped("orders", mapped({}))).toBe(true);
  expect(isGrouped("orders", mapped({ order_id: [] }))).toBe(true);
  expect(isGrouped("orders", mapped({}, { defaults: { order_id: "1" } }))).toBe(false);
  expect(isGrouped("order_items", mapped({ order_id: ["Id"] }))).toBe(true);
  expect(isGrouped("order_items", mapped({ order_id: ["Id"], line_number: [] }))).toBe(true);
  expect(isGrouped("order_items", mapped({ line_number: ["No"] }))).toBe(false);
  // Compound keys are never made up.
  expect(isGrouped("inventory", mapped({}))).toBe(false);
});
