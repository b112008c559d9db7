import { rm } from "node:fs/promises";
import { expect, test } from "vitest";
import { checkModels } from "#models/check.ts";
import { loadModels, type ModelFinding, readModels } from "#models/load.ts";
import { openScratchEngine } from "./duckdb-runner.ts";
import { GOOD_MODELS, writeModels } from "./good-models.ts";

async function check(files: Readonly<Record<string, string>>): Promise<readonly ModelFinding[]> {
  const folder = await writeModels(files);
  const engine = await openScratchEngine();
  try {
    const { catalogue, findings } = await readModels(folder);
    return [...findings, ...(await checkModels(catalogue, engine)).findings];
  } finally {
    engine.close();
    await rm(folder, { recursive: true });
  }
}

test("models without a fault give no finding", async () => {
  expect(await check(GOOD_MODELS)).toEqual([]);
});

/** rule, file, what is replaced by what, and what the finding must say. */
type Broken = readonly [rule: string, file: string, from: string, to: string, says: string];

const SILVER = "silver/inventory.sql";
const SILVER_YML = "silver/inventory.yml";
const GOLD = "gold/fact_stock.sql";
const GOLD_YML = "gold/fact_stock.yml";
const REPORT = "reports/stock.sql";
const REPORT_YML = "reports/stock.yml";

