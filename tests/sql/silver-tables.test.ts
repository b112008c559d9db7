import { afterAll, beforeAll, expect, test } from "vitest";
import { ENTITY_NAMES, type EntityName } from "#domain/entities.ts";
import { fillBronze, openSilver, type SilverEngine } from "./silver-engine.ts";
import { CLEAN, type Cells } from "./silver-rows.ts";

let engine: SilverEngine;
beforeAll(async () => {
  engine = await openSilver();
  await engine.connection.run("create schema silver");
});
afterAll(() => engine.close());

type Shop = Partial<Record<EntityName, readonly Cells[]>>;

/** Silver of a shop that has one clean row of everything but what `changed` replaces. */
async function buildSilver(changed: Shop): Promise<void> {
  for (const entity of ENTITY_NAMES) {
    await fillBronze(engine, entity, changed[entity] ?? [CLEAN[entity]]);
    const model = engine.models.find((candidate) => candidate.name === entity)!;
    await engine.connection.run(`create or replace table silver.${entity} as ${model.sql}`);
  }
}

const rulesByName = () =>
  new Map(
    engine.models.flatMap((model) => model.tableRules.map((rule) => [rule.name, { model, rule }])),
  );

/** Rows of the first column of what a rule finds, and how many rows it says it checked. */
async function runRule(name: string): Promise<{ failing: readonly unknown[]; checked: number }> {
  const { rule } = rulesByName().get(name)!;
  const found = await engine.connection.runAndReadAll(rule.failing);
  const checked = await engine.connection.runAndReadAll(rule.applies!);
  return {
    failing: found.getRows().map((row) => row.map(String)),
    checked: Number(checked.getRows()[0]![0]),
  };
}

const { orders: order, payments: payment } = CLEAN;
const { shipments: shipment, reviews: review, customers: customer } = CLEAN;
const refund = { ...payment, payment_id: "P-2", status: "Refunded", amount: "(24.80)" };

/** A shop that breaks the rule, the key of the row it must name, and a shop close by that does not. */
const SHOPS: Readonly<Record<string, readonly [broken: Shop, key: string, fine: Shop]>> = {
  duplicate_emails: [
    { customers: [customer, { ...customer, customer_id: "102", email: "ZOE@shop.example " }] },
    "101",
    { customers: [customer, { ...customer, customer_id: "102", email: null }] },
  ],
  orders_without_lines: [
    { orders: [order, { ...order, order_id: "O-2" }] },
    "O-2",
    { orders: [order, { ...order, order_id: "O-2", status: "storniert" }] },
  ],
  order_total_mismatch: [
    { orders: [{ ...order, total_amount: "34.80" }] },
    "O-1",
    // Prices that include tax: the total is lines plus shipping.
    {
      orders: [{ ...order, total_amount: "28.60" }],
      payments: [{ ...payment, amount: "28.60" }],
    },
  ],
  refunded_without_refund: [
    { orders: [{ ...order, status: "Refunded" }] },
    "O-1",
    { orders: [{ ...order, status: "Refunded" }], payments: [payment, refund] },
  ],
  payments_differ_from_total: [
    { payments: [payment, { ...payment, payment_id: "P-2", amount: "5.00" }] },
    "null",
    {
      payments: [
        { ...payment, amount: "20.00" },
        { ...payment, payment_id: "P-2", amount: "4.80" },
        { ...payment, payment_id: "P-3", status: "Failed" },
        refund,
      ],
    },
  ],
  paid_before_ordered: [
    { payments: [{ ...payment, paid_at: "2026-01-03" }] },
    "P-1",
    { payments: [{ ...payment, paid_at: "2026-01-04" }] },
  ],
  shipped_before_ordered: [
    { shipments: [{ ...shipment, shipped_at: "2026-01-04 23:00:00" }] },
    "S-1",
    { shipments: [{ ...shipment, shipped_at: "2026-01-05" }] },
  ],
  cancelled_but_delivered: [
    { orders: [{ ...order, status: "Cancelled" }] },
    "S-1",
    {
      orders: [{ ...order, status: "Cancelled" }],
      shipments: [{ ...shipment, delivered_at: null }],
    },
  ],
  reviewed_but_not_ordered: [
    { reviews: [review, { ...review, review_id: "R-2", product_id: "SKU-9" }] },
    "R-2",
    {
      reviews: [
        { ...review, product_id: "SKU-9", order_id: "O-9" },
        { ...review, product_id: null },
      ],
    },
  ],
  reviewed_before_ordered: [
    { reviews: [{ ...review, reviewed_at: "2026-01-04" }] },
    "R-1",
    { reviews: [{ ...review, reviewed_at: "2026-01-05" }] },
  ],
};

test("every rule across tables has a shop that breaks it", () => {
  expect(Object.keys(SHOPS).sort()).toEqual([...rulesByName().keys()].sort());
  for (const { rule } of rulesByName().values()) expect(rule.severity).toBe("warn");
});

test("a clean shop breaks no rule across tables, and each rule looked at something", async () => {
  await buildSilver({});
  for (const name of Object.keys(SHOPS)) {
    const { failing, checked } = await runRule(name);
    const nothingRefunded = name === "refunded_without_refund";
    expect([name, failing, checked > 0 || nothingRefunded]).toEqual([name, [], true]);
  }
});

test.each(Object.entries(SHOPS))(
  "%s is found where it is and nowhere else",
  async (name, shops) => {
    const [broken, key, fine] = shops;
    await buildSilver(broken);
    const { failing, checked } = await runRule(name);
    expect((failing as string[][]).map(([first]) => first)).toContain(key);
    expect(checked).toBeGreaterThanOrEqual(1);
    await buildSilver(fine);
    expect((await runRule(name)).failing).toEqual([]);
  },
);
