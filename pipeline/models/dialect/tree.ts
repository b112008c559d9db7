import { AppError } from "#domain/errors.ts";
import { quoteLiteral } from "#domain/sql-text.ts";
import type { SqlRunner } from "#ports/sql-runner.ts";
import { isNode, type SyntaxNode } from "../syntax-tree.ts";

/** Whole numbers beyond what a double holds stay exact. */
type Reviver = (
  this: unknown,
  key: string,
  value: unknown,
  context: { source?: string },
) => unknown;

const exact: Reviver = (_key, value, context) =>
  typeof value === "number" && !Number.isSafeInteger(value) && /^-?\d+$/.test(context?.source ?? "")
    ? BigInt(context.source as string)
    : value;

/**
 * The query node of each select, as the engine's parser sees it.
 * @throws AppError `bad_input` with the parser's message for SQL that is not one select.
 */
export async function parseQueries(
  sqls: readonly string[],
  runner: SqlRunner,
): Promise<readonly SyntaxNode[]> {
  if (sqls.length === 0) return [];
  const values = sqls.map((sql, index) => `(${index}, ${quoteLiteral(sql)})`);
  const { rows } = await runner.table(
    `select json_serialize_sql(body)::varchar from (values ${values.join(", ")}) as m (place, body) order by place`,
  );
  return rows.map(([text], index) => queryOf(String(text), sqls[index] as string));
}

function queryOf(text: string, sql: string): SyntaxNode {
  const tree = JSON.parse(text, exact as never) as SyntaxNode;
  const statements = tree["statements"];
  const first: unknown =
    Array.isArray(statements) && statements.length === 1 ? statements[0] : null;
  if (isNode(first) && isNode(first["node"])) return first["node"];
  throw new AppError(
    "bad_input",
    `Not one select: ${String(tree["error_message"] ?? "several statements")} (${sql.slice(0, 80)})`,
    { hint: "Run `npm run models` to see what is wrong with it." },
  );
}

/** A part of a node that must be another node. */
export function child(node: SyntaxNode, name: string): SyntaxNode {
  const value = node[name];
  if (isNode(value)) return value;
  throw refuse(`${String(node["type"])} without ${name}`);
}

/** A part of a node that is a list of nodes. */
export function children(node: SyntaxNode, name = "children"): readonly SyntaxNode[] {
  const value = node[name];
  return Array.isArray(value) ? value.filter(isNode) : [];
}

export function textOf(node: SyntaxNode, name: string): string {
  const value = node[name];
  return typeof value === "string" ? value : "";
}

/** What the compile step says about a construct that is not on its list. */
export function refuse(what: string): AppError {
  return new AppError("bad_input", `${what} cannot be written as Snowflake SQL.`, {
    hint: "Give it a body in sql/macros/snowflake, or teach pipeline/models/dialect about it together with a test.",
  });
}
