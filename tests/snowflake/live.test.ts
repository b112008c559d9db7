import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { expect, test } from "vitest";

test("without an account the live suite says that it did not run, and is no success", () => {
  const { MEDALLION_LIVE_KEY_FILE: _, ...env } = process.env;
  const live = join(import.meta.dirname, "live.ts");
  const ended = spawnSync(process.execPath, [live], {
    encoding: "utf8",
    env: { ...env, MEDALLION_LIVE_ACCOUNT: "xy12345", MEDALLION_LIVE_USER: "loader" },
  });
  expect(ended.stderr).toContain("NOT RUN: the suite on a real Snowflake account.");
  expect(ended.stderr).toContain("MEDALLION_LIVE_KEY_FILE is not set");
  expect(ended.stdout).toBe("");
  expect(ended.status).toBe(2);
});
