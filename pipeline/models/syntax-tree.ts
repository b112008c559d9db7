/** Reads what the engine's parser says about a select (`json_serialize_sql`). */

export type SyntaxNode = { readonly [name: string]: unknown };

const isNode = (value: unknown): value is SyntaxNode =>
  typeof value === "object" && value !== null && !Array.isArray(value);

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

/** Names of all CTEs, wherever they are declared. */
export function cteNames(tree: unknown): ReadonlySet<string> {
  const names = new Set<string>();
  for (const node of walk(tree)) {
    const map = isNode(node.cte_map) ? node.cte_map.map : undefined;
    if (!Array.isArray(map)) continue;
    for (const entry of map) if (isNode(entry) && typeof entry.key === "string") names.add(entry.key);
  }
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
