/**
 * What people do to the columns of a sheet between two nights, from a seed: give one another name, or take one
 * out and put a different one in. Rows are corrected, added and taken away meanwhile. Knows nothing of the product.
 */
import { cell, date, money, number, text, type Cell } from "#tests/google/cells.ts";
import { tab, type Tab } from "#tests/google/workbook.ts";

type Random = () => number;
type Maker = (random: Random, index: number) => Cell;

interface Column {
  readonly name: string;
  readonly make: Maker;
  /** Names people give it. */
  readonly others: readonly string[];
}

export interface Table {
  readonly entity: "orders" | "customers" | "products";
  readonly columns: readonly Column[];
}

const pick = <T>(random: Random, list: readonly T[]): T =>
  list[Math.floor(random() * list.length)]!;
const day = (random: Random): string =>
  new Date(Date.UTC(2026, 0, 1 + Math.floor(random() * 200))).toISOString().slice(0, 10);
const some =
  (...words: string[]): Maker =>
  (random) =>
    text(pick(random, words));
const amount: Maker = (random) => money(Math.round(500 + random() * 50_000) / 100);
const days: Maker = (random) => date(day(random));

export const TABLES: readonly Table[] = [
  {
    entity: "orders",
    columns: [
      {
        name: "Order no",
        make: (_, index) => number(5000 + index),
        others: ["Order number", "Bestellnummer", "Ref.", "ORDER NO"],
      },
      {
        name: "Customer",
        make: (random) => number(100 + Math.floor(random() * 30)),
        others: ["Client", "Kunde", "Bought by", "Cust. id"],
      },
      { name: "Ordered at", make: days, others: ["Date", "Bestellt am", "When", "Order date"] },
      {
        name: "Status",
        make: some("paid", "shipped", "delivered", "cancelled"),
        others: ["State", "Zustand", "Where is it", "Order status"],
      },
      { name: "Total", make: amount, others: ["Total (EUR)", "Gesamt", "Sum", "Column 5"] },
    ],
  },
  {
    entity: "customers",
    columns: [
      {
        name: "Customer id",
        make: (_, index) => number(100 + index),
        others: ["Client id", "Kundennummer", "No."],
      },
      {
        name: "Name",
        make: (random, index) =>
          text(
            `${pick(random, ["Ada", "Ben", "Eva", "Dev"])} ${pick(random, ["Nowak", "Rossi"])} ${index}`,
          ),
        others: ["Full name", "Wer", "Kundenname"],
      },
      {
        name: "Email",
        make: (_, index) => text(`c${index}@shop.example`),
        others: ["Mail", "E-Mail-Adresse", "Contact"],
      },
      {
        name: "City",
        make: some("Berlin", "Köln", "Wien", "Bern", "Graz"),
        others: ["Town", "Ort"],
      },
      { name: "Signed up at", make: days, others: ["Since", "Angemeldet am"] },
    ],
  },
  {
    entity: "products",
    columns: [
      {
        name: "Product id",
        make: (_, index) => text(`P-${String(index).padStart(3, "0")}`),
        others: ["SKU", "Artikelnummer", "Code"],
      },
      {
        name: "Product name",
        make: (random, index) => text(`${pick(random, ["Lamp", "Chair", "Phone"])} ${index}`),
        others: ["Title", "Bezeichnung", "What"],
      },
      {
        name: "Category",
        make: some("Home", "Audio", "Garden", "Office"),
        others: ["Group", "Warengruppe", "Shelf"],
      },
      { name: "Price", make: amount, others: ["Price EUR", "Preis", "We ask"] },
    ],
  },
];

const ROWS = 60;

/** The table as it was in the last good read. */
export function baseTab(sheetId: number, { columns }: Table, random: Random): Tab {
  const rows = Array.from({ length: ROWS }, (_, index) =>
    columns.map(({ make }) => make(random, index)),
  );
  return tab(sheetId, `Tab ${sheetId}`, [columns.map(({ name }) => name), ...rows]);
}

export interface Change {
  readonly earlier: string;
  readonly header: string;
}

/** Gives a column another name; meanwhile rows change as they do in a week. */
export function rename(of: Tab, table: Table, random: Random): Change {
  const at = Math.floor(random() * table.columns.length);
  const { name, others } = table.columns[at]!;
  const header = pick(random, others);
  of.cells[0]![at] = cell(header);
  live(of, table, random);
  return { earlier: name, header };
}

/** What an added column may hold in place of the one that was taken out. */
const OTHERS: readonly ((column: Column, held: readonly Cell[], random: Random) => Cell[])[] = [
  (_, held, random) =>
    held.map(() => text(pick(random, ["call", "wait", "gift", "ok", "ask Marta"]))),
  ({ make }, held, random) => held.map((_one, index) => make(random, index + 1000)),
  (_, held, random) => held.toSorted(() => random() - 0.5),
  (_, held, random) => held.map(() => ({ boolean: random() < 0.9 })),
  (_, held, random) => held.map(() => number(Math.round(random() * 900) / 10)),
  (_, held, random) => held.map(() => date(day(random))),
];
const ADDED = ["Weight", "Checked", "Note", "Delivery", "Owner", "Second status", "Total weight"];

/** Takes a column out and puts a different one in at its place. */
export function dropAndAdd(of: Tab, table: Table, random: Random): Change {
  const at = Math.floor(random() * table.columns.length);
  const column = table.columns[at]!;
  const header = pick(random, ADDED);
  const held = of.cells.slice(1).map((row) => row[at] ?? null);
  const added = pick(random, OTHERS)(column, held, random);
  of.cells.forEach((row, index) => (row[at] = index === 0 ? cell(header) : added[index - 1]!));
  live(of, table, random);
  return { earlier: column.name, header };
}

/** A few cells corrected, a few rows more or less, and perhaps the columns in another order. */
function live(of: Tab, { columns }: Table, random: Random): void {
  for (let count = 0; count < 6; count += 1) {
    const row = 1 + Math.floor(random() * ROWS);
    const column = 1 + Math.floor(random() * (columns.length - 1));
    const held = of.cells[1 + Math.floor(random() * ROWS)]?.[column];
    if (held) of.cells[row]![column] = held;
  }
  of.cells.splice(1 + Math.floor(random() * ROWS), 3);
  for (let row = 0; row < 5; row += 1) {
    of.cells.push(columns.map(({ make }) => make(random, ROWS + row)));
  }
  if (random() < 0.5) {
    const order = columns.map((_, index) => index).toSorted(() => random() - 0.5);
    of.cells = of.cells.map((row) => order.map((index) => row[index] ?? null));
  }
}
