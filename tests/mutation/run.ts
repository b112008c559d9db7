/**
 * `npm run mutation [-- --seed N --count N --files a,b]`: draws mutants of pipeline/domain and pipeline/app at random, runs the
 * tests against each, and prints the share that was noticed. The seed is printed and repeats the draw. Three rounds: the
 * tests beside the source meet all of them, the scenarios of tests/ only those that got past. A mutant in code that
 * runs while a module loads (a catalogue of texts, say) has no tests of its own, so it meets whole scenarios until one
 * fails: that is a round for itself, with fewer of them.
 */
import { spawnSync } from "node:child_process";
import { globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { createInstrumenter } from "@stryker-mutator/instrumenter";
import { fromReport, mutantKey, mutantRange, type MutantPlace } from "./mutant-key.ts";

/** At least this share of the drawn mutants must be noticed, in percent. */
const GOAL = 75;
const TOP = join(import.meta.dirname, "../..");
const NOTICED = new Set(["Killed", "Timeout"]);

interface JudgedMutant extends MutantPlace {
  readonly status: string;
}

/** The tests of one round. */
interface Round {
  readonly title: string;
  readonly tests: "beside" | "scenarios" | "small scenarios";
  readonly takes: (mutant: JudgedMutant) => boolean;
}

const ROUNDS: readonly Round[] = [
  { title: "tests beside the source", tests: "beside", takes: () => true },
  { title: "scenarios", tests: "scenarios", takes: () => true },
  {
    title: "scenarios of what runs while modules load",
    tests: "small scenarios",
    takes: ({ status }) => status === "Ignored",
  },
];

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

/** All mutants Stryker would make of the files. */
async function listMutants(files: readonly string[]): Promise<MutantPlace[]> {
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
  return mutants.filter((mutant) => mutant.status === undefined);
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

/** Runs one round over the mutants. Returns what became of each; undefined when Stryker itself failed. */
function runRound(
  round: Round,
  mutants: readonly MutantPlace[],
  folder: string,
): JudgedMutant[] | undefined {
  const list = join(folder, "drawn.json");
  const config = join(folder, "stryker.config.json");
  const reportFile = join(folder, "report.json");
  writeFileSync(list, JSON.stringify(mutants.map(mutantKey)));
  const options = {
    testRunner: "vitest",
    plugins: ["@stryker-mutator/vitest-runner", join(TOP, "tests/mutation/sample-checker.ts")],
    checkers: ["sample"],
    coverageAnalysis: "perTest",
    ignoreStatic: round.tests === "scenarios",
    // Half of them only check which mutants were drawn; two run tests.
    concurrency: 4,
    // Ranges, not files: what is not instrumented costs nothing.
    mutate: [...new Set(mutants.map(mutantRange))],
    vitest: { configFile: "tests/mutation/vitest.config.ts", related: true },
    // Stryker would rewrite it with a compiler interface that TypeScript 7 no longer has.
    tsconfigFile: "none.json",
    reporters: ["json", "progress-append-only"],
    jsonReporter: { fileName: reportFile },
    disableTypeChecks: false,
    timeoutMS: 20_000,
    dryRunTimeoutMinutes: 30,
    thresholds: { break: null },
  };
  writeFileSync(config, JSON.stringify(options));
  const stryker = join(TOP, "node_modules/@stryker-mutator/core/bin/stryker.js");
  const { status } = spawnSync(process.execPath, [stryker, "run", config], {
    cwd: TOP,
    stdio: "inherit",
    env: { ...process.env, MEDALLION_MUTANTS: list, MEDALLION_MUTATION_TESTS: round.tests },
  });
  if (status !== 0) return undefined;
  const { files } = JSON.parse(readFileSync(reportFile, "utf8")) as {
    files: Record<string, { mutants: Omit<JudgedMutant, "fileName">[] }>;
  };
  const asked = new Set(mutants.map(mutantKey));
  return Object.entries(files).flatMap(([fileName, file]) =>
    file.mutants
      .map((mutant) => fromReport({ ...mutant, fileName }))
      .filter((mutant) => asked.has(mutantKey(mutant))),
  );
}

/** Prints what survived and the score. Returns the exit code. */
function report(survived: readonly JudgedMutant[], count: number): number {
  for (const { fileName, location, mutatorName, replacement, status } of survived) {
    const change = (replacement ?? "").replaceAll(/\s+/g, " ").slice(0, 80);
    console.info(`${status} ${fileName}:${location.start.line + 1} ${mutatorName} → ${change}`);
  }
  const noticed = count - survived.length;
  const share = count === 0 ? 0 : (100 * noticed) / count;
  console.info(
    `Mutants: ${noticed} of ${count} noticed (${share.toFixed(1)} %, goal ${GOAL} %), seed ${seed}`,
  );
  return share >= GOAL ? 0 : 1;
}

async function main(folder: string): Promise<number> {
  const files = sourceFiles();
  const all = await listMutants(files);
  const drawn = draw(all, Number(flags.count));
  console.info(`Seed ${seed}: ${drawn.length} of ${all.length} mutants in ${files.length} files`);
  let survived: readonly JudgedMutant[] = drawn.map((mutant) => ({ ...mutant, status: "Drawn" }));
  for (const round of ROUNDS) {
    const taken = survived.filter(round.takes);
    const judged = taken.length === 0 ? [] : runRound(round, taken, folder);
    if (judged === undefined) return 1;
    if (judged.length !== taken.length) {
      console.error(`${round.title}: ${judged.length} of ${taken.length} mutants came back.`);
      return 1;
    }
    survived = [...survived.filter((mutant) => !round.takes(mutant)), ...judged].filter(
      (mutant) => !NOTICED.has(mutant.status),
    );
    console.info(`After the ${round.title}: ${drawn.length - survived.length} noticed`);
  }
  return report(survived, drawn.length);
}

const folder = mkdtempSync(join(tmpdir(), "medallion-mutation-"));
try {
  process.exitCode = await main(folder);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
