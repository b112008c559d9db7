import type { Expected, LiveRow } from "./expected.ts";
import { identity } from "./expected.ts";
import type { Shop, ShopSource } from "./shop.ts";
import type { World } from "./world.ts";

/** A row of silver as far as the oracle speaks of it: key, some values, and which row of which run won. */
type Text = string | null;
interface Judged {
  readonly key: string;
  readonly values: readonly Text[];
  readonly updated: string;
  readonly run: number;
  readonly row: number;
  readonly occurrence: number;
}

/** The oracle does not know how the engine should read this; such a table is not compared. */
class Unsure extends Error {}

interface Table {
  readonly source: string;
  readonly entity: string;
  readonly columns: string;
  judge(row: Reader): { key: readonly Text[]; values: readonly Text[]; updated: Text };
}

const TABLES: readonly Table[] = [
  {
    source: "orders",
    entity: "orders",
    columns:
      "order_id, customer_id, ordered_at_date::varchar, status, total_amount::double::varchar",
    judge(row) {
      const key = row.key("order_id");
      const [day, time] = row.date("ordered_at");
      if (time === null) row.broken("ordered_at_missing");
      if (day !== null && day >= "2031") row.broken("ordered_at_in_future");
      if (day !== null && day < "1990") row.broken("ordered_at_before_1990");
      const updated = row.date("updated_at")[1];
      for (const name of ["shipping_amount", "discount_amount"]) row.amount(name);
      const status = row.text("status")?.trim().toLowerCase() ?? null;
      const total = row.amount("total_amount");
      return { key: [key], values: [key, row.key("customer_id"), day, status, total], updated };
    },
  },
  {
    source: "lines",
    entity: "order_items",
    columns:
      "order_id, line_number::varchar, product_id, quantity::double::varchar, unit_price::double::varchar",
    judge(row) {
      const key = row.key("order_id");
      const number = row.counted("line_number");
      if (number !== null && Number(number) < 0) row.broken("line_number_out_of_range");
      const product = row.key("product_id");
      if (product === null) row.broken("product_id_missing");
      const quantity = row.amount("quantity");
      if (quantity !== null && Number(quantity) <= 0) row.broken("quantity_out_of_range");
      const price = row.amount("unit_price");
      if (price !== null && Number(price) < 0) row.broken("unit_price_negative");
      for (const name of ["discount_amount", "line_total"]) row.amount(name);
      return {
        key: [key, number],
        values: [key, number, product, quantity, price],
        updated: null,
      };
    },
  },
];

/** Silver holds the latest good row of every key, and nothing else: by an implementation that shares no code. */
export async function checkOracle(world: World, shop: Shop, expected: Expected): Promise<void> {
  const services = await world.services();
  const newest = await services.builds.newest();
  if (!newest) return;
  const session = await services.warehouse.openRead(
    services.builds.file(newest.build_id),
    services.limits(),
  );
  try {
    for (const table of TABLES) {
      const source = shop.sources.get(table.source);
      const wanted = source ? expectedRows(table, source, expected) : null;
      if (wanted === null) continue;
      const where = `where _source_id = '${table.source}'`;
      const rows = await session.table(
        `select ${table.columns}, _batch_id[2:7]::integer, _row, _occurrence from silver.${table.entity} ${where}`,
      );
      const [counts] = await session.rows<{ bad: string; lost: string }>(
        `select (select count(*) from quarantine.${table.entity} ${where}) as bad,
(select count(*) from superseded.${table.entity} ${where}) as lost`,
      );
      const got = [
        ...rows.rows.map((row) => row.map((cell) => (cell === null ? null : String(cell)))),
      ].map((row) => JSON.stringify(row));
      compare(table, wanted, { rows: got, bad: Number(counts?.bad), lost: Number(counts?.lost) });
    }
  } finally {
    await session.close();
  }
}

interface Answer {
  readonly rows: readonly string[];
  readonly bad: number;
  readonly lost: number;
}

function compare(table: Table, wanted: Answer, got: Answer): void {
  const text = ({ rows, bad, lost }: Answer) =>
    [...rows.toSorted(), `set aside ${bad}`, `superseded ${lost}`].join("\n");
  if (text(wanted) === text(got)) return;
  throw new Error(`silver.${table.entity} is\n${text(got)}\nand should be\n${text(wanted)}`);
}

