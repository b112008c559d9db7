/** Tables of orders as a sheet holds them, made from a seed; knows nothing of the product. */
import { cell, date, money, number, text, type Cell } from "#tests/google/cells.ts";
import { tab, type Tab } from "#tests/google/workbook.ts";

export type Random = () => number;
export type Plain = string | number | boolean | null | Cell;

export interface Defect {
  readonly kind: string;
  /** In A1 notation, without the tab. */
  readonly at: string;
}

export interface Layout {
  readonly name: string;
  readonly tab: Tab;
  readonly locale?: string;
  /** 1-based row of the column names. */
  readonly header_row: number;

  /** Column of an order → what the first order means: its text after typing. */
  readonly means: Readonly<Record<string, string>>;
  readonly defects: readonly Defect[];
}

interface Order {
  readonly id: number;
  readonly customer: number;
  readonly day: string;
  readonly hour: number;
  readonly status: string;
  readonly total: number;
}

export const NAMES = ["Order no", "Customer", "Ordered at", "Status", "Total"] as const;
const STATUSES = ["paid", "shipped", "delivered"] as const;

function orders(random: Random, count = 40): Order[] {
  const start = Date.UTC(2026, Math.floor(random() * 9), 1);
  return Array.from({ length: count }, (_, index) => ({
    id: 5000 + index,
    customer: 100 + Math.floor(random() * 60),
    day: new Date(start + Math.floor(random() * 60) * 86_400_000).toISOString().slice(0, 10),
    hour: 10 + Math.floor(random() * 13),
    status: STATUSES[Math.floor(random() * 3)]!,
    total: (1000 + Math.floor(random() * 90_000)) / 100,
  }));
}

const at = ({ day, hour }: Order): Cell => date(`${day} ${hour}:15:00`);
export const cells = (order: Order): Cell[] => [
  number(order.id),
  number(order.customer),
  at(order),
  text(order.status),
  money(order.total),
];
const meaning = (order: Order): Record<string, string> => ({
  order_id: String(order.id),
  customer_id: String(order.customer),
  ordered_at: `${order.day} ${order.hour}:15:00`,
  status: order.status,
  total_amount: order.total.toFixed(4),
});

/** Rows above, names and orders, with room for a change of one of them. */
export interface Sheet {
  readonly above?: readonly Plain[][];
  readonly names?: readonly Plain[];
  readonly row?: (order: Order) => Plain[];
  readonly below?: readonly Plain[][];
  readonly count?: number;
}

export interface Made {
  readonly tab: Tab;
  readonly orders: readonly Order[];
  /** 1-based row of the first order. */
  readonly first: number;
  readonly last: number;
  readonly means: Record<string, string>;
}

export function sheet(random: Random, what: Sheet = {}): Made {
  const list = orders(random, what.count);
  const above = what.above ?? [];
  const rows = list.map(what.row ?? cells);
  const made = tab(1, "Orders", [
    ...above,
    [...(what.names ?? NAMES)],
    ...rows,
    ...(what.below ?? []),
  ]);
  const first = above.length + 2;
  return {
    tab: made,
    orders: list,
    first,
    last: first + list.length - 1,
    means: meaning(list[0]!),
  };
}

/** A row of data, never the first three, which are compared. */
export const someRow = (random: Random, { first, last }: Made): number =>
  first + 3 + Math.floor(random() * (last - first - 6));

export const put = ({ tab: into }: Made, row: number, column: number, held: Plain): void => {
  into.cells[row - 1]![column] = cell(held);
};

/** What is expected of a sheet. */
export const read = (
  { tab, means }: Made,
  defects: readonly Defect[] = [],
  header_row = 1,
): Omit<Layout, "name"> => ({ tab, header_row, means, defects });

export function block(top: number, bottom: number, left: number, right: number) {
  return {
    startRowIndex: top,
    endRowIndex: bottom,
    startColumnIndex: left,
    endColumnIndex: right,
  };
}
