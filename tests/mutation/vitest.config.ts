import { defineConfig } from "vitest/config";

/** The fast tests, which kill mutants or let them live; nothing that starts processes or takes minutes. */
export default defineConfig({
  test: {
    include: ["{pipeline,main}/**/*.test.ts", "tests/**/*.test.ts"],
    exclude: [
      "tests/{meta,property,crash,bench,mutation,e2e,services,package,sample}/**",
      "tests/**/fixtures/**",
      "main/cli/**",
    ],
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
