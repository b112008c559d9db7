import { cp, mkdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { generateSampleShop } from "#resources/sample-shop/generate.ts";
import { type BudgetName, NOT_MEASURED } from "./budgets.ts";
import { timeQueries } from "./build-queries.ts";
import { addFiles, changeInPlace, keepFirstRow, makeFolders } from "./changes.ts";
import { benchDatabases, ROWS } from "./databases.ts";
import type { FloorKind, FloorResult } from "./floor.ts";
import { measure, median } from "./measure.ts";
import { benchSheets } from "./sheets.ts";
import { makeWorkspace, type ProductRun, runProduct } from "./product.ts";
import { budgetRow, fixed, formatTable, isMet } from "./table.ts";

/**
 * `npm run bench -- [--scale 1,10[,100]] [--repeat 3] [--folder F] [--floor-only|--sheets-only]`: floor and product in
 * turns on the same files, each in a process of its own. Exit 1 when a budget is not met.
 */
const { values: options } = parseArgs({
  options: {
    scale: { type: "string", default: "1,10" },
    repeat: { type: "string", default: "3" },
    folder: { type: "string", default: join(tmpdir(), "medallion-bench") },
    "floor-only": { type: "boolean", default: false },
    "sheets-only": { type: "boolean", default: false },
  },
});
const FLOOR = fileURLToPath(new URL("./floor.ts", import.meta.url));
const UNTIL = "2026-10-31";

interface AtScale {
  readonly scale: number;
  readonly touch: number;
  readonly copy: number;
  readonly script: FloorResult;
  readonly product: ProductRun | undefined;
  readonly values: Partial<Record<BudgetName, number>>;
}

async function floor(kind: FloorKind, csv: string, folder: string, memory?: string) {
  const limit = memory ? [memory] : [];
  const done = await measure(FLOOR, [kind, csv, join(folder, "floor"), ...limit]);
  if (done.code !== 0) throw new Error(done.errors.map(({ text }) => text).join("\n"));
  return JSON.parse(done.out) as FloorResult;
}

const middle = <T extends { readonly seconds: number }>(runs: readonly T[]): T =>
  runs.find((run) => run.seconds === median(runs.map(({ seconds }) => seconds)))!;

/** Floor and product by turns, so that a busy machine disturbs both alike. */
async function fullRuns(csv: string, folder: string, scale: number) {
  const memory = scale >= 100 ? "1GB" : undefined;
  const workspace = join(folder, "workspace");
  const turns = { touch: [], copy: [], script: [] } as Record<FloorKind, FloorResult[]>;
  const product: ProductRun[] = [];
  for (let turn = 0; turn < Number(options.repeat); turn += 1) {
    for (const kind of ["touch", "copy", "script"] as const) {
      turns[kind].push(await floor(kind, csv, folder, memory));
    }
    if (options["floor-only"]) continue;
    await makeWorkspace(workspace, csv, { memory });
    product.push(await runProduct(workspace));
  }
  return { workspace, turns, product: product.length > 0 ? middle(product) : undefined };
}

async function changedRuns(csv: string, folder: string, workspace: string, full: ProductRun) {
  const values: Partial<Record<BudgetName, number>> = {};
  const tiny = join(folder, "tiny");
  await keepFirstRow(csv, tiny);
  await makeWorkspace(join(folder, "tiny-workspace"), tiny);
  values.fixed_cost = (await runProduct(join(folder, "tiny-workspace"))).seconds;
  const same = await runProduct(workspace);
  values.unchanged = Math.max(0, same.seconds - values.fixed_cost) / full.seconds;

  const moving = join(folder, "moving");
  await rm(moving, { recursive: true, force: true });
  await cp(csv, moving, { recursive: true });
  const inPlace = join(folder, "in-place");
  await makeWorkspace(inPlace, moving);
  await runProduct(inPlace);
  await changeInPlace(csv, moving);
  values.changed_in_place = (await runProduct(inPlace)).seconds / full.seconds;

  const grown = join(folder, "grown");
  const folders = await makeFolders(csv, join(folder, "folders"));
  await makeWorkspace(grown, csv, { folders });
  await runProduct(grown);
  await addFiles(csv, folders);
  values.appended = (await runProduct(grown)).seconds / full.seconds;
  return values;
}

async function atScale(scale: number): Promise<AtScale> {
  const folder = join(options.folder, `scale-${scale}`);
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const csv = join(folder, "csv");
  await generateSampleShop({ folder: csv, scale, seed: 1, until: UNTIL });
  const { workspace, turns, product } = await fullRuns(csv, folder, scale);
  const script = middle(turns.script);
  const [touch, copy] = [middle(turns.touch).seconds, middle(turns.copy).seconds];
  let values: Partial<Record<BudgetName, number>> = {};
  if (product) {
    const queries = await timeQueries(workspace);
    values = {
      over_script: product.seconds / script.seconds,
      over_copy: product.seconds / copy,
      over_copy_large: product.seconds / copy,
      checks_share: (product.stages.checks ?? Number.NaN) / product.seconds,
      memory_large: product.peak_mb / 1024,
      report: Math.max(...Object.values(queries.reports)),
      preview: queries.preview,
      ...(scale < 100 && (await changedRuns(csv, folder, workspace, product))),
    };
  }
  return { scale, touch, copy, script, product, values };
}

function printScale({ scale, touch, copy, script, product, values }: AtScale): void {
  const lines = script.rows["gold.fact_sales"] ?? 0;
  console.info(`\nScale ${scale}: ${lines.toLocaleString("en")} order lines`);
  const names = new Set([...Object.keys(script.stages), ...Object.keys(product?.stages ?? {})]);
  const row = (name: string, ours: number | undefined, theirs: number | undefined) => [
    name,
    fixed(ours ?? Number.NaN),
    fixed(theirs ?? Number.NaN),
    fixed((ours ?? Number.NaN) / (theirs ?? Number.NaN)),
  ];
  const table = [
    ["stage", "product s", "floor s", "ratio"],
    row("F1 touch", undefined, touch),
    row("F2 copy", undefined, copy),
    ...[...names].map((name) => row(name, product?.stages[name], script.stages[name])),
    row("whole run", product?.seconds, script.seconds),
    row("peak memory GB", product && product.peak_mb / 1024, script.peak_mb / 1024),
  ];
  console.info(formatTable(table));
  if (product) console.info(`Run ${product.status}, ${product.checks} checks.`);
  const budgets = Object.entries(values).map(([name, value]) =>
    budgetRow(name as BudgetName, value, scale),
  );
  if (budgets.length > 0) {
    console.info(formatTable([["budget", "measured", "must", "aim", "met"], ...budgets]));
  }
}

const measured: AtScale[] = [];
const scales = options["sheets-only"] ? [] : options.scale.split(",").map(Number);
for (const scale of scales) {
  const here = await atScale(scale);
  const before = measured.find((other) => other.scale * 10 === scale);
  if (before?.product && here.product) {
    here.values.growth_large = here.product.seconds / before.product.seconds;
  }
  printScale(here);
  if (before) {
    const grown = here.script.seconds / before.script.seconds;
    const ours = here.values.growth_large;
    console.info(
      `Growth from scale ${before.scale}: product ×${fixed(ours ?? Number.NaN)}, floor ×${fixed(grown)}`,
    );
  }
  measured.push(here);
}
if (!options["floor-only"]) await benchSheets(join(options.folder, "sheets"));
if (!options["floor-only"] && !options["sheets-only"]) await benchDatabases(ROWS);
for (const reason of NOT_MEASURED) console.info(`Not measured: ${reason}.`);
const missed = measured.flatMap(({ scale, values }) =>
  Object.entries(values).filter(
    ([name, value]) => isMet(name as BudgetName, value, scale) === false,
  ),
);
process.exitCode = missed.length > 0 ? 1 : 0;
