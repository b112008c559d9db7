import { isNode, type SyntaxNode } from "../syntax-tree.ts";
import { refuse } from "./tree.ts";

const TYPES: Readonly<Record<string, string>> = {
  VARCHAR: "varchar",
  BOOLEAN: "boolean",
  TINYINT: "integer",
  SMALLINT: "integer",
  INTEGER: "integer",
  BIGINT: "bigint",
  HUGEINT: "bigint",
  UBIGINT: "number(20, 0)",
  DOUBLE: "double",
  DATE: "date",
  TIME: "time(6)",
  TIMESTAMP: "timestamp_ntz(6)",
};

/** A type of the tree as Snowflake writes it. */
export function snowflakeType(type: SyntaxNode): string {
  const id = String(type["id"]);
  const info = type["type_info"];
  if (id === "DECIMAL" && isNode(info)) return `number(${info["width"]}, ${info["scale"]})`;
  const name = TYPES[id];
  if (name === undefined) throw refuse(`The type ${id.toLowerCase()}`);
  return name;
}

/** The same from a type as DuckDB describes a column, e.g. `DECIMAL(18,4)`. */
export function snowflakeColumnType(text: string): string {
  const decimal = /^DECIMAL\((\d+),\s*(\d+)\)$/.exec(text);
  if (decimal) return `number(${decimal[1]}, ${decimal[2]})`;
  return snowflakeType({ id: text, type_info: null });
}
