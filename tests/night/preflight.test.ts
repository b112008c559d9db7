import { rm } from "node:fs/promises";
import { afterEach, expect, test } from "vitest";
import { AppError } from "#domain/errors.ts";
import { preflight } from "#app/night/preflight/preflight.ts";
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
  on_battery: false,
  on_metered: false,
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
      conditions: async () => ({ on_battery: false, percent: 90, metered: false }),
      sleepSettings: async () => ({ sleeps_after: 0, lid: "open" }),
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
  const blockers: [string, Partial<Services>][] = [
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
  blockers.push(...powerBlockers(fine));
  expect(blockers.length).toBeGreaterThanOrEqual(12);
  for (const [name, part] of blockers) expect(await names({ ...fine, ...part })).toEqual([name]);
});

/** What a computer lives on; the plan forbids batteries and paid networks. */
function powerBlockers({ machine }: Services): [string, Partial<Services>][] {
  const on = (name: string, answers: Partial<Services["machine"]>): [string, Partial<Services>] => [
    name,
    { machine: { ...machine, ...answers } },
  ];
  const conditions = (answer: object) => ({
    conditions: async () => ({ on_battery: false, percent: null, metered: false, ...answer }),
  });
  const sleeps = (answer: object) => ({
    sleepSettings: async () => ({ sleeps_after: 0, lid: null, ...answer }),
  });
  return [
    on("battery", conditions({ on_battery: true, percent: 12 })),
    on("metered", conditions({ metered: true })),
    on("conditions", conditions({ on_battery: null })),
    on("sleep", sleeps({ sleeps_after: 15 })),
    on("lid", sleeps({ lid: "closed" })),
  ];
}

test("what is held by others, and sources that are gone, closed, limited or signed out", async () => {
  const fine = await healthy();
  const lock = await fine.locks.acquire("run", { purpose: "by hand" });
  expect(await names(fine)).toEqual(["lock"]);
  lock.release();
  const other = { holder: "jan:shop", purpose: "nightly run", milliseconds: 60_000 };
  const lease = await fine.leases.acquire("work", other);
  expect(await names(fine)).toEqual(["lock"]);
  await lease.release();
  const lake = {
    status: async () => {
      throw new AppError("upstream", "The bucket refuses the key.", { hint: "Ask." });
    },
  } as unknown as Services["lake"];
  expect(await names({ ...fine, lake })).toEqual(["target"]);
  const refusing = (status: number, retryable = false): Services => ({
    ...fine,
    files: {
      ...fine.files,
      list: async (origin) => {
        if (!("path" in origin) || !origin.path.endsWith("orders.csv")) return [];
        const details = { status };
        throw new AppError("upstream", "We cannot open it.", { hint: "Ask.", retryable, details });
      },
    },
  });
  expect(await names(refusing(403))).toEqual(["permission"]);
  expect(await names(refusing(429, true))).toEqual(["quota"]);
  expect(await names(refusing(503, true))).toEqual(["source"]);
  await rm(lab.path("orders.csv"));
  expect(await names(fine)).toEqual(["source"]);
  await readBySheet();
  expect(await names(withSheet(fine, "2026-07-02T12:00:00Z"))).toEqual(["token"]);
  expect(await names(withSheet(fine, "2026-07-30T12:00:00Z"))).toEqual([]);
  expect(await names(withSheet(fine, null))).toEqual([]);
  await fine.workspaces.update(lab.directory, (workspace) => ({ ...workspace, accounts: [] }));
  expect(await names(withSheet(fine, null))).toEqual(["account"]);
  await fine.workspaces.update(lab.directory, (workspace) => ({
    ...workspace,
    schedule: { ...ENABLED, enabled: false },
    sources: [],
  }));
  expect(await names(fine)).toEqual(["schedule", "sources"]);
});

const ACCOUNT = "marta@shop.example";
/** The one source left is a sheet that a person signed in for reads. */
async function readBySheet(): Promise<void> {
  await lab.services.workspaces.update(lab.directory, (workspace) => ({
    ...workspace,
    accounts: [{ name: ACCOUNT, kind: "signed_in", email: ACCOUNT }],
    sources: [
      {
        ...workspace.sources[0]!,
        origin: {
          kind: "sheet",
          path: "https://docs.google.com/spreadsheets/d/x/edit",
          spreadsheet_id: "x",
          sheet_id: 0,
          account: ACCOUNT,
        },
      },
    ],
  }));
}
const withSheet = (services: Services, until: string | null): Services => ({
  ...services,
  files: { ...services.files, list: async () => [] },
  accounts: { ...services.accounts, accessUntil: async () => until },
});
