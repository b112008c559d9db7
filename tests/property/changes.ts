import type { Apply, Picks } from "./change.ts";
import { mappingChanges } from "./mapping-changes.ts";
import type { Shop, ShopSource, Table } from "./shop.ts";
import { tableOf } from "./shop.ts";
import { badText, cellText } from "./values.ts";

/** The source a change is about: most changes hit sources that have rows. */
export function sourceAt(shop: Shop, pick: number): ShopSource {
  const all = [...shop.sources.values()];
  return all[pick % all.length] as ShopSource;
}

const at = <T>(list: readonly T[], pick: number): T | undefined => list[pick % list.length];

/** A new row with every cell filled from the pools. */
export function newRow(source: ShopSource, table: Table, pick: number): Record<string, string> {
  return Object.fromEntries(
    table.headers.map((header, index) => [header, cellText(source, header, mix(pick, index))]),
  );
}

/** Two small numbers scattered: neighbouring rows and columns should have little in common. */
function mix(a: number, b: number): number {
  const scattered = Math.imul(Math.imul(a + 1, 0x9e3779b1) ^ (b + 1), 0x85ebca6b);
  return (scattered ^ (scattered >>> 15)) >>> 8;
}

const onRow =
  (work: (source: ShopSource, table: Table, index: number, picks: Picks) => void): Apply =>
  (shop, picks) => {
    const source = sourceAt(shop, picks.a);
    const table = tableOf(source);
    if (table.rows.length > 0) work(source, table, picks.b % table.rows.length, picks);
  };

const insert: Apply = (shop, { a, b, c }) => {
  const source = sourceAt(shop, a);
  const table = tableOf(source);
  const count = 1 + (c % 3);
  for (let i = 0; i < count; i += 1) {
    table.rows.splice((b + i) % (table.rows.length + 1), 0, newRow(source, table, b + i + c));
  }
};

const edit = onRow((source, table, index, { b, c }) => {
  const header = at(table.headers, c) as string;
  table.rows[index] = { ...table.rows[index], [header]: cellText(source, header, b + c) };
});

const spoil = onRow((_, table, index, { c }) => {
  const header = at(table.headers, c) as string;
  table.rows[index] = { ...table.rows[index], [header]: badText(header, c) };
});

const remove = onRow((_, table, index, { c }) => {
  table.rows.splice(index, 1 + (c % 2));
});

/** The same key again, with other cells and, where there is one, another time of change. */
const duplicateKey = onRow((source, table, index, { b, c }) => {
  const copy = { ...table.rows[index] };
  for (const header of table.headers.slice(1 + (c % 2))) {
    if ((b + header.length) % 3 === 0 || header === "Changed") {
      copy[header] = cellText(source, header, b + c);
    }
  }
  table.rows.splice(c % (table.rows.length + 1), 0, copy);
});

const duplicateRow = onRow((_, table, index, { c }) => {
  table.rows.splice(c % (table.rows.length + 1), 0, { ...table.rows[index] });
});

const moveRow = onRow((_, table, index, { c }) => {
  const [row] = table.rows.splice(index, 1);
  table.rows.splice(c % (table.rows.length + 1), 0, row as Record<string, string>);
});

const reverse: Apply = (shop, { a }) => {
  tableOf(sourceAt(shop, a)).rows.reverse();
};

const blankRow: Apply = (shop, { a, b }) => {
  const { rows } = tableOf(sourceAt(shop, a));
  // Not first and not last: where a table begins and ends is the reader's business, tested elsewhere.
  if (rows.length > 1) rows.splice(1 + (b % (rows.length - 1)), 0, {});
};

const moveColumn: Apply = (shop, { a, b, c }) => {
  const { headers } = tableOf(sourceAt(shop, a));
  const [moved] = headers.splice(b % headers.length, 1);
  headers.splice(c % (headers.length + 1), 0, moved as string);
};

/** A column nobody mapped comes, or goes again. */
const extraColumn: Apply = (shop, { a, b, c }) => {
  const table = tableOf(sourceAt(shop, a));
  const name = `Extra ${b % 2}`;
  if (table.headers.includes(name)) {
    table.headers.splice(table.headers.indexOf(name), 1);
    for (const row of table.rows) delete row[name];
    return;
  }
  table.headers.splice(c % (table.headers.length + 1), 0, name);
  for (const [index, row] of table.rows.entries()) {
    if (Object.keys(row).length > 0 && (index + c) % 2 === 0) row[name] = `x${index % 2}`;
  }
};

