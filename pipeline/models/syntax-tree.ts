import { quoteLiteral } from "#domain/sql-text.ts";
import type { SqlRunner } from "#ports/sql-runner.ts";

/** Reads what the engine's parser says about a select (`json_serialize_sql`). */

export type SyntaxNode = { readonly [name: string]: unknown };

export const isNode = (value: unknown): value is SyntaxNode =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/**
 * The syntax tree of each select, in one query; SQL that does not parse gives a tree that says so.
 * Not `getTableNames` of the driver: it returns nothing at all, without an error, for a select with
 * `using`, with a natural join or with a macro it does not know, and misses CTEs that are not used.
 */
export async function parseSelects(
  sqls: readonly string[],
  runner: SqlRunner,
): Promise<readonly unknown[]> {
  if (sqls.length === 0) return [];
  const values = sqls.map((sql, index) => `(${index}, ${quoteLiteral(sql)})`);
  const { rows } = await runner.table(
    `select json_serialize_sql(body)::varchar from (values ${values.join(", ")}) as m (place, body) order by place`,
  );
  return rows.map(([tree]) => JSON.parse(String(tree)) as unknown);
}

/** Every object of a tree, outer before inner. */
export function* walk(tree: unknown): Generator<SyntaxNode> {
  if (Array.isArray(tree)) {
    for (const item of tree) yield* walk(item);
  } else if (isNode(tree)) {
    yield tree;
    for (const value of Object.values(tree)) {
      if (typeof value === "object") yield* walk(value);
    }
  }
}

/** CTEs of one select in the order they are written, each with its own select. */
export function cteBodies(select: SyntaxNode): readonly { name: string; body: SyntaxNode }[] {
  const map = isNode(select.cte_map) ? select.cte_map.map : undefined;
  if (!Array.isArray(map)) return [];
  return map.flatMap((entry: unknown) => {
    const value = isNode(entry) && isNode(entry.value) ? entry.value : undefined;
    const query = isNode(value?.query) ? value.query : undefined;
    if (!isNode(entry) || !isNode(query?.node)) return [];
    return [{ name: String(entry.key), body: query.node }];
  });
}

/** Names of all CTEs, wherever they are declared. */
export function cteNames(tree: unknown): ReadonlySet<string> {
  const names = new Set<string>();
  for (const node of walk(tree)) for (const { name } of cteBodies(node)) names.add(name);
  return names;
}

/**
 * Tables a select reads, as `schema.name`, sorted; a name that is no CTE and has no schema stays bare.
 * `error` is the parser's message when it is not one valid select.
 */
export function tablesInSyntaxTree(tree: unknown): {
  readonly names: readonly string[];
  readonly error?: string;
} {
  if (!isNode(tree) || tree.error !== false) {
    const message = isNode(tree) ? tree.error_message : undefined;
    return { names: [], error: `Not one valid select: ${String(message ?? "no answer")}` };
  }
  if (Array.isArray(tree.statements) && tree.statements.length !== 1) {
    return { names: [], error: "A model is one select, not several statements." };
  }
  const ctes = cteNames(tree);
  const names = new Set<string>();
  for (const node of walk(tree)) {
    if (node.type !== "BASE_TABLE") continue;
    const table = String(node.table_name);
    const schema = String(node.schema_name ?? "");
    if (schema !== "") names.add(`${schema}.${table}`);
    else if (!ctes.has(table)) names.add(table);
  }
  return { names: [...names].sort() };
}
