import { execFile } from "node:child_process";
import { mkdtemp, cp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";

const TOP = join(import.meta.dirname, "../..");
const FIXTURES = join(import.meta.dirname, "fixtures/lint");
/** Fixture → the rule that must report it. */
const EXPECTED: Readonly<Record<string, string>> = {
  "no-default-export.ts": "import(no-default-export)",
  "no-climbing.ts": "eslint(no-restricted-imports)",
  "ipc-main.ts": "eslint(no-restricted-imports)",
  "no-explicit-any.ts": "typescript(no-explicit-any)",
  "no-focused-tests.test.ts": "vitest(no-focused-tests)",
  "no-disabled-tests.test.ts": "vitest(no-disabled-tests)",
  "no-console.ts": "eslint(no-console)",
  "eqeqeq.ts": "eslint(eqeqeq)",
  "max-lines.ts": "eslint(max-lines)",
  "max-lines-per-function.ts": "eslint(max-lines-per-function)",
  "no-danger.tsx": "react(no-danger)",
  "click-events-have-key-events.tsx": "jsx-a11y(click-events-have-key-events)",
};

let folder = "";
let reported: readonly { code: string; filename: string }[] = [];

// The fixtures are ignored where they stand; a copy elsewhere is linted with the same rules.
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "medallion-lint-"));
  await cp(FIXTURES, folder, { recursive: true });
  const command = join(TOP, "node_modules/.bin/oxlint");
  const args = ["--config", join(TOP, ".oxlintrc.json"), "--format", "json", "."];
  const output = await new Promise<string>((resolve) => {
    execFile(command, args, { cwd: folder }, (_error, stdout) => resolve(stdout));
  });
  reported = (JSON.parse(output) as { diagnostics: typeof reported }).diagnostics;
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test("every lint fixture is expected to break a rule", async () => {
  expect((await readdir(FIXTURES)).toSorted()).toEqual(Object.keys(EXPECTED).toSorted());
});

test.each(Object.entries(EXPECTED))("%s is reported by %s", (file, rule) => {
  expect(reported.filter((one) => one.filename.endsWith(file)).map((one) => one.code)).toContain(
    rule,
  );
});
