import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { nightWith } from "#app/night/night-run.ts";
import type { NightWork } from "#app/night/night-work.ts";
import { NIGHT_WORK } from "#app/night/night-steps.ts";
import type { Services } from "#app/services.ts";
import { AppError } from "#domain/errors.ts";
import type { Lab } from "#tests/engine/lab.ts";
import { shopAfterRun } from "#tests/engine/shop.ts";

let lab: Lab;
afterEach(() => lab.close());

const away = (): AppError =>
  new AppError("upstream", "The bucket could not be reached.", { retryable: true });

/** A shop that shares its lake, and a clock of the test's own that starts with the first planned night. */
async function sharedShop(parts: Partial<Services> = {}): Promise<{
  readonly services: Services;
  readonly state: { now: Date };
}> {
  lab = await shopAfterRun();
  await lab.services.workspaces.update(lab.directory, (workspace) => ({
    ...workspace,
    schedule: {
      enabled: true,
      daily: "03:30",
      time_zone: "UTC",
      auto_publish_limit: 50,
      enabled_since: "2026-10-31T12:00:00.000Z",
    },
  }));
  const state = { now: new Date("2026-11-01T03:30:01Z") };
  const clock = { now: () => state.now, elapsed: () => 0 };
  const pause = async (milliseconds: number): Promise<void> => {
    state.now = new Date(state.now.getTime() + milliseconds);
  };
  return { services: { ...lab.services, clock, pause, ...parts }, state };
}

const night = (services: Services, work: NightWork = NIGHT_WORK) =>
  nightWith(services, work)({ scheduled: true }, lab.call);

const messages = async (): Promise<{ kind: string; text: string }[]> => {
  const path = join(lab.directory, "nights", "messages.jsonl");
  const lines = (await readFile(path, "utf8").catch(() => "")).trim().split("\n").filter(Boolean);
  return lines.map((line) => JSON.parse(line) as { kind: string; text: string });
};

test("a bucket that goes away in the middle of a night keeps nobody from being told", async () => {
  const { services } = await sharedShop();
  const acquire: Services["leases"]["acquire"] = async (...wanted) => {
    const held = await services.leases.acquire(...wanted);
    return {
      fence: held.fence,
      note: held.note,
      renew: () => Promise.reject(away()),
      release: (note) => held.release(note),
    };
  };
  const work: NightWork = { ...NIGHT_WORK, run: () => Promise.reject(new Error("No disk.")) };
  const { night: done } = await night(
    { ...services, leases: { ...services.leases, acquire } },
    work,
  );
  expect(done?.steps.find(({ name }) => name === "alerts")).toMatchObject({ status: "done" });
  expect((await messages()).map(({ kind }) => kind)).toEqual(["new"]);
});
