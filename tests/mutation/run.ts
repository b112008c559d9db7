/**
 * `npm run mutation [-- --seed N --count N --files a,b]`: draws mutants of pipeline/domain and pipeline/app at random, runs the
 * tests against each, and prints the share that was noticed. The seed is printed and repeats the draw.
 */
import { spawnSync } from "node:child_process";
import { globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { createInstrumenter } from "@stryker-mutator/instrumenter";
import { mutantKey } from "./mutant-key.ts";

/** At least this share of the drawn mutants must be noticed, in percent. */
const GOAL = 75;
const TOP = join(import.meta.dirname, "../..");
const NOTICED = new Set(["Killed", "Timeout"]);

interface ReportedMutant {
  readonly status: string;
  readonly mutatorName: string;
  readonly replacement?: string;
  readonly location: { readonly start: { readonly line: number } };
}

const { values: flags } = parseArgs({
  options: {
    seed: { type: "string" },
    count: { type: "string", default: "400" },
    files: { type: "string" },
  },
});
const seed = Number(flags.seed ?? Math.floor(Math.random() * 2 ** 31));

function sourceFiles(): string[] {
  const patterns = flags.files?.split(",") ?? ["pipeline/{domain,app}/**/*.ts"];
  return globSync(patterns, { cwd: TOP })
    .filter((path) => !/\.(test|d)\.ts$|\/fixtures\//.test(path))
    .toSorted();
}

/** Keys of all mutants Stryker would make of the files. */
async function listMutants(files: readonly string[]): Promise<string[]> {
  const silent = new Proxy({}, { get: () => () => false });
  const injector = {
    provideValue: () => injector,
    injectClass: (Instrumenter: new (logger: unknown) => unknown) => new Instrumenter(silent),
  };
  const instrumenter = createInstrumenter(injector as never);
  const inputs = files.map((name) => ({
    name,
    mutate: true,
    content: readFileSync(join(TOP, name), "utf8"),
  }));
  const options = { plugins: null, excludedMutations: [], ignorers: [] };
  const { mutants } = await instrumenter.instrument(inputs, options as never);
  return mutants.filter((mutant) => mutant.status === undefined).map(mutantKey);
}

/** Numbers from 0 up to 1, the same for the same seed. */
function randomNumbers(start: number): () => number {
  let state = start >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

function draw<Item>(items: readonly Item[], count: number): Item[] {
  const random = randomNumbers(seed);
  const rest = [...items];
  const drawn: Item[] = [];
  while (drawn.length < count && rest.length > 0) {
    drawn.push(...rest.splice(Math.floor(random() * rest.length), 1));
  }
  return drawn;
}

function runStryker(files: readonly string[], drawn: readonly string[], folder: string): number {
  const list = join(folder, "drawn.json");
  const config = join(folder, "stryker.config.json");
  writeFileSync(list, JSON.stringify(drawn));
  const options = {
    testRunner: "vitest",
    plugins: ["@stryker-mutator/vitest-runner", join(TOP, "tests/mutation/sample-checker.ts")],
    checkers: ["sample"],
    coverageAnalysis: "perTest",
    // Half of them only check which mutants were drawn; two run tests.
    concurrency: 4,
    mutate: files,
    vitest: { configFile: "tests/mutation/vitest.config.ts", related: true },
    // Stryker would rewrite it with a compiler interface that TypeScript 7 no longer has.
    tsconfigFile: "none.json",
    reporters: ["json", "progress-append-only"],
    jsonReporter: { fileName: join(folder, "report.json") },
    disableTypeChecks: false,
    timeoutMS: 20_000,
    dryRunTimeoutMinutes: 30,
    thresholds: { break: null },
  };
  writeFileSync(config, JSON.stringify(options));
  const stryker = join(TOP, "node_modules/@stryker-mutator/core/bin/stryker.js");
  return (
    spawnSync(process.execPath, [stryker, "run", config], {
      cwd: TOP,
      stdio: "inherit",
      env: { ...process.env, MEDALLION_MUTANTS: list },
    }).status ?? 1
  );
}

/** Prints what survived and the score. Returns the exit code. */
function report(path: string): number {
  const { files } = JSON.parse(readFileSync(path, "utf8")) as {
    files: Record<string, { mutants: ReportedMutant[] }>;
  };
  const judged = Object.entries(files).flatMap(([file, { mutants }]) =>
    mutants
      .filter((mutant) => mutant.status !== "CompileError" && mutant.status !== "Ignored")
      .map((mutant) => ({ file, ...mutant })),
  );
  const survived = judged.filter((mutant) => !NOTICED.has(mutant.status));
  for (const { file, location, mutatorName, replacement, status } of survived) {
    const change = (replacement ?? "").replaceAll(/\s+/g, " ").slice(0, 80);
    console.info(`${status} ${file}:${location.start.line} ${mutatorName} → ${change}`);
  }
  const noticed = judged.length - survived.length;
  const share = judged.length === 0 ? 0 : (100 * noticed) / judged.length;
  console.info(
    `Mutants: ${noticed} of ${judged.length} noticed (${share.toFixed(1)} %, goal ${GOAL} %), seed ${seed}`,
  );
  return share >= GOAL ? 0 : 1;
}

const folder = mkdtempSync(join(tmpdir(), "medallion-mutation-"));
try {
  const files = sourceFiles();
  const all = await listMutants(files);
  const drawn = draw(all, Number(flags.count));
  console.info(`Seed ${seed}: ${drawn.length} of ${all.length} mutants in ${files.length} files`);
  const code = runStryker(files, drawn, folder);
  process.exitCode = code === 0 ? report(join(folder, "report.json")) : code;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