const OPTIONAL = /^(Segment|Country|Channel|Status|Line Total|Cost|Carrier|Title)$/;

/** A mapped column that nothing depends on is missing from the file. */
const loseColumn: Apply = (shop, { a, b }) => {
  const { headers } = tableOf(sourceAt(shop, a));
  const optional = headers.filter((header) => OPTIONAL.test(header));
  const lost = at(optional, b);
  if (lost !== undefined) headers.splice(headers.indexOf(lost), 1);
};

/** Lines and payments of an order that comes later, or never. */
const lateOrder: Apply = (shop, { b, c }) => {
  for (const id of ["lines", "payments", "shipments", "reviews"]) {
    const source = shop.sources.get(id);
    if (!source || (b + id.length) % 2 === 0) continue;
    const table = tableOf(source);
    table.rows.push({ ...newRow(source, table, b), "Order ID": `${1014 + (c % 4)}` });
  }
};

const orderArrives: Apply = (shop, { b, c }) => {
  const source = shop.sources.get("orders");
  if (!source) return;
  const table = tableOf(source);
  table.rows.push({ ...newRow(source, table, b), "Order ID": `${1014 + (c % 4)}` });
};

const customerLeaves: Apply = (shop, { b }) => {
  const table = shop.sources.get("customers")?.files.get("customers.csv");
  if (table) table.rows = table.rows.filter((row) => row["Customer No"] !== `C${(b % 8) + 1}`);
};

/** A new file of the folder holds some rows again, corrections of others and new ones. */
const nextFile: Apply = (shop, { b, c }) => {
  const source = shop.sources.get("payments");
  if (!source || source.files.size > 3) return;
  const last = tableOf(source);
  const again = last.rows.filter((_, index) => (index + b) % 3 === 0).map((row) => ({ ...row }));
  for (const row of again.filter((_, index) => index % 2 === 0)) {
    row["Amount"] = cellText(source, "Amount", c);
  }
  const table = { headers: [...last.headers], rows: again };
  table.rows.push(newRow(source, table, b + c), newRow(source, table, c));
  source.files.set(`payments-00${source.files.size + 1}.csv`, table);
};

const unreadable: Apply = (shop, { a, b }) => {
  const source = sourceAt(shop, a);
  source.state = at(["missing", "empty", "header_only"] as const, b) ?? "missing";
};

const readableAgain: Apply = (shop) => {
  for (const source of shop.sources.values()) source.state = "whole";
};

const removeSource: Apply = (shop, { a }) => {
  const left = [...shop.sources.values()].filter((source) => !source.removed);
  if (left.length > 1) (at(left, a) as ShopSource).removed = true;
};

const restoreSources: Apply = (shop) => {
  for (const source of shop.sources.values()) source.removed = false;
};

/** An edit that leaves size and time of the file as they were. */
const hiddenEdit = onRow((source, table, index, { c }) => {
  const row = table.rows[index] as Record<string, string>;
  const header = table.headers.find((h) => /^[A-Z]\d$/.test(row[h] ?? ""));
  if (source.mode === "append" || header === undefined) return;
  const next = `${(row[header] as string)[0]}${(c % 8) + 1}`;
  if (next === row[header]) return;
  row[header] = next;
  source.hidden = true;
});

/** Everything that can happen between two nights, with how often it is drawn. */
export const CHANGES: Readonly<Record<string, readonly [weight: number, apply: Apply]>> = {
  insert: [8, insert],
  edit: [12, edit],
  spoil: [5, spoil],
  remove: [5, remove],
  duplicateKey: [5, duplicateKey],
  duplicateRow: [4, duplicateRow],
  moveRow: [4, moveRow],
  reverse: [2, reverse],
  blankRow: [2, blankRow],
  moveColumn: [2, moveColumn],
  extraColumn: [3, extraColumn],
  loseColumn: [2, loseColumn],
  lateOrder: [4, lateOrder],
  orderArrives: [4, orderArrives],
  customerLeaves: [2, customerLeaves],
  nextFile: [4, nextFile],
  unreadable: [2, unreadable],
  readableAgain: [3, readableAgain],
  removeSource: [1, removeSource],
  restoreSources: [2, restoreSources],
  hiddenEdit: [1, hiddenEdit],
  ...mappingChanges,
};
