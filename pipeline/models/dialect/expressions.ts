import type { SyntaxNode } from "../syntax-tree.ts";
import { writeConstant } from "./constants.ts";
import { isAggregate, writeAggregate, writeScalar } from "./functions.ts";
import { snowflakeName, snowflakeText } from "#domain/snowflake/names.ts";
import { child, children, refuse, textOf } from "./tree.ts";
import { snowflakeType } from "./types.ts";
import { writeOrder, writeWindow } from "./windows.ts";

/** What an expression needs from around it. */
export interface Place {
  /** `name(v)` of a function that Snowflake must have been given, or null for a name that is none. */
  readonly ownFunction: (name: string) => string | null;
  /** A table as it is called where the statement runs. */
  readonly table: (schema: string, name: string) => string;
  /** A whole select in brackets. */
  readonly query: (node: SyntaxNode) => string;
}

const COMPARISONS: Readonly<Record<string, string>> = {
  COMPARE_EQUAL: "=",
  COMPARE_NOTEQUAL: "<>",
  COMPARE_LESSTHAN: "<",
  COMPARE_GREATERTHAN: ">",
  COMPARE_LESSTHANOREQUALTO: "<=",
  COMPARE_GREATERTHANOREQUALTO: ">=",
  COMPARE_DISTINCT_FROM: "is distinct from",
  COMPARE_NOT_DISTINCT_FROM: "is not distinct from",
};

/** An expression as Snowflake SQL, brackets around everything that could be read two ways. */
export function writeExpression(node: SyntaxNode, place: Place): string {
  const write = (part: SyntaxNode) => writeExpression(part, place);
  switch (node["class"]) {
    case "COLUMN_REF":
      return (node["column_names"] as readonly string[]).map(snowflakeName).join(".");
    case "CONSTANT":
      return writeConstant(node);
    case "CAST":
      return writeCast(node, write);
    case "CASE":
      return writeCase(node, write);
    case "COMPARISON":
      return writeComparison(node, write);
    case "CONJUNCTION":
      return `(${children(node)
        .map(write)
        .join(node["type"] === "CONJUNCTION_AND" ? " and " : " or ")})`;
    case "BETWEEN":
      return writeBetween(node, write);
    case "OPERATOR":
      return writeOperator(node, write);
    case "FUNCTION":
      return writeFunction(node, place);
    case "WINDOW":
      return writeWindow(node, write);
    case "SUBQUERY":
      return writeSubquery(node, place);
    case "STAR":
      return writeStar(node, write);
    default:
      throw refuse(`An expression of class ${String(node["class"]).toLowerCase()}`);
  }
}

type Write = (node: SyntaxNode) => string;

function writeCast(node: SyntaxNode, write: Write): string {
  const inner = child(node, "child");
  const type = snowflakeType(child(node, "cast_type"));
  const isWord = type === "boolean" && inner["class"] === "CONSTANT";
  if (isWord) return child(inner, "value")["value"] === "t" ? "true" : "false";
  return `${node["try_cast"] === true ? "try_cast" : "cast"}(${write(inner)} as ${type})`;
}

function writeCase(node: SyntaxNode, write: Write): string {
  const arms = children(node, "case_checks").map(
    (arm) => `when ${write(child(arm, "when_expr"))} then ${write(child(arm, "then_expr"))}`,
  );
  return `case ${arms.join(" ")} else ${write(child(node, "else_expr"))} end`;
}

function writeComparison(node: SyntaxNode, write: Write): string {
  const sign = COMPARISONS[String(node["type"])];
  if (!sign) throw refuse(`A comparison ${String(node["type"])}`);
  return `(${write(child(node, "left"))} ${sign} ${write(child(node, "right"))})`;
}

function writeBetween(node: SyntaxNode, write: Write): string {
  const [input, lower, upper] = ["input", "lower", "upper"].map((name) => write(child(node, name)));
  return `(${input} ${node["type"] === "COMPARE_NOT_BETWEEN" ? "not " : ""}between ${lower} and ${upper})`;
}

function writeOperator(node: SyntaxNode, write: Write): string {
  const parts = children(node).map(write);
  const [first, ...others] = parts;
  switch (node["type"]) {
    case "OPERATOR_IS_NULL":
      return `(${first} is null)`;
    case "OPERATOR_IS_NOT_NULL":
      return `(${first} is not null)`;
    case "OPERATOR_NOT":
      return `(not ${first})`;
    case "OPERATOR_COALESCE":
      return `coalesce(${parts.join(", ")})`;
    case "COMPARE_IN":
      return `(${first} in (${others.join(", ")}))`;
    case "COMPARE_NOT_IN":
      return `(${first} not in (${others.join(", ")}))`;
    case "GROUPING_FUNCTION":
      return `grouping(${parts.join(", ")})`;
    case "ARRAY_EXTRACT":
      return `get(${first}, ${Number(others[0]) - 1})`;
    default:
      throw refuse(`An operator ${String(node["type"]).toLowerCase()}`);
  }
}

