import { defineConfig } from "vitest/config";

const UNIT = ["{pipeline,main,renderer,resources}/**/*.test.ts"];
/** Suites with their own folder and script; the rest of tests/ is the integration project. */
const OWN = ["property", "crash", "bench", "mutation", "e2e", "services", "package"];

/** Which tests need what: `unit` and `integration` need nothing but this folder. */
export default defineConfig({
  test: {
    // Two cores, and DuckDB uses both: more workers only fight.
    maxWorkers: 2,
    // No test may register anything with the computer it runs on.
    env: { MEDALLION_SCHEDULER: "none" },
    coverage: {
      provider: "v8",
      include: ["pipeline/**/*.ts"],
      exclude: ["**/*.test.ts", "**/*.d.ts", "**/fixtures/**"],
      reporter: ["text-summary", "json-summary", "lcovonly"],
      thresholds: { lines: 90 },
    },
    projects: [
      { extends: true, test: { name: "unit", include: UNIT, testTimeout: 20_000 } },
      {
        extends: true,
        test: {
          name: "integration",
          include: ["tests/**/*.test.ts"],
          exclude: [...OWN.map((folder) => `tests/${folder}/**`), "tests/**/fixtures/**"],
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        extends: true,
        test: {
          name: "property",
          include: ["tests/property/**/*.test.ts"],
          testTimeout: 1_800_000,
          hookTimeout: 120_000,
        },
      },
      {
        extends: true,
        test: {
          name: "e2e",
          include: ["tests/e2e/**/*.test.ts"],
          // One browser and one host at a time: they share two cores with DuckDB.
          fileParallelism: false,
          // The gate's machine may be many times slower than any desk: a second try, and the report names it.
          retry: process.env["CI"] ? 1 : 0,
          testTimeout: 180_000,
          hookTimeout: 180_000,
        },
      },
      {
        extends: true,
        test: {
          name: "services",
          include: ["tests/services/**/*.test.ts"],
          // Each file starts the servers it talks to; one at a time on two cores.
          fileParallelism: false,
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        extends: true,
        test: {
          name: "package",
          include: ["tests/package/**/*.test.ts"],
          globalSetup: ["tests/package/setup.ts"],
          testTimeout: 300_000,
          hookTimeout: 600_000,
        },
      },
      {
        extends: true,
        test: {
          name: "crash",
          include: ["tests/crash/**/*.test.ts"],
          testTimeout: 1_800_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
