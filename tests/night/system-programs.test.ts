/** On, status and off against systemctl, launchctl and schtasks as programs of their own: what they have is told. */
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createScheduler } from "#adapters/scheduler/scheduler.ts";
import type { ScheduleState } from "#contract/settings.ts";
import { systemClock } from "#adapters/log/clock.ts";
import { type App, createApp } from "#main/shared/wiring.ts";

const FAKES = join(import.meta.dirname, "fake-systems.ts");
const SYSTEMS = [
  ["linux", "systemctl"],
  ["darwin", "launchctl"],
  ["win32", "schtasks"],
] as const;

const folder = mkdtempSync(join(tmpdir(), "systems-"));
const bin = join(folder, "bin");
const path = process.env["PATH"];
const stateOf = (program: string): string => join(folder, `${program}.json`);

beforeAll(() => {
  mkdirSync(bin);
  for (const [, program] of SYSTEMS) {
    const words = [process.execPath, FAKES, program, stateOf(program)];
    const script = `#!/bin/sh\nexec ${words.map((word) => `'${word}'`).join(" ")} "$@"\n`;
    writeFileSync(join(bin, program), script);
    chmodSync(join(bin, program), 0o755);
  }
  // Nothing but these: what a computer does not have, it does not have here.
  process.env["PATH"] = bin;
});
afterAll(() => {
  process.env["PATH"] = path;
  rmSync(folder, { recursive: true, force: true });
});

const has = (program: string): Record<string, string> =>
  JSON.parse(readFileSync(stateOf(program), "utf8")) as Record<string, string>;

/** A shop on a computer of this kind. */
async function shopOn(platform: string): Promise<App> {
  const directory = join(folder, platform, "my shop");
  const scheduler = createScheduler({
    clock: systemClock,
    program: [process.execPath, "/medallion/index.ts"],
    enabled: true,
    platform,
    home: join(folder, platform),
    time_zone: "Europe/Berlin",
  });
  const app = await createApp(directory, { scheduler });
  await app.client.workspace.init({ time_zone: "Europe/Berlin", currency: "EUR" });
  return app;
}

test.each(SYSTEMS)("%s: on, status and off say what %s has", async (platform, program) => {
  const app = await shopOn(platform);
  const { schedule } = app.client;
  const status = async (): Promise<ScheduleState["registered"]["status"]> =>
    (await schedule.get({})).registered.status;
  try {
    expect(await status()).toBe("missing");
    await schedule.change({ schedule: { enabled: true, daily: "03:30" } });
    expect(await status()).toBe("registered");
    expect(Object.keys(has(program))).toHaveLength(1);
    const [entry] = Object.keys(has(program));
    expect(entry).toContain("medallion-");

    // Somebody else takes it out behind our back, and it is put back with one click.
    writeFileSync(stateOf(program), "{}");
    expect(await status()).toBe("missing");
    await schedule.register({});
    expect(await status()).toBe("registered");

    // Another time is registered anew; off leaves nothing.
    await schedule.change({ schedule: { daily: "04:45" } });
    expect(await status()).toBe("registered");
    await schedule.change({ schedule: { enabled: false } });
    expect([await status(), Object.keys(has(program))]).toEqual(["missing", []]);
  } finally {
    await app.close();
  }
});

test("a task that was switched off or changed in Windows is told as another plan", async () => {
  const app = await shopOn("win32");
  const { schedule } = app.client;
  const status = async (): Promise<string> => (await schedule.get({})).registered.status;
  try {
    await schedule.change({ schedule: { enabled: true, daily: "03:30" } });
    const [[name = "", xml = ""] = []] = Object.entries(has("schtasks"));
    const put = (text: string): void =>
      writeFileSync(stateOf("schtasks"), JSON.stringify({ [name]: text }));
    put(xml.replace("T03:30:00", "T05:30:00"));
    expect(await status()).toBe("different");
    put(xml.replace("<Settings>", "<Settings><Enabled>false</Enabled>"));
    expect(await status()).toBe("different");
    put(xml);
    expect(await status()).toBe("registered");
  } finally {
    await app.close();
  }
});
