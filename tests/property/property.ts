import fc from "fast-check";
import { play, sequences } from "./sequence.ts";

/** Sequences per test file; two files run at the same time. */
const RUNS = Number(process.env["PROPERTY_RUNS"] ?? 100);
const SEED = Number(process.env["PROPERTY_SEED"] ?? Date.now() % 2 ** 31);
const PATH = process.env["PROPERTY_PATH"];
/** Shrinking stops then and reports the smallest sequence found. */
const LIMIT_MILLISECONDS = 1_740_000;

/**
 * Plays random sequences. A failure names the seed and path to play it again:
 * `PROPERTY_SEED=… PROPERTY_PATH=… npm run test:property`.
 */
export async function holdsForRandomSequences(half: number): Promise<void> {
  const seed = SEED + half;
  console.info(`property test ${half}: PROPERTY_SEED=${SEED}, ${RUNS} sequences`);
  await fc.assert(fc.asyncProperty(sequences, play), {
    seed,
    numRuns: RUNS,
    interruptAfterTimeLimit: LIMIT_MILLISECONDS,
    // Fewer sequences than promised are not a success.
    markInterruptAsFailure: true,
    ...(PATH !== undefined && { path: PATH }),
    verbose: 1,
  });
}
