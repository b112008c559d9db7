import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { NightRecord } from "#domain/night/record.ts";
import { CLI } from "#tests/crash/child.ts";
import { program, serviceSuite } from "./servers/programs.ts";

/** The crontab of whoever runs this; empty when there is none. */
const crontab = (): string =>
  spawnSync(program("crontab"), ["-l"], { encoding: "utf8" }).stdout ?? "";
const setCrontab = (text: string): void => {
  execFileSync(program("crontab"), text === "" ? ["-r"] : ["-"], { input: text });
};

/** The command line as a person uses it: nothing says that this computer must not be touched. */
function medallion(...words: string[]): { code: number | null; out: string } {
  const env: Record<string, string | undefined> = { ...process.env };
  delete env["MEDALLION_SCHEDULER"];
  const done = spawnSync(process.execPath, [CLI, ...words], { env, encoding: "utf8" });
  return { code: done.status, out: `${done.stdout}${done.stderr}` };
}

const zone = new Intl.DateTimeFormat().resolvedOptions().timeZone;

/** The next full minute that leaves cron time to read the new line. */
function soon(): { readonly daily: string; readonly at: number } {
  const at = Math.ceil((Date.now() + 12_000) / 60_000) * 60_000;
  const daily = new Intl.DateTimeFormat("sv-SE", { timeZone: zone, timeStyle: "short" }).format(at);
  return { daily, at };
}

serviceSuite("a night that cron starts", ["cron", "crontab"], () => {
  const folder = mkdtempSync(join(tmpdir(), "cron-"));
  const shop = join(folder, "my shop 100%");
  const before = crontab();
  const mine = "# mine\n0 5 1 1 * true\n";
  beforeAll(() => setCrontab(`${before}${mine}`));
  afterAll(() => {
    setCrontab(before);
    rmSync(folder, { recursive: true, force: true });
  });

  const night = async (until: number): Promise<NightRecord | null> => {
    while (Date.now() < until) {
      const names = readdirSync(shop).includes("nights") ? readdirSync(join(shop, "nights")) : [];
      if (names.includes("n000001.json")) {
        const text = readFileSync(join(shop, "nights", "n000001.json"), "utf8");
        const record = JSON.parse(text) as NightRecord;
        if (record.finished_at !== null) return record;
      }
      await new Promise((resolve) => setTimeout(resolve, 250));
    }
    return null;
  };

  test("registered, started by cron at its minute, recorded as in time; status is what the crontab says; off leaves no trace", async () => {
    writeFileSync(join(folder, "customers.csv"), "Customer,Name\nc1,Ada\nc2,Bo\n");
    expect(medallion("init", shop).code).toBe(0);
    const customers = join(folder, "customers.csv");
    const added = medallion("source", "add", shop, "customers", "--csv", customers);
    expect(added.code, added.out).toBe(0);
    const { daily, at } = soon();
    const set = medallion("schedule", shop, "--daily", daily, "--tz", zone, "--scheduler", "cron");
    expect(set.code, set.out).toBe(0);
    expect(set.out).toContain("Registered with cron");
    expect(crontab()).toContain(mine);

    const record = await night(at + 100_000);
    expect(record, "cron did not start a night that came to its end").not.toBeNull();
    expect(record?.scheduled).toBe(true);
    expect(record?.slots).toEqual([{ planned_at: new Date(at).toISOString(), reason: null }]);
    expect(record?.outcome).toBe("waiting");
    expect(record?.steps[0]).toMatchObject({ name: "run", status: "done" });

    // Somebody changes the line by hand: what is said is what the crontab has.
    setCrontab(crontab().replace(/^\d+ \d+ (\* \* \* .*nightly)/m, "1 1 $1"));
    expect(medallion("schedule", shop, "--status").out).toContain("another plan");
    setCrontab(`${before}${mine}`);
    expect(medallion("schedule", shop, "--status").out).toContain("nothing is registered");
    expect(medallion("schedule", shop, "--daily", daily, "--scheduler", "cron").code).toBe(0);
    expect(medallion("schedule", shop, "--status").out).toContain("Registered with cron");
    expect(medallion("schedule", shop, "--off").code).toBe(0);
    expect(crontab()).toBe(`${before}${mine}`);
    expect(medallion("schedule", shop, "--status").out).toContain("The nightly run is off");
  });
});
