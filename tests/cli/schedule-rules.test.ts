/** What a plan keeps to, said on the command line and read back from the workspace. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { scheduleState } from "#contract/settings.ts";
import { workspaceInfo } from "#contract/workspace.ts";
import { answer, medallion } from "#tests/integration/cli.ts";

let folder = "";
let shop = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "medallion-rules-"));
  shop = join(folder, "shop");
  await answer(workspaceInfo, "init", shop, "--tz", "UTC");
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const schedule = async () => (await answer(scheduleState, "schedule", shop, "--status")).schedule;

test("battery, paid network, quiet hours, window and limit are kept; what is not said stays", async () => {
  const rules = ["--on-battery", "no", "--on-metered", "no", "--quiet", "08:00-18:00"];
  const more = ["--until", "06:00", "--auto-publish", "2.5"];
  await medallion("schedule", shop, "--daily", "03:30", ...rules, ...more);
  expect(await schedule()).toMatchObject({
    enabled: true,
    daily: "03:30",
    on_battery: false,
    on_metered: false,
    quiet_hours: { from: "08:00", to: "18:00" },
    window_minutes: 150,
    auto_publish_limit: 2.5,
  });
  const { out } = await medallion("schedule", shop, "--status");
  expect(out).toContain("What may heal is tried again until 06:00.");
  expect(out).toContain("It does not start on battery.");
  expect(out).toContain("No late starts from 08:00 to 18:00.");
  await medallion(
    "schedule",
    shop,
    "--quiet",
    "none",
    "--auto-publish",
    "never",
    "--until",
    "04:15",
  );
  expect(await schedule()).toMatchObject({
    enabled: true,
    on_battery: false,
    quiet_hours: null,
    window_minutes: 45,
    auto_publish_limit: null,
  });
});

test("rules alone switch no plan on, and off keeps them", async () => {
  await medallion("schedule", shop, "--off");
  await medallion("schedule", shop, "--on-battery", "yes");
  expect(await schedule()).toMatchObject({ enabled: false, on_battery: true, on_metered: false });
});

test.each([
  [["--on-battery", "maybe"], "yes, no"],
  [["--quiet", "08:00"], "Give a time such as 03:30"],
  [["--quiet", "8-18"], "Give a time such as 03:30"],
  [["--until", "03:31"], "From 03:30 until 03:31"],
  [["--until", "18:00"], "From 03:30 until 18:00"],
  [["--quiet", "08:00-08:00"], "hours with a length"],
  [["--auto-publish", "101"], "0 to 100, or never"],
  [["--auto-publish", "%"], "0 to 100, or never"],
])("%j is refused with what to write", async (words, said) => {
  const { code, err, out } = await medallion("schedule", shop, ...words);
  expect(code).toBe(2);
  expect(`${err}${out}`).toContain(said);
});

test("the help names every rule", async () => {
  const { out } = await medallion("schedule", "--help");
  for (const flag of ["--on-battery", "--on-metered", "--quiet", "--until", "--auto-publish"]) {
    expect(out).toContain(flag);
  }
});
