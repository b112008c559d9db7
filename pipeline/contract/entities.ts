import { ENTITIES, ENTITY_NAMES, type EntityName } from "#domain/entities.ts";

/** A column a source may fill, as a window needs it to offer choices. */
export interface EntityColumnInfo {
  readonly name: string;
  readonly kind: "key" | "text" | "number" | "date" | "flag";
  /** Without a readable value here a row cannot be used. */
  readonly required: boolean;
}

const KINDS = {
  key: "key",
  text: "text",
  boolean: "flag",
  integer: "number",
  quantity: "number",
  amount: "number",
  timestamp: "date",
  date: "date",
} as const;

/** Worked out when no column holds them, so nobody has to be asked. */
const WORKED_OUT = new Set(["order_items.line_number", "inventory.warehouse"]);

function columnsOf(entity: EntityName): readonly EntityColumnInfo[] {
  return ENTITIES[entity].columns.map((column) => ({
    name: column.name,
    kind: KINDS[column.type],
    required:
      (column.key === true || column.required === true) &&
      !WORKED_OUT.has(`${entity}.${column.name}`),
  }));
}

/** Columns of every entity in the order of its table. */
export const ENTITY_COLUMNS: Readonly<Record<EntityName, readonly EntityColumnInfo[]>> = {
  customers: columnsOf("customers"),
  products: columnsOf("products"),
  orders: columnsOf("orders"),
  order_items: columnsOf("order_items"),
  payments: columnsOf("payments"),
  shipments: columnsOf("shipments"),
  reviews: columnsOf("reviews"),
  inventory: columnsOf("inventory"),
};

export { ENTITY_NAMES, type EntityName };