const BROKEN: readonly Broken[] = [
  ["file", GOLD, "-- grain: one row per count\n", "", "has no grain"],
  ["file", GOLD, "-- kind: incremental", "-- kind: delta", '"delta"'],
  ["file", GOLD, "-- key: product_id,", "-- key: Product ID,", '"Product ID" in key'],
  ["file", GOLD, "-- key: product_id,", "-- key: warehouse,", "names a column twice"],
  ["file", GOLD, "-- scope:", "-- scopes:", "is not a header line"],
  ["file", REPORT, "-- kind: table", "-- kind: table\n-- scope: x", "kind is the last line"],
  ["file", GOLD, "-- scope: product_id\n", "-- scope: a\n-- grain: again\n", "too late"],
  ["yml", GOLD_YML, "owner: operations", "ovner: operations", 'Unrecognized key: "ovner"'],
  ["yml", GOLD_YML, "version: 2", "version: [2", "gold/fact_stock.yml"],
  ["yml", GOLD_YML, "- name: fact_stock", "- name: fact_stocks", 'is "fact_stocks"'],
  ["yml", GOLD_YML, "model: fact_stock", "model: stock", "tests stock, not fact_stock"],
  ["yml", GOLD_YML, "relationships:", "relation:", 'Unrecognized key: "relation"'],
  ["yml", GOLD_YML, "{ to: ref('inventory'), ", "{ to: inventory, ", "ref('model_name')"],
  ["macro", "macros/readable.sql", "nullif(trim(v), '')", "to_quantity(v)", "each other"],
  ["macro", "macros/readable.sql", "macro strip(v)", "macro to_quantity(v)", "defined in"],
  ["macro", "macros/readable.sql", "create or replace macro strip", "create macro strip", "macro."],
  ["macro", "macros/readable.sql", "nullif(trim(v), '')", "nullif(trimm(v), '')", "trimm"],
  ["clock", "macros/readable.sql", "trim(v)", "trim(v || random())", "random"],
  ["clock", GOLD, "counts.counted_at,", "now() as counted_at,", "now"],
  [
    "clock",
    SILVER_YML,
    "where quantity_on_hand < 0",
    "where counted_at > current_date",
    "current_",
  ],
  ["parse", GOLD, "final as (", "final as", "syntax error"],
  ["parse", GOLD, "select * from final", "select 1; select * from final", "not several"],
  ["unknown_table", GOLD, "silver.inventory", "silver.inventry", "silver.inventory?"],
  ["layer", GOLD, "silver.inventory", "bronze.inventory", "not bronze.inventory"],
  ["circle", GOLD, "silver.inventory", "gold.fact_stock", "gold.fact_stock → gold.fact_stock"],
  ["binds", GOLD, "counts.warehouse,", "counts.whse as warehouse,", "whse"],
  ["length", GOLD, "with\n", `${"\n".repeat(70)}with\n`, "80 are the most"],
  ["lower_case", GOLD, "join product_keys using", "JOIN product_keys using", "JOIN"],
  ["commas", GOLD, "counts.warehouse,\n", "counts.warehouse\n,", "end of the line before"],
  ["shape", GOLD, "final as (", "last_one as (", "CTE named final"],
  ["shape", GOLD, "select * from final", "select * from final where true", "CTE named final"],
  [
    "shape",
    REPORT,
    "as_of as (select",
    "one as (select 1 as n),\nas_of as (select",
    "Import as_of",
  ],
  ["star", GOLD, "counts.counted_at,", "counts.*,", "Name the columns"],
  [
    "import",
    GOLD,
    "join product_keys using",
    "join keys.products as product_keys using",
    "of its own",
  ],
  ["one_to_one", SILVER, "from counts\n", "from counts where product_id <> ''\n", "no where"],
  ["one_to_one", SILVER, "  select\n", "  select distinct\n", "no distinct"],
  ["one_to_one", SILVER, "from counts\n", "from counts join counts as c using (_row)\n", "no join"],
  ["key", GOLD, "-- key: product_id, counted_at,", "-- key: product_id, day,", "key column day"],
  ["scope", GOLD, "-- scope: product_id", "-- scope: customer_id", "scope column customer_id"],
  [
    "key_test",
    REPORT_YML,
    "data_tests: [unique]",
    "data_tests: [not_null]",
    "(warehouse) is unique",
  ],
  ["key_test", GOLD_YML, "columns: [product_id, counted_at, ", "columns: [", "is unique"],
  ["description", GOLD_YML, "One row per count.", "Many rows.", "One row per"],
  [
    "columns",
    GOLD_YML,
    "      - { name: warehouse, description: Where. }\n",
    "",
    "warehouse is not described",
  ],
  ["columns", GOLD_YML, "name: warehouse, d", "name: whse, d", "whse is described, but"],
  ["columns", GOLD_YML, "name: warehouse, d", "name: product_key, d", "described twice"],
  ["type", SILVER_YML, "data_type: varchar", "data_type: integer", "product_id is VARCHAR"],
  ["kind", REPORT, "-- kind: table", "-- kind: view", "meta.as_of"],
  [
    "reach",
    GOLD,
    "product_keys as (",
    "lone as (select * from keys.orders),\nproduct_keys as (",
    "keys.orders cannot be followed",
  ],
  ["silver", SILVER, "coalesce(warehouse, 'Main') as warehouse", "1 as warehouse", "not VARCHAR"],
  ["silver", SILVER, "    _row,\n", "", "columns end with"],
  ["silver", SILVER, "    product_id,\n", "    1 as n,\n    product_id,\n", "columns start with"],
  ["row_rules", SILVER_YML, "is not null and quantity_on_hand is null", "|| 'x'", "not BOOLEAN"],
  ["row_rules", SILVER_YML, "column: quantity_on_hand", "column: quantity", "points to quantity"],
  ["row_rules", SILVER_YML, "quantity_on_hand__raw is", "quantity__raw is", "quantity__raw"],
  [
    "row_rules",
    SILVER_YML,
    "      table_rules:\n",
    `${manyRules(60)}      table_rules:\n`,
    "61 row rules",
  ],
  [
    "rule_names",
    SILVER_YML,
    "name: stock_is_not_negative",
    "name: quantity_unreadable",
    "Two rules",
  ],
  ["says", SILVER_YML, '"{value} is not', '"{cell} is not', "{cell}"],
  ["table_rules", SILVER_YML, "needs: [inventory]", "needs: [stock]", "no entity"],
  [
    "table_rules",
    SILVER_YML,
    "select product_id, counted_at, w",
    "select counted_at, w",
    "start with",
  ],
  ["table_rules", SILVER_YML, "quantity_on_hand < 0", "quantity < 0", "quantity"],
  ["table_rules", SILVER_YML, "applies: select count(*)", "applies: select *", "one number"],
  ["tests", SILVER_YML, "{ column: counted_at_date,", "{ column: counted_at,", "needs a date"],
  ["tests", GOLD_YML, "field: product_id", "field: id", "inventory.id"],
  ["tests", GOLD_YML, "columns: [product_id", "columns: [day, product_id", "tests day"],
  ["report", REPORT_YML, "sum(on_hand)", "warehouse", "not a number"],
  ["report", REPORT_YML, "sum(on_hand)", "on_hand", "not an aggregate"],
  ["report", REPORT_YML, "sum(on_hand)", "sum(hand)", "hand"],
  ["report", REPORT_YML, "y: on_hand", "y: hand", "draws hand"],
  ["report", REPORT_YML, "{on_hand} pieces", "{pieces} pieces", "no KPI"],
  ["report", REPORT_YML, "{on_hand} pieces", "some pieces", "names no KPI"],
  ["report", REPORT_YML, "and where?", "and where.", "question mark"],
  ["report", REPORT_YML, "key: [warehouse]", "key: [currency]", "Its key is currency"],
  ["unit_test", GOLD_YML, 'quantity_on_hand: "5.0"', "quantity_on_hand: 6", "expected - "],
  ["unit_test", GOLD_YML, "[{ product_key: 7,", "[{ product: 7,", "Expected column product"],
  ["unit_test", GOLD_YML, "input: ref('inventory')", "input: ref('stock')", "not read by"],
  ["unit_test", GOLD_YML, "input: ref('inventory')", "input: ref('nothing')", "no model for"],
  [
    "unit_test",
    GOLD_YML,
    "[{ product_id: p1, product_key",
    "[{ product: p1, product_key",
    "no column product",
  ],
  ["unit_test", REPORT_YML, "source('meta', 'as_of')", "source('meta', 'workspace')", "meta.as_of"],
];

