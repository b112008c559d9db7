import fc from "fast-check";
import { play, sequences } from "./sequence.ts";

/** Sequences per test file of the fixed seed; two files run at the same time. */
const RUNS = Number(process.env["PROPERTY_RUNS"] ?? 100);
/** Sequences that are new in every run. */
const FRESH_RUNS = Math.ceil(RUNS / 10);
/** Drawn once, one for each half. */
const FIXED_SEEDS = [2_071_139_817, 2_071_112_310] as const;
const GIVEN = process.env["PROPERTY_SEED"];
const PATH = process.env["PROPERTY_PATH"];
/** Shrinking stops then and reports the smallest sequence found. */
const LIMIT_MILLISECONDS = 1_740_000;

/**
 * Plays random sequences of the fixed seed, so that a change of the engine is what makes them fail. A failure
 * names the seed and path to play it again: `PROPERTY_SEED=… PROPERTY_PATH=… npm run test:property`.
 */
export async function holdsForRandomSequences(half: 0 | 1): Promise<void> {
  await holds(Number(GIVEN ?? FIXED_SEEDS[half]), RUNS);
}

/** The same for a fresh seed, printed: over many runs these see what no fixed seed shows. */
export async function holdsForFreshSequences(): Promise<void> {
  await holds(Number(GIVEN ?? Date.now() % 2 ** 31), FRESH_RUNS);
}

async function holds(seed: number, runs: number): Promise<void> {
  console.info(`property test: PROPERTY_SEED=${seed}, ${runs} sequences`);
  await fc.assert(fc.asyncProperty(sequences, play), {
    seed,
    numRuns: runs,
    interruptAfterTimeLimit: LIMIT_MILLISECONDS,
    // Fewer sequences than promised are not a success.
    markInterruptAsFailure: true,
    ...(PATH !== undefined && { path: PATH }),
    verbose: 1,
  });
}
