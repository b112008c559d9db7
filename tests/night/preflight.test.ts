import { rm } from "node:fs/promises";
import { afterEach, expect, test } from "vitest";
import { preflight } from "#app/night/preflight.ts";
import type { Services } from "#app/services.ts";
import type { Lab } from "#tests/engine/lab.ts";
import { shopAfterRun } from "#tests/engine/shop.ts";

let lab: Lab;
afterEach(() => lab.close());

const ENABLED = {
  enabled: true,
  daily: "03:30",
  time_zone: "Europe/Berlin",
  auto_publish_limit: null,
  enabled_since: "2026-06-01T00:00:00.000Z",
};

/** A computer on which nothing is wrong, with parts of it replaced. */
async function healthy(): Promise<Services> {
  lab = await shopAfterRun();
  const { services, directory } = lab;
  await services.workspaces.update(directory, (workspace) => ({ ...workspace, schedule: ENABLED }));
  return {
    ...services,
    builds: { ...services.builds, freeBytes: async () => 1e12 },
    machine: {
      ...services.machine,
      memory: () => ({ free: 8e9, total: 16e9 }),
      time_zone: () => "Europe/Berlin",
    },
    scheduler: {
      ...services.scheduler,
      read: async () => ({ kind: "systemd", state: "same", detail: null }),
    },
  };
}

const names = async (services: Services): Promise<string[]> => {
  const { ready, findings } = await preflight(services)({}, lab.call);
  expect(findings.every(({ text, action }) => text !== "" && action !== "")).toBe(true);
  expect(ready).toBe(findings.every(({ severity }) => severity !== "error"));
  return findings.map(({ name }) => name);
};

test("nothing is found on a healthy computer; every blocker is found, each with an action", async () => {
  const fine = await healthy();
  expect(await names(fine)).toEqual([]);
  const on = (instant: string) => ({ now: () => new Date(instant), elapsed: () => 0 });
  const blockers: readonly (readonly [string, Partial<Services>])[] = [
    ["disk", { builds: { ...fine.builds, freeBytes: async () => 1e6 } }],
    ["memory", { machine: { ...fine.machine, memory: () => ({ free: 1e8, total: 16e9 }) } }],
    ["time_zone", { machine: { ...fine.machine, time_zone: () => "America/New_York" } }],
    ["clock_change", { clock: on("2026-10-24T18:00:00Z") }],
    ["clock", { clock: on("2026-06-30T18:00:00Z") }],
    ["target", { machine: { ...fine.machine, probe: async () => "read_only" } }],
    [
      "schedule",
      {
        scheduler: {
          ...fine.scheduler,
          read: async () => ({ kind: null, state: "none", detail: null }),
        },
      },
    ],
  ];
  for (const [name, part] of blockers) expect(await names({ ...fine, ...part })).toEqual([name]);
  const lock = await fine.locks.acquire("run", { purpose: "by hand" });
  expect(await names(fine)).toEqual(["lock"]);
  lock.release();
  await rm(lab.path("orders.csv"));
  expect(await names(fine)).toEqual(["source"]);
  await fine.workspaces.update(lab.directory, (workspace) => ({
    ...workspace,
    schedule: { ...ENABLED, enabled: false },
    sources: [],
  }));
  expect(await names(fine)).toEqual(["schedule", "sources"]);
});
