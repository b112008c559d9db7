import type { Apply } from "./change.ts";
import type { Shop, ShopEntity, ShopSource } from "./shop.ts";
import { isAmount, isDate } from "./values.ts";

const sources = (shop: Shop): ShopSource[] => [...shop.sources.values()];
const sourceOf = (shop: Shop, pick: number) =>
  sources(shop)[pick % shop.sources.size] as ShopSource;

function remap(source: ShopSource, change: (mapping: ShopSource["mapping"]) => void): void {
  source.mapping = structuredClone(source.mapping);
  change(source.mapping);
  source.mappingVersion += 1;
}

const mappedHeaders = (source: ShopSource): string[] => [
  ...new Set(
    Object.values(source.mapping.entities).flatMap((e) => Object.values(e.columns).flat()),
  ),
];

function rewriteCells(source: ShopSource, headers: string[], change: (cell: string) => string) {
  for (const table of source.files.values()) {
    for (const row of table.rows) {
      for (const header of headers) {
        if (row[header] !== undefined) row[header] = change(row[header]);
      }
    }
  }
}

function setFormat(source: ShopSource, headers: string[], format: string): void {
  remap(source, (mapping) => {
    for (const header of headers) mapping.formats[header] = format;
  });
}

/** The source writes its dates another way from now on, and the mapping knows it (or, `c` odd, not). */
const dateFormat: Apply = (shop, { a, c }) => {
  const source = sourceOf(shop, a);
  const headers = mappedHeaders(source).filter(isDate);
  const dmy = source.dates === "iso";
  source.dates = dmy ? "dmy" : "iso";
  const pattern = dmy ? /^(\d{4})-(\d\d)-(\d\d)/ : /^(\d\d)\.(\d\d)\.(\d{4})/;
  const sign = dmy ? "." : "-";
  rewriteCells(source, headers, (cell) => cell.replace(pattern, `$3${sign}$2${sign}$1`));
  if (c % 4 !== 1) setFormat(source, headers, source.dates);
};

const decimalFormat: Apply = (shop, { a }) => {
  const source = sourceOf(shop, a);
  const headers = mappedHeaders(source).filter(isAmount);
  const before = source.decimals === "point" ? "." : ",";
  source.decimals = source.decimals === "point" ? "comma" : "point";
  const after = before === "." ? "," : ".";
  rewriteCells(source, headers, (cell) =>
    /^-?\d+[.,]\d\d$/.test(cell) ? cell.replace(before, after) : cell,
  );
  setFormat(source, headers, source.decimals);
};

/** A mapped column is called otherwise from now on; older batches keep the old name, the mapping knows both. */
const renameHeader: Apply = (shop, { a, b }) => {
  const source = sourceOf(shop, a);
  const headers = mappedHeaders(source).filter((header) => !header.endsWith(" now"));
  const old = headers[b % Math.max(1, headers.length)];
  if (old === undefined || source.mode === "append" || source.id === "wide") return;
  const name = `${old} now`;
  for (const table of source.files.values()) {
    table.headers = table.headers.map((header) => (header === old ? name : header));
    table.rows = table.rows.map(({ [old]: cell, ...row }) =>
      cell === undefined ? row : { ...row, [name]: cell },
    );
  }
  remap(source, (mapping) => {
    for (const entity of Object.values(mapping.entities)) renameIn(entity, old, name);
    mapping.header_aliases[name] = old;
    if (mapping.formats[old]) mapping.formats[name] = mapping.formats[old];
  });
};

function renameIn(entity: ShopEntity, old: string, name: string): void {
  for (const [column, headers] of Object.entries(entity.columns)) {
    entity.columns[column] = headers.map((header) => (header === old ? name : header));
  }
}

const OPTIONAL = ["channel", "line_total", "method", "title", "segment", "discount_amount"];

/** An optional column is mapped no more. */
const unmapColumn: Apply = (shop, { a }) => {
  const source = sourceOf(shop, a);
  remap(source, (mapping) => {
    for (const entity of Object.values(mapping.entities)) {
      const column = OPTIONAL.find((name) => name in entity.columns);
      if (column) delete entity.columns[column];
    }
  });
};

/** Line numbers are counted instead of read, payments and reviews lose their numbers, or the other way round. */
const countedLines: Apply = (shop, { a }) => {
  const [id, entity, column, header] = (
    [
      ["lines", "order_items", "line_number", "Line"],
      ["reviews", "reviews", "review_id", "Review ID"],
      ["payments", "payments", "payment_id", "Payment ID"],
    ] as const
  )[a % 3] as readonly [string, string, string, string];
  const source = shop.sources.get(id);
  if (!source || source.mapping.header_aliases[`${header} now`]) return;
  remap(source, (mapping) => {
    const { columns } = mapping.entities[entity] as ShopEntity;
    if (columns[column]) delete columns[column];
    else columns[column] = [header];
  });
};

/** The prices of the lines are now known to include tax, or not. */
const taxIncluded: Apply = (shop) => {
  const source = shop.sources.get("lines") ?? shop.sources.get("wide");
  if (!source) return;
  remap(source, (mapping) => {
    const entity = mapping.entities["order_items"] as ShopEntity;
    entity.prices_include_tax = entity.prices_include_tax !== true;
  });
};

const workspaceSettings: Apply = (shop, { a }) => {
  if (a % 2 === 0) shop.currency = shop.currency === "EUR" ? "USD" : "EUR";
  else shop.time_zone = shop.time_zone === "Europe/Berlin" ? "America/New_York" : "Europe/Berlin";
};

export const mappingChanges: Readonly<Record<string, readonly [number, Apply]>> = {
  dateFormat: [2, dateFormat],
  decimalFormat: [2, decimalFormat],
  renameHeader: [2, renameHeader],
  unmapColumn: [1, unmapColumn],
  countedLines: [2, countedLines],
  taxIncluded: [1, taxIncluded],
  workspaceSettings: [1, workspaceSettings],
};