function expectedRows(table: Table, source: ShopSource, expected: Expected): Answer | null {
  const rows = source.removed ? [] : (expected.snapshots.get(source.id) ?? []);
  const waived = new Set(expected.waived.values());
  const counts = new Map<string, number>();
  const best = new Map<string, Judged>();
  let bad = 0;
  try {
    for (const live of rows.toSorted((a, b) => a.position - b.position)) {
      const reader = new Reader(source, table.entity, live, counts);
      const { key, values, updated } = table.judge(reader);
      if (key.includes(null)) reader.broken("key_missing");
      const identified = `${source.id}|${identity(live.cells, live.occurrence)}`;
      if (reader.reasons.some((rule) => !waived.has(`${identified}|${rule}`))) {
        bad += 1;
        continue;
      }
      const { run, row, occurrence } = live;
      const id = key.join("|");
      const judged = { key: id, values, updated: updated ?? "", run, row, occurrence };
      const before = best.get(id);
      if (!before || isLater(judged, before)) best.set(id, judged);
    }
  } catch (error) {
    if (error instanceof Unsure) return null;
    throw error;
  }
  const winners = [...best.values()].map(({ values, run, row, occurrence }) =>
    JSON.stringify([...values, String(run), String(row), String(occurrence)]),
  );
  return { rows: winners, bad, lost: rows.length - bad - winners.length };
}

function isLater(a: Judged, b: Judged): boolean {
  if (a.updated !== b.updated) return a.updated > b.updated;
  if (a.run !== b.run) return a.run > b.run;
  return a.row !== b.row ? a.row > b.row : a.occurrence > b.occurrence;
}

/** Reads cells of one row the way the mapping says; collects broken rules. */
class Reader {
  readonly reasons: string[] = [];
  readonly #source: ShopSource;
  readonly #entity: string;
  readonly #live: LiveRow;
  readonly #counts: Map<string, number>;

  constructor(source: ShopSource, entity: string, live: LiveRow, counts: Map<string, number>) {
    this.#source = source;
    this.#entity = entity;
    this.#live = live;
    this.#counts = counts;
  }

  broken(rule: string): void {
    this.reasons.push(rule);
  }

  text(column: string): Text {
    const header = this.#header(column);
    if (header === undefined) return null;
    const alias = this.#source.mapping.header_aliases[header] ?? "";
    return this.#live.cells[header] || this.#live.cells[alias] || null;
  }

  key(column: string): Text {
    return (
      this.text(column)
        ?.trim()
        .replace(/^(\d+)\.0+$/, "$1") ?? null
    );
  }

  /** Local day, and a text that sorts by time; nulls when there is none or it cannot be read. */
  date(column: string): readonly [Text, Text] {
    const text = this.text(column);
    if (text === null) return [null, null];
    const dmy = /^(\d\d)\.(\d\d)\.(\d{4}) (.*)$/.exec(text);
    const iso = /^(\d{4})-(\d\d)-(\d\d) (.*)$/.exec(text);
    const [day, time] = iso
      ? [`${iso[1]}-${iso[2]}-${iso[3]}`, iso[4]]
      : dmy && this.#format(column) === "dmy"
        ? [`${dmy[3]}-${dmy[2]}-${dmy[1]}`, dmy[4]]
        : [null, null];
    if (day === null || !isDay(day)) {
      this.broken(`${column}_unreadable`);
      return [null, null];
    }
    return [day, `${day} ${time}`];
  }

  /** A number as the engine casts it to text. */
  amount(column: string): Text {
    const text = this.text(column);
    if (text === null) return null;
    const decimals = /^-?\d+([.,])\d\d$/.exec(text)?.[1];
    const comma = this.#format(column) === "comma";
    if (decimals && (decimals === ",") !== comma) throw new Unsure();
    const value = decimals || /^-?\d+$/.test(text) ? Number(text.replace(",", ".")) : Number.NaN;
    if (Number.isNaN(value)) {
      this.broken(`${column}_unreadable`);
      return null;
    }
    return Number.isInteger(value) ? value.toFixed(1) : String(value);
  }

  /** A mapped whole number, or, unmapped, the rank of the row among those of its order. */
  counted(column: string): Text {
    if (this.#header(column) === undefined) {
      const order = this.key("order_id") ?? "";
      const next = (this.#counts.get(order) ?? 0) + 1;
      this.#counts.set(order, next);
      return String(next);
    }
    const text = this.text(column);
    if (text !== null && /^-?\d+$/.test(text)) return text;
    this.broken(`${column}_unreadable`);
    return null;
  }

  #header(column: string): string | undefined {
    return this.#source.mapping.entities[this.#entity]?.columns[column]?.[0];
  }

  #format(column: string): string | undefined {
    return this.#source.mapping.formats[this.#header(column) ?? ""];
  }
}

function isDay(day: string): boolean {
  const time = Date.parse(`${day}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(day);
}
