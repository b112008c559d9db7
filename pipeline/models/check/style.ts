import type { Model, ModelCatalogue, ModelFinding } from "#models/model.ts";
import { scanSql } from "#models/sql-scan.ts";
import { cteBodies, isNode, type SyntaxNode, walk } from "#models/syntax-tree.ts";

const MAX_LINES = 80;

/** How a model file reads: length, case, commas, and the order of its CTEs. */
export function checkStyle(model: Model, tree: unknown): readonly ModelFinding[] {
  return [...checkText(model), ...checkShape(model, tree), ...checkClock(model)];
}

function checkText(model: Model): readonly ModelFinding[] {
  const findings: ModelFinding[] = [];
  if (model.lines > MAX_LINES) {
    const text = `${model.lines} lines; ${MAX_LINES} are the most. Split the model or move an idea into a macro.`;
    findings.push({ rule: "length", path: model.path, text });
  }
  const offset = model.lines - model.sql.split("\n").length;
  for (const piece of scanSql(model.sql)) {
    if (piece.kind !== "code") continue;
    for (const [index, line] of piece.text.split("\n").entries()) {
      const path = `${model.path}:${offset + piece.line + index}`;
      const upper = /\w*[A-Z]\w*/.exec(line);
      if (upper) {
        findings.push({ rule: "lower_case", path, text: `Write ${upper[0]} in lower case.` });
      }
      if (index > 0 && /^\s*,/.test(line)) {
        findings.push({
          rule: "commas",
          path,
          text: "Put the comma at the end of the line before.",
        });
      }
    }
  }
  return findings;
}

const hasSchema = (table: unknown): boolean =>
  isNode(table) && table.type === "BASE_TABLE" && table.schema_name !== "";

function checkShape(model: Model, tree: unknown): readonly ModelFinding[] {
  const main = mainSelect(tree);
  if (!main) return [];
  const finding = (rule: string, text: string): ModelFinding => ({ rule, path: model.path, text });
  const ctes = cteBodies(main);
  const imports = ctes.filter(({ body }) => hasSchema(body.from_table));
  const findings: ModelFinding[] = [];
  if (ctes.at(-1)?.name !== "final" || !isPlainFinal(main)) {
    findings.push(finding("shape", "End with a CTE named final and `select * from final`."));
  }
  const late = ctes.slice(imports.length).find(({ body }) => hasSchema(body.from_table));
  if (late) findings.push(finding("shape", `Import ${late.name} first, before any other CTE.`));
  const importBodies = new Set<SyntaxNode>(imports.map(({ body }) => body));
  for (const select of walk(tree)) {
    if (select.type !== "SELECT_NODE" || select === main || importBodies.has(select)) continue;
    const star = (select.select_list as readonly SyntaxNode[]).some((item) => item.type === "STAR");
    if (star) {
      findings.push(finding("star", "Name the columns: `*` is for import CTEs and the last line."));
    }
  }
  const imported = new Set(imports.map(({ body }) => body.from_table));
  for (const table of walk(tree)) {
    if (!hasSchema(table) || imported.has(table)) continue;
    const name = `${String(table.schema_name)}.${String(table.table_name)}`;
    findings.push(finding("import", `Read ${name} in a CTE of its own, then join the CTE.`));
  }
  return [...findings, ...(model.layer === "silver" ? checkOneToOne(model, tree) : [])];
}

function mainSelect(tree: unknown): SyntaxNode | undefined {
  const statement = isNode(tree) && Array.isArray(tree.statements) ? tree.statements[0] : undefined;
  return isNode(statement) && isNode(statement.node) ? statement.node : undefined;
}

function isPlainFinal(main: SyntaxNode): boolean {
  const [star, ...more] = (main.select_list ?? []) as readonly SyntaxNode[];
  const table = main.from_table;
  const plain = star?.type === "STAR" && more.length === 0 && main.where_clause === null;
  return plain && isNode(table) && table.table_name === "final" && table.schema_name === "";
}

/** Silver turns each row into one row; the engine filters and removes duplicates. */
function checkOneToOne(model: Model, tree: unknown): readonly ModelFinding[] {
  const found = new Set<string>();
  for (const node of walk(tree)) {
    if (node.type === "JOIN") found.add("join");
    if (node.type === "SET_OPERATION_NODE") found.add("union");
    if (node.type === "DISTINCT_MODIFIER") found.add("distinct");
    if (node.type !== "SELECT_NODE") continue;
    if (node.where_clause) found.add("where");
    if (node.qualify) found.add("qualify");
    if ((node.group_expressions as readonly unknown[] | undefined)?.length) found.add("group by");
  }
  return [...found].map((word) => ({
    rule: "one_to_one",
    path: model.path,
    text: `A silver model gives one row for each row it reads, so it has no ${word}.`,
  }));
}

const CLOCK_WORD = /\b(current_date|current_time|current_timestamp|localtime|localtimestamp)\b/;
const CLOCK_CALL =
  /\b(now|today|random|setseed|uuid|uuidv4|uuidv7|gen_random_uuid|get_current_time|get_current_timestamp|transaction_timestamp|current_localtime|current_localtimestamp|nextval|currval|txid_current|hash|getenv|current_setting)\s*\(/;

/** The word that makes SQL give another answer tomorrow or on another machine, if there is one. */
export function clockWord(sql: string): string | undefined {
  const code = scanSql(sql)
    .map((piece) => (piece.kind === "code" ? piece.text.toLowerCase() : " "))
    .join("");
  return (CLOCK_WORD.exec(code) ?? CLOCK_CALL.exec(code))?.[1];
}

function checkClock(model: Model): readonly ModelFinding[] {
  const yml = model.yml.meta;
  const texts = [
    model.sql,
    ...yml.row_rules.map((rule) => rule.expression),
    ...yml.table_rules.flatMap((rule) => [rule.failing, rule.applies ?? ""]),
    ...(yml.report?.kpis ?? []).map((kpi) => kpi.expression),
  ];
  const words = new Set(texts.map(clockWord).filter((word) => word !== undefined));
  return [...words].map((word) => ({
    rule: "clock",
    path: model.path,
    text: `${word} gives another answer every time; read meta.as_of instead.`,
  }));
}

/** Macros are part of the models: no clock in them either. */
export function checkMacros(catalogue: ModelCatalogue): readonly ModelFinding[] {
  return catalogue.macros.flatMap((macro) => {
    const word = clockWord(macro.sql);
    if (word === undefined) return [];
    const text = `Macro ${macro.name}: ${word} gives another answer every time.`;
    return [{ rule: "clock", path: macro.path, text }];
  });
}
