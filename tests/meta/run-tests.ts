/** `npm test`: everything that needs nothing but this folder, then what was left out and why. */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";

const TOP = join(import.meta.dirname, "../..");
const extra = process.argv.slice(2);

const LEFT_OUT: readonly (readonly [folder: string, command: string, why: string])[] = [
  ["tests/property", "npm run test:property", "random sequences take minutes"],
  ["tests/crash", "npm run test:crash", "kills runs at random instants, takes minutes"],
  [
    "tests/services",
    "npm run test:services",
    "starts PostgreSQL, MariaDB and an S3 gateway, which .ci/services installs",
  ],
  ["tests/e2e", "npm run test:e2e", "opens the console in a Chromium"],
  [
    "tests/package",
    "npm run test:package",
    "packs the desktop program and starts it on a stand-in",
  ],
  ["tests/bench", "npm run bench", "measures time, which says nothing on a busy computer"],
  ["tests/mutation", "npm run mutation", "runs the tests hundreds of times"],
];

const vitest = spawnSync(
  process.execPath,
  [
    join(TOP, "node_modules/vitest/vitest.mjs"),
    "run",
    "--project",
    "unit",
    "--project",
    "integration",
    ...extra,
  ],
  { cwd: TOP, stdio: "inherit" },
);

console.info("\nNot part of `npm test`:");
for (const [folder, command, why] of LEFT_OUT) {
  if (existsSync(join(TOP, folder))) console.info(`  ${folder}: ${why} (${command})`);
}
process.exitCode = vitest.status ?? 1;
