import type { SqlRunner } from "#ports/sql-runner.ts";
import { isNode, type SyntaxNode } from "../syntax-tree.ts";
import { parseMacros } from "../macros.ts";
import { child, children, parseQueries, refuse, textOf } from "./tree.ts";

/** A macro as a tree: its parameters are the column names of its body. */
export interface MacroTree {
  readonly parameters: readonly string[];
  readonly body: SyntaxNode;
}

export type MacroTrees = ReadonlyMap<string, MacroTree>;

/** Parses macro statements. Later definitions of a name win: that is how a dialect replaces a body. */
export async function readMacroTrees(
  statements: readonly string[],
  runner: SqlRunner,
): Promise<MacroTrees> {
  const parts = statements.map(splitMacro);
  const queries = await parseQueries(
    parts.map((part) => `select ${part.body}`),
    runner,
  );
  return new Map(
    parts.map(({ name, parameters }, index) => {
      const [body] = children(queries[index] as SyntaxNode, "select_list");
      if (!body) throw refuse(`The macro ${name}`);
      return [name, { parameters, body }];
    }),
  );
}

function splitMacro(sql: string): { name: string; parameters: readonly string[]; body: string } {
  const match =
    /^create or replace macro ([a-z_][a-z0-9_]*)\s*\(([^()]*)\)\s*as\s+([\s\S]*)$/i.exec(sql);
  if (!match) throw refuse(`"${sql.slice(0, 60)}"`);
  const parameters = (match[2] as string).split(",").map((name) => name.trim().toLowerCase());
  return { name: (match[1] as string).toLowerCase(), parameters, body: match[3] as string };
}

/** Statements of a macro file, checked to be macros. */
export function macroStatements(text: string, path: string): readonly string[] {
  return parseMacros(text, path).map((macro) => macro.sql);
}

/** Replaces every call of a macro, and every value named by a list of one and a lambda, by what it stands for. */
export function expand(value: unknown, macros: MacroTrees): unknown {
  if (Array.isArray(value)) return value.map((item) => expand(item, macros));
  if (!isNode(value)) return value;
  const named = namedValue(value);
  if (named) {
    const bound = new Map([[named.name, expand(named.value, macros)]]);
    return keepAlias(value, expand(substitute(named.body, bound), macros));
  }
  const macro =
    value["class"] === "FUNCTION" ? macros.get(textOf(value, "function_name")) : undefined;
  if (macro) {
    const given = children(value);
    if (given.length !== macro.parameters.length) {
      throw refuse(`${textOf(value, "function_name")} with ${given.length} arguments`);
    }
    const bound = new Map(macro.parameters.map((name, i) => [name, expand(given[i], macros)]));
    // The arguments are expanded already; expanding the body again only looks at what is new in it.
    return keepAlias(value, expand(substitute(macro.body, bound), macros));
  }
  return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, expand(v, macros)]));
}

/** `list_transform([value], lambda name: body)[1]`, nested or not: our way to name a value. */
function namedValue(node: SyntaxNode) {
  if (node["type"] !== "ARRAY_EXTRACT") return null;
  const [call, place] = children(node);
  if (!call || call["function_name"] !== "list_transform" || constant(place) !== 1) return null;
  const [list, lambda] = children(call);
  if (!list || lambda?.["class"] !== "LAMBDA") return null;
  const [name] = child(lambda, "lhs")["column_names"] as readonly string[];
  return {
    name: name as string,
    value: only(list, place as SyntaxNode),
    body: child(lambda, "expr"),
  };
}

/** The one element of a list: of `[x]` it is x, of a list made by another lambda that lambda's value. */
function only(list: SyntaxNode, place: SyntaxNode): SyntaxNode {
  if (list["function_name"] === "list_value") {
    const [value, second] = children(list);
    if (value && !second) return value;
  }
  if (list["function_name"] === "list_transform") {
    return { class: "OPERATOR", type: "ARRAY_EXTRACT", alias: "", children: [list, place] };
  }
  throw refuse("A lambda over more than one value");
}

function constant(node: SyntaxNode | undefined): unknown {
  return node?.["class"] === "CONSTANT" ? child(node, "value")["value"] : undefined;
}

function substitute(value: unknown, bound: ReadonlyMap<string, unknown>): unknown {
  if (Array.isArray(value)) return value.map((item) => substitute(item, bound));
  if (!isNode(value)) return value;
  if (value["class"] === "COLUMN_REF") {
    const names = value["column_names"] as readonly string[];
    const replacement =
      names.length === 1 ? bound.get((names[0] as string).toLowerCase()) : undefined;
    return replacement === undefined ? value : keepAlias(value, replacement);
  }
  return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, substitute(v, bound)]));
}

/** The name a select gave to the call stays; a name inside the macro does not. */
function keepAlias(from: SyntaxNode, to: unknown): unknown {
  return isNode(to) ? { ...to, alias: from["alias"] ?? "" } : to;
}
