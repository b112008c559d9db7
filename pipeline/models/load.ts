import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { AppError } from "#domain/errors.ts";
import { type Header, parseHeader } from "./header.ts";
import { macrosUsed, orderMacros, parseMacros } from "./macros.ts";
import { LAYERS, type Macro, type Model, type ModelCatalogue } from "./model.ts";
import type { ModelFinding } from "./model.ts";
import { normaliseSql } from "./sql-scan.ts";
import { flattenTests } from "./tests.ts";
import { type ModelFile, type Parts, readYml } from "./read-yml.ts";
import type { ModelYml } from "./yml.ts";

export type * from "./model.ts";
export type * from "./tests.ts";
export type * from "./yml.ts";

/** A catalogue of all models that could be read, and what was wrong with the others. */
export interface CatalogueReading {
  readonly catalogue: ModelCatalogue;
  readonly findings: readonly ModelFinding[];
}

/**
 * Reads `<sqlFolder>/{silver,gold,marts,reports}/*.sql` with their `.yml` and `<sqlFolder>/macros/*.sql`.
 * Unit tests are left out: they are half of the text, and a run has no use for them.
 * @throws AppError `bad_input` naming the first file, line or path that is wrong, with all in `details`.
 */
export async function loadModels(sqlFolder: string): Promise<ModelCatalogue> {
  const { catalogue, findings } = await readModels(sqlFolder, { unitTests: false });
  const [first] = findings;
  if (!first) return catalogue;
  const more = findings.length > 1 ? ` (and ${findings.length - 1} more)` : "";
  throw new AppError("bad_input", `${first.path}: ${first.text}${more}`, {
    hint: "Run `npm run models` to see every problem of the SQL models.",
    details: findings,
  });
}

/** Like `loadModels`, but leaves out what it cannot read and says why. */
export async function readModels(
  sqlFolder: string,
  parts: Parts = { unitTests: true },
): Promise<CatalogueReading> {
  const findings: ModelFinding[] = [];
  const macros = await collect(findings, "macro", "sql/macros", () => readMacros(sqlFolder), []);
  const models: Model[] = [];
  for (const layer of LAYERS) {
    const names = await listNames(join(sqlFolder, layer));
    for (const orphan of names.yml.filter((name) => !names.sql.includes(name))) {
      findings.push({
        rule: "yml",
        path: `sql/${layer}/${orphan}.yml`,
        text: "There is no .sql file of this name beside it.",
      });
    }
    for (const name of names.sql) {
      const path = `sql/${layer}/${name}.sql`;
      const read = () => readModel({ sqlFolder, layer, name, parts }, macros);
      const model = await collect(findings, "file", path, read, undefined);
      if (model) models.push(model);
    }
  }
  findings.push(...doubleNames(models));
  const macrosSql = macros.map((macro) => `${macro.sql};\n`).join("");
  return { catalogue: { models, macros, macrosSql }, findings };
}

async function collect<T>(
  findings: ModelFinding[],
  rule: string,
  path: string,
  read: () => Promise<T>,
  otherwise: T,
): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const details = error.details as { rule?: string } | undefined;
    const [, place, text] = /^(sql\/[^ ]+?): (.*)$/s.exec(error.message) ?? [];
    findings.push({
      rule: details?.rule ?? rule,
      path: place ?? path,
      text: text ?? error.message,
    });
    return otherwise;
  }
}

async function listNames(folder: string): Promise<{ sql: string[]; yml: string[] }> {
  const files = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return [];
    throw error;
  });
  const withEnd = (end: string): string[] =>
    files
      .filter((file) => file.endsWith(end) && !file.endsWith(`.snowflake${end}`))
      .map((file) => file.slice(0, -end.length))
      .sort();
  return { sql: withEnd(".sql"), yml: withEnd(".yml") };
}

async function readMacros(sqlFolder: string): Promise<readonly Macro[]> {
  const names = (await listNames(join(sqlFolder, "macros"))).sql;
  const files = names.map(async (name) => {
    const text = await readFile(join(sqlFolder, "macros", `${name}.sql`), "utf8");
    return parseMacros(text, `sql/macros/${name}.sql`);
  });
  return orderMacros((await Promise.all(files)).flat());
}

async function readModel(file: ModelFile, macros: readonly Macro[]): Promise<Model> {
  const { sqlFolder, layer, name } = file;
  const path = `sql/${layer}/${name}.sql`;
  const text = await readFile(join(sqlFolder, layer, `${name}.sql`), "utf8");
  const { header, body } = parseHeader(text, path);
  const { yml, unitTests } = await readYml(file);
  const rowRules = yml.meta.row_rules;
  const used = macrosUsed([body, ...rowRules.map((rule) => rule.expression)], macros);
  return {
    layer,
    name,
    table: `${layer}.${name}`,
    path,
    sql: body,
    lines: text.trimEnd().split("\n").length,
    ...header,
    yml,
    rowRules,
    tableRules: yml.meta.table_rules,
    tests: flattenTests(yml),
    report: yml.meta.report,
    unitTests,
    macros: used.map((macro) => macro.name),
    hash: hashOf(header, body, yml, used),
  };
}

function hashOf(header: Header, body: string, yml: ModelYml, macros: readonly Macro[]): string {
  const rules = yml.meta.row_rules.map((r) => [r.name, r.severity, normaliseSql(r.expression)]);
  const parts = [
    header.key,
    header.scope,
    header.kind,
    normaliseSql(body),
    rules,
    macros.map((macro) => normaliseSql(macro.sql)),
  ];
  return createHash("sha256").update(JSON.stringify(parts)).digest("hex");
}

/** `ref('name')` must mean one model, whatever its layer. */
function doubleNames(models: readonly Model[]): readonly ModelFinding[] {
  const seen = new Map<string, Model>();
  return models.flatMap((model) => {
    const other = seen.get(model.name);
    seen.set(model.name, model);
    if (!other) return [];
    const text = `${other.path} has the same name: ref('${model.name}') would mean both.`;
    return [{ rule: "name", path: model.path, text }];
  });
}
