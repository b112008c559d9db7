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

/** Columns of every entity in the order of its table. */
export const ENTITY_COLUMNS = Object.fromEntries(
  ENTITY_NAMES.map((entity) => [
    entity,
    ENTITIES[entity].columns.map((column): EntityColumnInfo => ({
      name: column.name,
      kind: KINDS[column.type],
      required:
        (column.key === true || column.required === true) &&
        !WORKED_OUT.has(`${entity}.${column.name}`),
    })),
  ]),
) as Readonly<Record<EntityName, readonly EntityColumnInfo[]>>;

export { ENTITY_NAMES, type EntityName };
