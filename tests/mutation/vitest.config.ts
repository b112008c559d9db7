import { defineConfig } from "vitest/config";

/**
 * The tests of one round of mutants. A survivor meets all that touch its line, so only quick ones belong here: those
 * beside the source, then the small scenarios of the engine, quality, sources, sheets, the console's use cases, the
 * night, the upkeep and Snowflake. Left out, because they add minutes and no lines that the small ones do not reach:
 * tests that start processes (mutants live in this process only: cli, integration, crash, bad-input, meta), shops and
 * ledgers over many seeds (sample, property, integration), measured memory and golden files of the readers (files),
 * the long table of locales, services, and SQL that no mutant touches (sql, models, bench).
 */
const TESTS = {
  beside: ["{pipeline,main}/**/*.test.ts"],
  scenarios: [
    "tests/{console,engine,night,quality,sheets,sources,support,upkeep}/**/*.test.ts",
    "tests/snowflake/{compile,target}.test.ts",
  ],
  "small scenarios": ["tests/{console,engine,quality,sources}/**/*.test.ts"],
};
type Round = keyof typeof TESTS;

export default defineConfig({
  test: {
    // No test, and no mutant, may register anything with the computer it runs on.
    env: { MEDALLION_SCHEDULER: "none" },
    include: TESTS[(process.env["MEDALLION_MUTATION_TESTS"] ?? "beside") as Round],
    setupFiles: ["tests/mutation/in-a-worker.ts"],
    exclude: ["main/cli/**", "tests/sheets/locales.test.ts"],
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
