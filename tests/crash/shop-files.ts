import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";

/** Numbers from 0 up to below 1, the same ones for a seed (mulberry32). */
export function randomNumbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

interface Order {
  readonly id: number;
  readonly customer: number;
  day: number;
  status: string;
  readonly lines: { product: number; quantity: number; price: number }[];
}

const STATUSES = ["paid", "shipped", "cancelled", "refunded"];
const HEADERS = {
  "orders.csv": "order_id,customer_id,ordered_at,status,currency",
  "order_items.csv": "order_id,line_number,product_id,quantity,unit_price",
  "customers.csv": "customer_id,name,segment,region",
};

/** A tiny shop whose files change with every step: corrections, new, late, deleted and bad rows. */
export class ShopFiles {
  readonly folder: string;
  readonly #random: () => number;
  readonly #orders: Order[] = [];
  #step = 0;

  constructor(folder: string, seed: number) {
    this.folder = folder;
    this.#random = randomNumbers(seed);
    for (let id = 1; id <= 40; id += 1) this.#orders.push(this.#order(id));
  }

  #pick(count: number): number {
    return Math.floor(this.#random() * count);
  }

  #order(id: number): Order {
    const lines = Array.from({ length: 1 + this.#pick(3) }, () => ({
      product: 1 + this.#pick(12),
      quantity: 1 + this.#pick(4),
      price: 1 + this.#pick(9000) / 100,
    }));
    const customer = 1 + this.#pick(15 + id / 4);
    return { id, customer, day: this.#pick(60), status: STATUSES[this.#pick(4)]!, lines };
  }

  #change(): void {
    for (let times = 0; times < 4; times += 1) {
      const order = this.#orders[this.#pick(this.#orders.length)]!;
      order.status = STATUSES[this.#pick(4)]!;
      if (this.#random() < 0.5) order.day = this.#pick(60);
      if (this.#random() < 0.5) order.lines[0]!.quantity += 1;
    }
    this.#orders.splice(this.#pick(this.#orders.length), 1);
    const last = this.#orders.reduce((most, order) => Math.max(most, order.id), 0);
    const place = this.#pick(this.#orders.length);
    this.#orders.splice(place, 0, this.#order(last + 1), this.#order(last + 2));
  }

  /** Writes the files as they are after one more step. */
  async next(): Promise<void> {
    if (this.#step > 0) this.#change();
    this.#step += 1;
    await mkdir(join(this.folder, "payments"), { recursive: true });
    const orders = this.#orders.map((order) => {
      const date = new Date(Date.UTC(2024, 9, 1 + order.day)).toISOString().slice(0, 10);
      return [order.id, order.customer, order.id % 17 === 0 ? "soon" : date, order.status, "EUR"];
    });
    const lines = this.#orders.flatMap((order) =>
      order.lines.map((line, index) => [
        order.id,
        index + 1,
        `p${line.product}`,
        line.quantity,
        line.price,
      ]),
    );
    const customers = [...new Set(this.#orders.map((order) => order.customer))]
      .filter((id) => id % 5 !== 0)
      .map((id) => [
        id,
        `Name ${id}`,
        id % 2 ? "VIP" : "Regular",
        `Region ${(id + this.#step) % 3}`,
      ]);
    await this.#write("orders.csv", HEADERS["orders.csv"], orders);
    await this.#write("order_items.csv", HEADERS["order_items.csv"], lines);
    await this.#write("customers.csv", HEADERS["customers.csv"], customers);
    const paid = this.#orders
      .slice(-3)
      .map((order) => [`${this.#step}-${order.id}`, order.id, "card", "paid", 10, "2024-11-30"]);
    const payments = `payments/day-${String(this.#step).padStart(3, "0")}.csv`;
    await this.#write(payments, "payment_id,order_id,method,status,amount,paid_at", paid);
  }

  async #write(name: string, header: string, rows: readonly (readonly unknown[])[]): Promise<void> {
    const text = [header, ...rows.map((row) => row.join(","))].join("\n");
    await writeFile(join(this.folder, name), `${text}\n`);
  }
}
