import { ENTITIES, ENTITY_NAMES, type EntityName, formattedColumns } from "#domain/entities.ts";

/** Tables the engine makes and models read. The engine's tables have exactly these columns. */

export interface TableColumn {
  readonly name: string;
  /** The engine's name of the type, e.g. `DECIMAL(18,4)`. */
  readonly type: string;
}

const texts = (names: readonly string[]): readonly TableColumn[] =>
  names.map((name) => ({ name, type: "VARCHAR" }));

/** `bronze.<entity>`: every column as text, how to read it, where it came from. */
export function bronzeColumns(entity: EntityName): readonly TableColumn[] {
  return [
    ...texts(ENTITIES[entity].columns.map((column) => column.name)),
    ...texts(formattedColumns(entity).map((column) => `_format_${column.name}`)),
    ...texts(["_tz", "_local_tz"]),
    { name: "_prices_include_tax", type: "BOOLEAN" },
    ...texts(["_source_id", "_batch_id"]),
    { name: "_ingested_at", type: "TIMESTAMP" },
    { name: "_row", type: "BIGINT" },
    { name: "_row_hash", type: "UBIGINT" },
    { name: "_occurrence", type: "BIGINT" },
  ];
}

const keyMap = (id: string): readonly TableColumn[] => [
  { name: id, type: "VARCHAR" },
  { name: `${id.replace(/_id$/, "")}_key`, type: "INTEGER" },
];

/** `schema.table` → columns, in order. */
export const ENGINE_TABLES: ReadonlyMap<string, readonly TableColumn[]> = new Map([
  ...ENTITY_NAMES.map((entity) => [`bronze.${entity}`, bronzeColumns(entity)] as const),
  ["keys.customers", keyMap("customer_id")],
  ["keys.products", keyMap("product_id")],
  ["keys.orders", keyMap("order_id")],
  ["keys.payments", keyMap("payment_id")],
  ["keys.shipments", keyMap("shipment_id")],
  ["keys.reviews", keyMap("review_id")],
  ["keys.shipping_methods", keyMap("shipping_method")],
  [
    "meta.workspace",
    [
      { name: "currency", type: "VARCHAR" },
      { name: "time_zone", type: "VARCHAR" },
    ],
  ],
  ["meta.as_of", [{ name: "as_of", type: "DATE" }]],
]);
