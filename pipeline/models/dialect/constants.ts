import { isNode, type SyntaxNode } from "../syntax-tree.ts";
import { snowflakeText } from "#domain/snowflake/names.ts";
import { child, refuse } from "./tree.ts";

/** A literal as Snowflake SQL. Decimals come as whole numbers with a scale. */
export function writeConstant(node: SyntaxNode): string {
  const { type, is_null: isNull, value } = child(node, "value");
  if (isNull === true) return "null";
  const id = isNode(type) ? String(type["id"]) : "";
  const info = isNode(type) ? type["type_info"] : null;
  if (id === "VARCHAR") return snowflakeText(String(value));
  if (id === "BOOLEAN") return String(value);
  if (id === "DECIMAL" && isNode(info))
    return decimal(BigInt(value as number), Number(info["scale"]));
  if (id === "DOUBLE") return `${String(value)}::double`;
  if (/^(TINYINT|SMALLINT|INTEGER|BIGINT|HUGEINT|UBIGINT|UHUGEINT)$/.test(id)) return String(value);
  throw refuse(`A literal of type ${id.toLowerCase()}`);
}

function decimal(unscaled: bigint, scale: number): string {
  const digits = String(unscaled < 0n ? -unscaled : unscaled).padStart(scale + 1, "0");
  const point = digits.length - scale;
  const sign = unscaled < 0n ? "-" : "";
  return scale === 0 ? sign + digits : `${sign}${digits.slice(0, point)}.${digits.slice(point)}`;
}
