import { cteBodies, isNode, type SyntaxNode } from "../syntax-tree.ts";
import { writeExpression, type Place } from "./expressions.ts";
import { snowflakeName } from "#domain/snowflake/names.ts";
import { child, children, refuse, textOf } from "./tree.ts";
import { writeOrder } from "./windows.ts";

const SET_OPERATIONS: Readonly<Record<string, string>> = {
  UNION: "union",
  EXCEPT: "except",
  INTERSECT: "intersect",
};

const JOINS: Readonly<Record<string, string>> = {
  INNER: "join",
  LEFT: "left join",
  RIGHT: "right join",
  OUTER: "full join",
};

/** Where a statement's own functions and tables are. */
export type QueryPlace = Omit<Place, "query">;

/** A select as Snowflake SQL. */
export function writeQuery(node: SyntaxNode, around: QueryPlace): string {
  const place: Place = { ...around, query: (inner) => `(${writeQuery(inner, around)})` };
  const ctes = cteBodies(node).map(
    ({ name, body }) => `${snowflakeName(name)} as (\n${writeQuery(body, around)}\n)`,
  );
  const head = ctes.length > 0 ? `with ${ctes.join(",\n")}\n` : "";
  const body =
    node["type"] === "SET_OPERATION_NODE" ? setOperation(node, around) : select(node, place);
  return `${head}${body}${modifiers(node, place)}`;
}

function setOperation(node: SyntaxNode, around: QueryPlace): string {
  const kind = SET_OPERATIONS[textOf(node, "setop_type")];
  const all = node["setop_all"] === true;
  if (!kind || (all && kind !== "union"))
    throw refuse(`${textOf(node, "setop_type").toLowerCase()} all`);
  // A union of unions is one list on both engines; brackets only where the kinds differ.
  const side = (name: string): string => {
    const part = child(node, name);
    const plain = cteBodies(part).length === 0;
    const same =
      part["setop_type"] === node["setop_type"] && part["setop_all"] === node["setop_all"];
    const text = writeQuery(part, around);
    if (part["type"] === "SET_OPERATION_NODE")
      return plain && same && kind === "union" ? text : `(${text})`;
    const sorted = children(part, "modifiers").some((m) => m["type"] !== "DISTINCT_MODIFIER");
    return plain && !sorted ? text : `(${text})`;
  };
  return `${side("left")}\n${kind}${all ? " all" : ""}\n${side("right")}`;
}

function select(node: SyntaxNode, place: Place): string {
  if (node["type"] !== "SELECT_NODE") throw refuse(`A ${textOf(node, "type").toLowerCase()}`);
  const digits = countedRows(node);
  if (digits) return digits;
  const write = (part: SyntaxNode) => writeExpression(part, place);
  const distinct = children(node, "modifiers").some((m) => m["type"] === "DISTINCT_MODIFIER");
  const list = children(node, "select_list").map((item) => named(item, write));
  const clauses = [
    `select ${distinct ? "distinct " : ""}${list.join(", ")}`,
    ...(child(node, "from_table")["type"] === "EMPTY"
      ? []
      : [`from ${relation(child(node, "from_table"), place)}`]),
    ...clause(node, "where_clause", "where", write),
    ...grouping(node, write),
    ...clause(node, "having", "having", write),
    ...clause(node, "qualify", "qualify", write),
  ];
  return clauses.join("\n");
}

function named(item: SyntaxNode, write: (part: SyntaxNode) => string): string {
  const alias = textOf(item, "alias");
  const text = write(item);
  return alias === "" || item["class"] === "STAR" ? text : `${text} as ${snowflakeName(alias)}`;
}

function clause(
  node: SyntaxNode,
  name: string,
  word: string,
  write: (part: SyntaxNode) => string,
): readonly string[] {
  const part = node[name];
  return isNode(part) ? [`${word} ${write(part)}`] : [];
}

