import type { ModelCatalogue } from "./model.ts";
import type { TableRef } from "./graph.ts";
import { ENGINE_TABLES } from "./tables.ts";

/** What must be known of an input to follow a change in it. */
export interface InputShape {
  readonly columns: readonly string[];
  /** Column lists by which other tables join it: its key, its scope, other unique columns. */
  readonly keys: readonly (readonly string[])[];
}

/** Rows of `via` whose `on` columns equal those of the changed lookup row are concerned. */
export interface LookupPath {
  readonly via: TableRef;
  readonly on: readonly string[];
}

/**
 * How a changed row of an input reaches the scopes of an incremental model:
 * scoped: it holds all scope columns; filter it by them.
 * lookup: through scoped inputs; the scopes are the union over all paths, read from the old and the new
 * `via`; every path must be followed, because the model may join the lookup to each of them.
 * unreachable: rebuild the model whole when it changes.
 */
export type InputClass =
  | { readonly kind: "scoped" }
  | { readonly kind: "lookup"; readonly paths: readonly LookupPath[] }
  | { readonly kind: "unreachable" };

/**
 * Classifies the inputs of an incremental model. Relies on the contract of incremental models: scope
 * columns keep their names, lookups are joined by equality on columns of equal names.
 * @param scope scope columns of the model.
 * @param inputs columns and keys per input table; one-row tables (`meta.*`) are never reachable.
 */
export function classifyInputs(
  scope: readonly string[],
  inputs: ReadonlyMap<TableRef, InputShape>,
): ReadonlyMap<TableRef, InputClass> {
  const has = (shape: InputShape, columns: readonly string[]): boolean =>
    columns.length > 0 && columns.every((column) => shape.columns.includes(column));
  const scoped = [...inputs].filter(([, shape]) => has(shape, scope));
  const classify = (table: TableRef, shape: InputShape): InputClass => {
    if (table.startsWith("meta.")) return { kind: "unreachable" };
    if (has(shape, scope)) return { kind: "scoped" };
    const keys = shape.keys.filter((key) => has(shape, key));
    const paths = scoped.flatMap(([via, viaShape]) =>
      uniqueLists(keys.filter((key) => has(viaShape, key))).map((on) => ({ via, on })),
    );
    return paths.length > 0 ? { kind: "lookup", paths } : { kind: "unreachable" };
  };
  return new Map([...inputs].map(([table, shape]) => [table, classify(table, shape)]));
}

/** The column lists by which a table is joined: key, scope and unique columns of a model; columns of a key map. */
export function joinKeys(table: TableRef, catalogue: ModelCatalogue): InputShape["keys"] {
  if (table.startsWith("keys.")) {
    return (ENGINE_TABLES.get(table) ?? []).map((column) => [column.name]);
  }
  const model = catalogue.models.find((candidate) => candidate.table === table);
  if (!model) return [];
  const unique = model.tests.flatMap((test) => {
    if (test.test === "unique") return [[test.column]];
    return test.test === "unique_key" ? [test.columns] : [];
  });
  return uniqueLists([model.key, model.scope, ...unique]);
}

function uniqueLists(lists: readonly (readonly string[])[]): readonly (readonly string[])[] {
  return [...new Map(lists.map((list) => [[...list].sort().join(), list])).values()];
}
