/**
 * A shop's workbook as small teams keep it: seven tabs, typed cells beside typed-over ones, titles above the
 * column names, notes, blank rows, formula errors. Made from a seed alone; knows nothing of the product.
 */
import { cell, date, money, number, text, type Cell } from "./cells.ts";
import { tab, workbook, type Tab, type Workbook } from "./workbook.ts";

/** Mulberry32: small, fast, the same everywhere. */
export function randomSource(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export interface DemoSize {
  readonly customers: number;
  readonly products: number;
  readonly orders: number;
}

const NAMES = ["Ada Nowak", "Ben Müller", "Chloé Martin", "Dev Patel", "Eva Rossi", "Finn O'Shea"];
const REGIONS = ["North", "South", "East", "West"];
const CATEGORIES = ["Phone", "Laptop", "Audio", "Home"];
const METHODS = ["card", "paypal", "invoice"];
const CARRIERS = ["DHL", "UPS", "Post"];
const DAY = 86_400_000;

/** @param until newest order day, `YYYY-MM-DD`. */
export function demoWorkbook(
  id: string,
  seed: number,
  until: string,
  size: DemoSize = { customers: 60, products: 24, orders: 400 },
): Workbook {
  const random = randomSource(seed);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const dayBefore = (days: number): string =>
    new Date(Date.parse(until) - days * DAY).toISOString().slice(0, 10);
  const customers = Array.from({ length: size.customers }, (_, i) => i + 101);
  const products = Array.from({ length: size.products }, (_, i) => ({
    sku: `P-${String(i + 1).padStart(3, "0")}`,
    name: `${pick(["Small", "Large", "Blue", "Classic"])} ${pick(["lamp", "phone", "case", "chair"])} ${i + 1}`,
    category: pick(CATEGORIES),
    price: Math.round(500 + random() * 20_000) / 100,
  }));
  const orders = Array.from({ length: size.orders }, (_, i) => ({
    id: 5001 + i,
    customer: pick(customers),
    day: dayBefore(Math.floor(random() * 180)),
    hour: Math.floor(random() * 24),
  }));
  const at = (order: { day: string; hour: number }): Cell =>
    date(`${order.day} ${String(order.hour).padStart(2, "0")}:30:00`);
  const later = (day: string, days: number): Cell =>
    date(new Date(Date.parse(day) + days * DAY).toISOString().slice(0, 10));

  const lines: Cell[][] = [];
  const totals = new Map<number, number>();
  for (const order of orders) {
    const count = 1 + Math.floor(random() * 3);
    for (let line = 1; line <= count; line += 1) {
      const product = pick(products);
      const quantity = 1 + Math.floor(random() * 4);
      totals.set(order.id, (totals.get(order.id) ?? 0) + product.price * quantity);
      lines.push([
        number(order.id),
        number(line),
        text(product.sku),
        number(quantity),
        money(product.price),
      ]);
    }
  }
  const total = (order: number): number => Math.round((totals.get(order) ?? 0) * 100) / 100;

  const tabs: Tab[] = [
    tab(10, "Orders", [
      ["Orders of the shop"],
      [],
      ["Order no", "Customer", "Ordered at", "Status", "Total"],
      ...orders.map((order): Cell[] => [
        number(order.id),
        number(order.customer),
        at(order),
        text(pick(["paid", "shipped", "delivered", "cancelled"])),
        { formula: "=SUMIF(Lines!A:A,A4,Lines!F:F)", value: { number: total(order.id) } },
      ]),
    ]),
    tab(11, "Lines", [["Order no", "Line", "SKU", "Qty", "Unit price"], ...lines]),
    tab(12, "Customers", [
      ["Customer", "Name", "E-mail", "Segment", "Region", "Signed up"],
      ...customers.map((customer): Cell[] => [
        number(customer),
        text(pick(NAMES)),
        text(`c${customer}@shop.example`),
        text(pick(["VIP", "Regular", "New"])),
        text(pick(REGIONS)),
        later(dayBefore(400), Math.floor(random() * 200)),
      ]),
      [],
      [],
    ]),
    tab(13, "Products & prices", [
      ["SKU", "Product", "Category", "Price", "Cost"],
      ...products.map((product): Cell[] => [
        text(product.sku),
        text(product.name),
        text(product.category),
        money(product.price),
        money(Math.round(product.price * 60) / 100),
      ]),
    ]),
    tab(14, "Payments", [
      ["Payment no", "Order no", "Method", "Status", "Amount", "Paid on"],
      ...orders.map((order, i): Cell[] => [
        text(`PAY${i + 1}`),
        number(order.id),
        text(pick(METHODS)),
        text(random() < 0.95 ? "paid" : "failed"),
        money(total(order.id)),
        later(order.day, 1),
      ]),
    ]),
    tab(15, "Shipping", [
      ["Shipment no", "Order no", "Method", "Carrier", "Shipped", "Promised", "Delivered", "Cost"],
      ...orders.map((order, i): Cell[] => [
        text(`S${i + 1}`),
        number(order.id),
        text(pick(["standard", "express"])),
        text(pick(CARRIERS)),
        later(order.day, 1),
        later(order.day, 4),
        later(order.day, 2 + Math.floor(random() * 5)),
        money(Math.round(300 + random() * 900) / 100),
      ]),
    ]),
    tab(16, "Reviews", [
      ["Review no", "Order no", "SKU", "Customer", "Stars", "Text", "Date"],
      ...orders
        .slice(0, Math.floor(size.orders / 3))
        .map((order, i): Cell[] => [
          text(`R${i + 1}`),
          number(order.id),
          text(pick(products).sku),
          number(order.customer),
          number(1 + Math.floor(random() * 5)),
          text(pick(["Great", "Arrived late", "As described", "Broken, sent back"])),
          later(order.day, 8),
        ]),
    ]),
  ];
  return workbook(id, "Shop workbook", tabs, { readers: ["reader@shop.example", "anyone"] });
}

/** A cell somebody typed over: no longer a number or a date. */
export function typeOver(of: Tab, row: number, column: number, typed: string): void {
  of.cells[row - 1]![column] = cell(typed);
}