/** `select unnest(range(n)) as name`: the numbers from 0 to n − 1. */
function countedRows(node: SyntaxNode): string | null {
  const [item, second] = children(node, "select_list");
  if (second || item?.["function_name"] !== "unnest") return null;
  const [range] = children(item);
  const [bound, more] = range?.["function_name"] === "range" ? children(range) : [];
  const rows =
    bound?.["class"] === "CONSTANT" && !more ? Number(child(bound, "value")["value"]) : 0;
  if (!(rows > 0 && rows <= 1000)) return null;
  const values = Array.from({ length: rows }, (_, index) => `(${index})`).join(", ");
  return `select ${snowflakeName(textOf(item, "alias"))} from (values ${values}) as v (${snowflakeName(textOf(item, "alias"))})`;
}

function grouping(node: SyntaxNode, write: (part: SyntaxNode) => string): readonly string[] {
  const expressions = children(node, "group_expressions").map(write);
  const sets = node["group_sets"] as readonly (readonly number[])[];
  if (node["aggregate_handling"] !== "STANDARD_HANDLING") throw refuse("group by all");
  if (expressions.length === 0) return [];
  const [only, second] = sets;
  if (!second && only?.length === expressions.length) return [`group by ${expressions.join(", ")}`];
  const written = sets.map((set) => `(${set.map((place) => expressions[place]).join(", ")})`);
  return [`group by grouping sets (${written.join(", ")})`];
}

function relation(node: SyntaxNode, place: Place): string {
  const alias = textOf(node, "alias");
  const as = alias === "" ? "" : ` as ${snowflakeName(alias)}`;
  switch (node["type"]) {
    case "BASE_TABLE":
      return `${tableName(node, place)}${as}`;
    case "SUBQUERY":
      return `${place.query(child(child(node, "subquery"), "node"))}${as}`;
    case "JOIN":
      return join(node, place);
    default:
      throw refuse(`A ${textOf(node, "type").toLowerCase()} in from`);
  }
}

function tableName(node: SyntaxNode, place: Place): string {
  const schema = textOf(node, "schema_name");
  const name = textOf(node, "table_name");
  if (children(node, "column_name_alias").length > 0)
    throw refuse("New names for all columns of a table");
  return schema === "" ? snowflakeName(name) : place.table(schema, name);
}

function join(node: SyntaxNode, place: Place): string {
  const left = relation(child(node, "left"), place);
  const rightNode = child(node, "right");
  const right =
    rightNode["type"] === "JOIN" ? `(${relation(rightNode, place)})` : relation(rightNode, place);
  if (node["ref_type"] === "CROSS") return `${left}\ncross join ${right}`;
  const word = JOINS[textOf(node, "join_type")];
  if (!word || node["ref_type"] !== "REGULAR") {
    throw refuse(`A ${textOf(node, "join_type")} ${textOf(node, "ref_type")} join`.toLowerCase());
  }
  const using = (node["using_columns"] as readonly string[]).map(snowflakeName);
  const condition = node["condition"];
  const how =
    using.length > 0
      ? `using (${using.join(", ")})`
      : `on ${writeExpression(condition as SyntaxNode, place)}`;
  return `${left}\n${word} ${right} ${how}`;
}

function modifiers(node: SyntaxNode, place: Place): string {
  const write = (part: SyntaxNode) => writeExpression(part, place);
  return children(node, "modifiers")
    .map((modifier) => {
      if (modifier["type"] === "DISTINCT_MODIFIER") {
        if (children(modifier, "distinct_on_targets").length > 0) throw refuse("distinct on");
        return "";
      }
      if (modifier["type"] === "ORDER_MODIFIER")
        return `\n${writeOrder(children(modifier, "orders"), write)}`;
      if (
        modifier["type"] === "LIMIT_MODIFIER" &&
        isNode(modifier["limit"]) &&
        !isNode(modifier["offset"])
      ) {
        return `\nlimit ${write(modifier["limit"])}`;
      }
      throw refuse(`A ${textOf(modifier, "type").toLowerCase()}`);
    })
    .join("");
}