function writeFunction(node: SyntaxNode, place: Place): string {
  const write = (part: SyntaxNode) => writeExpression(part, place);
  const name = textOf(node, "function_name");
  const argument = children(node);
  if (name === "first") return firstValue(node, write);
  if (name === "quantile_cont" || name === "quantile_disc") return quantile(node, write);
  if (name === "timezone") return zoneChange(argument, write);
  if (name === "to_json") return jsonText(argument, write);
  if (name === "unnest" || name === "range")
    throw refuse(`${name} outside \`select unnest(range(n))\``);
  if (isAggregate(name)) {
    return aggregate(node, write);
  }
  const own = place.ownFunction(name);
  if (own) return `${own}(${argument.map(write).join(", ")})`;
  return writeScalar(name, argument.map(write));
}

/** Snowflake has no `filter`: what it leaves out becomes null, which aggregates leave out too. */
function aggregate(node: SyntaxNode, write: Write): string {
  const name = textOf(node, "function_name");
  const distinct = node["distinct"] === true ? "distinct " : "";
  const argument = children(node).map(write);
  const filter = node["filter"];
  if (filter === null) return writeAggregate(name, `${distinct}${argument.join(", ")}`);
  const condition = write(child(node, "filter"));
  if (argument.length === 0) return `count_if(${condition})`;
  if (argument.length > 1) throw refuse(`${name} of several values with a filter`);
  return writeAggregate(name, `${distinct}case when ${condition} then ${argument[0]} end`);
}

/** The first value in an order. `array_agg` leaves nulls out, so only what never is null, or a filter that says so, is the same. */
function firstValue(node: SyntaxNode, write: Write): string {
  const [argument] = children(node).map(write);
  const filter = node["filter"];
  if (filter !== null && write(child(node, "filter")) !== `(${argument} is not null)`) {
    throw refuse("first with a filter");
  }
  const order = writeOrder(children(child(node, "order_bys"), "orders"), write);
  return `get(array_agg(${argument}) within group (${order}), 0)`;
}

function quantile(node: SyntaxNode, write: Write): string {
  const kind = node["function_name"] === "quantile_cont" ? "percentile_cont" : "percentile_disc";
  const orders = children(child(node, "order_bys"), "orders");
  const [first, second] = children(node);
  const value = orders[0] ? write(child(orders[0], "expression")) : write(first as SyntaxNode);
  const places = orders[0] ? first : second;
  if (!places) throw refuse(kind);
  const one = (part: SyntaxNode) =>
    `${kind}(${write(part)}) within group (order by ${kind === "percentile_cont" ? `cast(${value} as double)` : value})`;
  if (places["function_name"] !== "list_value") return one(places);
  return `array_construct(${children(places).map(one).join(", ")})`;
}

/** `timezone(zone, timezone('UTC', t))`: a UTC time as it stands on the wall of a zone. The other uses need an instant. */
function zoneChange(argument: readonly SyntaxNode[], write: Write): string {
  const [zone, inner] = argument;
  const [utc, moment] = inner ? children(inner) : [];
  const isUtc = utc?.["class"] === "CONSTANT" && child(utc, "value")["value"] === "UTC";
  if (!zone || inner?.["function_name"] !== "timezone" || !moment || !isUtc) {
    throw refuse("A change of time zone that does not begin at UTC");
  }
  return `convert_timezone('UTC', ${write(zone)}, ${write(moment)})`;
}

function jsonText(argument: readonly SyntaxNode[], write: Write): string {
  const [pack] = argument;
  if (pack?.["function_name"] !== "struct_pack") throw refuse("to_json of anything but a struct");
  const pairs = children(pack).map(
    (part) => `${snowflakeText(textOf(part, "alias"))}, ${write(part)}`,
  );
  return `to_json(object_construct_keep_null(${pairs.join(", ")}))`;
}

function writeSubquery(node: SyntaxNode, place: Place): string {
  const query = place.query(child(child(node, "subquery"), "node"));
  const kind = node["subquery_type"];
  if (kind === "SCALAR") return query;
  if (kind === "EXISTS") return `exists ${query}`;
  if (kind === "NOT_EXISTS") return `(not exists ${query})`;
  if (kind === "ANY" && node["comparison_type"] === "COMPARE_EQUAL") {
    return `(${writeExpression(child(node, "child"), place)} in ${query})`;
  }
  throw refuse(`A subquery of kind ${String(kind).toLowerCase()}`);
}

function writeStar(node: SyntaxNode, write: Write): string {
  const relation = textOf(node, "relation_name");
  const excluded = (node["exclude_list"] as readonly string[]).map(snowflakeName);
  const replaced = children(node, "replace_list").map(
    (entry) => `${write(child(entry, "value"))} as ${snowflakeName(textOf(entry, "key"))}`,
  );
  return [
    relation === "" ? "*" : `${snowflakeName(relation)}.*`,
    ...(excluded.length > 0 ? [`exclude (${excluded.join(", ")})`] : []),
    ...(replaced.length > 0 ? [`replace (${replaced.join(", ")})`] : []),
  ].join(" ");
}
