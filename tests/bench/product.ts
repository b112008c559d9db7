import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { BENCH_ZONE, FILES } from "./floor.ts";
import { measure, type Measured } from "./measure.ts";

const CLI = fileURLToPath(new URL("../../main/cli/index.ts", import.meta.url));

export interface ProductRun {
  readonly seconds: number;
  /** Seconds per stage, from the progress the run reports. */
  readonly stages: Readonly<Record<string, number>>;
  readonly peak_mb: number;
  readonly status: string;
  readonly checks: number;
}

export class ProductError extends Error {}

async function cli(parameters: readonly string[]): Promise<Measured> {
  const done = await measure(CLI, parameters);
  if (done.code === 0 || (done.code === 1 && parameters[0] === "run")) return done;
  const said = done.errors.slice(-5).map(({ text }) => text);
  throw new ProductError(
    `${parameters.join(" ")} → exit ${done.code}: ${said.join(" ")} ${done.out}`,
  );
}

export interface WorkspaceOptions {
  /** Entities whose source is a folder of files instead of one file. */
  readonly folders?: Readonly<Record<string, string>>;
  readonly memory?: string | undefined;
}

/** Said, not found out, so that a file of one row leaves no question open. */
const FORMATS: Readonly<Record<string, readonly string[]>> = {
  customers: ["--format", "customers.birth_date=dmy"],
  shipments: ["--format", "shipments.promised_at=dmy", "--format", "shipments.cost=comma"],
};

/** A workspace over the files of a shop; nothing has run yet. */
export async function makeWorkspace(
  directory: string,
  csv: string,
  options: WorkspaceOptions = {},
): Promise<void> {
  await rm(directory, { recursive: true, force: true });
  await cli(["init", directory, "--tz", BENCH_ZONE, "--currency", "EUR"]);
  for (const file of FILES) {
    const folder = options.folders?.[file];
    const origin = folder ? ["--folder", folder] : ["--csv", join(csv, `${file}.csv`)];
    await cli(["source", "add", directory, file, ...origin, ...(FORMATS[file] ?? [])]);
  }
  if (options.memory) await limitMemory(directory, options.memory);
}

async function limitMemory(directory: string, memory: string): Promise<void> {
  const path = join(directory, "workspace.json");
  const workspace = JSON.parse(await readFile(path, "utf8")) as { settings: object };
  const settings = { ...workspace.settings, memory_limit: memory };
  await writeFile(path, JSON.stringify({ ...workspace, settings }));
}

/** One run with publish. */
export async function runProduct(directory: string): Promise<ProductRun> {
  const done = await cli(["run", directory, "--publish", "--json"]);
  const result = JSON.parse(done.out) as { status: string; quality?: { checks: number } };
  return {
    seconds: done.seconds,
    stages: stagesOf(done),
    peak_mb: done.peak_mb,
    status: result.status,
    checks: result.quality?.checks ?? 0,
  };
}

/** Time between the first report of a stage and the first report of the next; `bronze.orders` is bronze. */
function stagesOf({ errors, seconds }: Measured): Record<string, number> {
  const stages: Record<string, number> = {};
  let stage = "start";
  let since = 0;
  const close = (at: number): void => {
    stages[stage] = (stages[stage] ?? 0) + at - since;
    since = at;
  };
  for (const { at, text } of errors) {
    const step = /^\{.*"step":"(\w+)/.exec(text)?.[1];
    if (step === undefined || step === stage) continue;
    close(at);
    stage = step;
  }
  close(seconds);
  return stages;
}
