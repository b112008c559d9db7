import type { LedgerEntry } from "#tests/sample/support.ts";

/** The rule that must set the row aside, from what the ledger says is wrong. */
export function ruleOf(entry: LedgerEntry): string {
  const { reason } = entry.expected;
  if (reason !== "out_of_range") return `${entry.field}_${reason}`;
  const ending = OUT_OF_RANGE[entry.defect];
  return `${entry.field}_${ending ?? "out_of_range"}`;
}

const OUT_OF_RANGE: Readonly<Record<string, string>> = {
  date_in_future: "in_future",
  signed_up_in_future: "in_future",
  date_ancient: "before_1990",
  shipped_ancient: "before_1990",
  birthday_too_old: "too_old",
  price_negative: "negative",
  cost_negative: "negative",
};

/** Row rules that only remark: remark of the oracle → rule whose bit the silver row must carry. */
export const FLAG_RULES: readonly {
  readonly entity: string;
  readonly what: string;
  readonly field: string;
  readonly rule: string;
}[] = [
  {
    entity: "order_items",
    what: "total_mismatch",
    field: "line_total",
    rule: "line_total_mismatch",
  },
  { entity: "order_items", what: "implausible", field: "quantity", rule: "quantity_implausible" },
  {
    entity: "shipments",
    what: "delivered_before_shipped",
    field: "delivered_at",
    rule: "delivered_before_shipped",
  },
  { entity: "customers", what: "implausible", field: "email", rule: "email_implausible" },
  {
    entity: "inventory",
    what: "below_zero",
    field: "quantity_on_hand",
    rule: "quantity_on_hand_negative",
  },
];

/** Business key of a silver row as the oracle writes it. */
export const KEY_TEXT: Readonly<Record<string, string>> = {
  customers: "customer_id",
  products: "product_id",
  orders: "order_id",
  order_items: "order_id || '/' || line_number",
  payments: "payment_id",
  shipments: "shipment_id",
  reviews: "review_id",
  inventory: "product_id || '/' || counted_at_date || '/' || warehouse",
};
