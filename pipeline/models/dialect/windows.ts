import type { SyntaxNode } from "../syntax-tree.ts";
import { isAggregate, writeAggregate } from "./functions.ts";
import { child, children, refuse, textOf } from "./tree.ts";

type Write = (node: SyntaxNode) => string;

const FRAME: Readonly<Record<string, string>> = {
  UNBOUNDED_PRECEDING: "unbounded preceding",
  UNBOUNDED_FOLLOWING: "unbounded following",
  CURRENT_ROW_ROWS: "current row",
};

/** `order by …` with the place of nulls said: DuckDB puts them last in both directions, Snowflake only ascending. */
export function writeOrder(orders: readonly SyntaxNode[], write: Write): string {
  const parts = orders.map((order) => {
    const direction = order["type"] === "DESCENDING" ? " desc" : "";
    const nulls = order["null_order"] === "NULLS_FIRST" ? "nulls first" : "nulls last";
    return `${write(child(order, "expression"))}${direction} ${nulls}`;
  });
  return `order by ${parts.join(", ")}`;
}

export function writeWindow(node: SyntaxNode, write: Write): string {
  const name = textOf(node, "function_name");
  if (!isAggregate(name)) throw refuse(`The window function ${name}`);
  if (node["filter_expr"] !== null || node["ignore_nulls"] === true) {
    throw refuse(`${name} with a filter in a window`);
  }
  const partitions = children(node, "partitions").map(write);
  const orders = children(node, "orders");
  const parts = [
    ...(partitions.length > 0 ? [`partition by ${partitions.join(", ")}`] : []),
    ...(orders.length > 0 ? [writeOrder(orders, write)] : []),
    ...frameOf(node, write),
  ];
  const distinct = node["distinct"] === true ? "distinct " : "";
  const argument = `${distinct}${children(node).map(write).join(", ")}`;
  return `${writeAggregate(name, argument)} over (${parts.join(" ")})`;
}

/** The frame where it was written; without one both engines mean the same. */
function frameOf(node: SyntaxNode, write: Write): readonly string[] {
  const [start, end] = [textOf(node, "start"), textOf(node, "end")];
  if (start === "UNBOUNDED_PRECEDING" && end === "CURRENT_ROW_RANGE") return [];
  const edge = (kind: string, expression: unknown): string => {
    if (kind === "EXPR_PRECEDING_ROWS") return `${write(expression as SyntaxNode)} preceding`;
    if (kind === "EXPR_FOLLOWING_ROWS") return `${write(expression as SyntaxNode)} following`;
    const text = FRAME[kind];
    if (!text) throw refuse(`The window frame ${kind.toLowerCase()}`);
    return text;
  };
  return [`rows between ${edge(start, node["start_expr"])} and ${edge(end, node["end_expr"])}`];
}
