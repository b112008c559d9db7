import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/** Tests beside the source come first: most mutants end there, before a scenario has begun. */
class QuickFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const slow = (file: TestSpecification): number => (file.moduleId.includes("/tests/") ? 1 : 0);
    return (await super.sort(files)).toSorted((a, b) => slow(a) - slow(b));
  }
}

/**
 * The tests every mutant meets. A survivor meets all that touch its line, so only quick ones belong here: those
 * beside the source and the small scenarios of the engine, quality, sources, sheets, the console's use cases and
 * the night. Left out, because they add minutes and no lines that the small ones do not reach: tests that start
 * processes (mutants live in this process only: cli, integration, crash, bad-input, meta), shops and ledgers over
 * many seeds (sample, property, integration), measured memory and golden files of the readers (files), the long
 * table of locales, and SQL that no mutant touches (sql, models, bench).
 */
export default defineConfig({
  test: {
    // No test, and no mutant, may register anything with the computer it runs on.
    env: { MEDALLION_SCHEDULER: "none" },
    include: [
      "{pipeline,main}/**/*.test.ts",
      "tests/{console,engine,night,quality,sheets,sources}/**/*.test.ts",
    ],
    exclude: ["main/cli/**", "tests/sheets/locales.test.ts"],
    sequence: { sequencer: QuickFirst },
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