function manyRules(count: number): string {
  const body =
    "dimension: accuracy, severity: warn, expression: quantity_on_hand < 0, says: Negative., todo: Count.";
  return Array.from({ length: count }, (_, i) => `        - { name: rule_${i}, ${body} }\n`).join(
    "",
  );
}

test.each(BROKEN)("%s: %s with %j → %j", async (rule, file, from, to, says) => {
  const good = GOOD_MODELS[file]!;
  expect(good.split(from).length, "the fault replaces something").toBeGreaterThan(1);
  const findings = await check({ ...GOOD_MODELS, [file]: good.replace(from, to) });
  const found = findings.filter((finding) => finding.rule === rule);
  expect(findings.map((finding) => finding.rule)).toContain(rule);
  expect(found.map((finding) => `${finding.path} ${finding.text}`).join("\n")).toContain(says);
});

test("every rule that can be found has a fault above that shows it", async () => {
  const { readdir, readFile } = await import("node:fs/promises");
  const folder = new URL("../../pipeline/models/", import.meta.url);
  const files = (await readdir(folder, { recursive: true })).filter((name) => name.endsWith(".ts"));
  const texts = await Promise.all(files.map((file) => readFile(new URL(file, folder), "utf8")));
  const rules = texts.flatMap((text) =>
    [...text.matchAll(/(?:rule: |(?<!\.)\badd\(|\bfinding\()"(\w+)"/g)].map((match) => match[1]!),
  );
  const shown = new Set([...BROKEN.map(([rule]) => rule), "name"]);
  expect([...new Set(rules)].filter((rule) => !shown.has(rule))).toEqual([]);
  expect(rules.length).toBeGreaterThan(20);
});

test("a model without yml, a yml without model, two models of one name", async () => {
  const { [GOLD_YML]: _, ...without } = GOOD_MODELS;
  expect(await check(without)).toContainEqual({
    rule: "yml",
    path: "sql/gold/fact_stock.yml",
    text: "The model has no .yml of the same name beside it.",
  });
  const { [REPORT]: __, ...orphan } = GOOD_MODELS;
  expect(await check(orphan)).toContainEqual({
    rule: "yml",
    path: "sql/reports/stock.yml",
    text: "There is no .sql file of this name beside it.",
  });
  const twice = {
    ...GOOD_MODELS,
    "marts/fact_stock.sql": GOOD_MODELS[GOLD]!,
    "marts/fact_stock.yml": GOOD_MODELS[GOLD_YML]!,
  };
  expect((await check(twice)).map((finding) => finding.rule)).toContain("name");
});

test("loading stops with the first fault, naming file and line", async () => {
  const bad = GOOD_MODELS[GOLD]!.replace("-- kind: incremental", "-- kind: delta");
  const folder = await writeModels({ ...GOOD_MODELS, [GOLD]: bad });
  await expect(loadModels(folder)).rejects.toMatchObject({
    code: "bad_input",
    message: 'sql/gold/fact_stock.sql:4: kind is view, table, incremental, not "delta".',
  });
  await rm(folder, { recursive: true });
});

test("a run loads everything but the unit tests, wherever these stand", async () => {
  const [top, tests] = GOOD_MODELS[GOLD_YML]!.split("unit_tests:");
  const body = top!.replace("version: 2\n", "");
  for (const yml of [GOOD_MODELS[GOLD_YML]!, `version: 2\nunit_tests:${tests}${body}`]) {
    const folder = await writeModels({ ...GOOD_MODELS, [GOLD_YML]: yml });
    const { models } = await loadModels(folder);
    const { catalogue } = await readModels(folder);
    await rm(folder, { recursive: true });
    expect(models.map(({ hash }) => hash)).toEqual(catalogue.models.map(({ hash }) => hash));
    expect(models.map(({ yml: { columns } }) => columns.length)).toEqual([6, 5, 4]);
    expect(models.find(({ name }) => name === "stock")?.unitTests).toEqual([]);
    expect(catalogue.models.map(({ unitTests }) => unitTests.length)).toEqual([1, 1, 1]);
  }
});

async function hashes(file: string, from: string, to: string) {
  expect(GOOD_MODELS[file]).toContain(from);
  const files = { ...GOOD_MODELS, [file]: GOOD_MODELS[file]!.replace(from, to) };
  const folder = await writeModels(files);
  const { models } = await loadModels(folder);
  await rm(folder, { recursive: true });
  return Object.fromEntries(models.map((model) => [model.name, model.hash]));
}

test("the hash changes with what decides the rows and with nothing else", async () => {
  const before = await hashes(GOLD, "with", "with");
  expect(await hashes(SILVER, "-- Why: shows", "-- Why:  it shows")).toEqual(before);
  expect(await hashes(SILVER, "    product_id,\n", "      product_id, -- the key\n")).toEqual(
    before,
  );
  expect(await hashes(SILVER_YML, "description: The product.", "description: A.")).toEqual(before);
  const changed: readonly (readonly [string, string, string])[] = [
    [SILVER, "'Main'", "'main'"],
    [SILVER_YML, "and quantity_on_hand is null", "and quantity_on_hand < 0"],
    ["macros/readable.sql", "nullif(trim(v), '')", "nullif(trim(v), '-')"],
  ];
  for (const [file, from, to] of changed) {
    const after = await hashes(file, from, to);
    expect(after.inventory).not.toBe(before.inventory);
    expect(after.fact_stock).toBe(before.fact_stock);
  }
  expect((await hashes(GOLD, "-- scope: product_id\n", "")).fact_stock).not.toBe(before.fact_stock);
});
