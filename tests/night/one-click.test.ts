import { afterEach, expect, test } from "vitest";
import type { NightPlan } from "#domain/night/plan.ts";
import type { Scheduler } from "#ports/scheduler.ts";
import type { Lab } from "#tests/engine/lab.ts";
import { openShop } from "#tests/engine/shop.ts";

let lab: Lab;
afterEach(() => lab.close());

/** An operating system that keeps one plan and may be changed behind our back. */
function system(): { plan: NightPlan | null; scheduler: Partial<Scheduler> } {
  const state: ReturnType<typeof system> = {
    plan: null,
    scheduler: {
      available: async () => ["systemd"],
      register: async (_kind, plan) => void (state.plan = plan),
      unregister: async () => void (state.plan = null),
      read: async (plan) => {
        if (state.plan === null) return { kind: null, state: "none", detail: null };
        const same = JSON.stringify(state.plan) === JSON.stringify(plan);
        return { kind: "systemd", state: same ? "same" : "other", detail: null };
      },
    },
  };
  return state;
}

test("one click registers, another time registers anew, undo and off take it out, and status asks the system", async () => {
  lab = await openShop();
  const computer = system();
  const { services, client } = lab.app;
  Object.assign(services, { scheduler: { ...services.scheduler, ...computer.scheduler } });
  const registered = async () => (await client.schedule.get({})).registered.status;
  expect(await registered()).toBe("missing");
  const { state, change_id } = await client.schedule.change({ schedule: { enabled: true } });
  expect(state.registered.status).toBe("registered");
  expect(computer.plan?.command.slice(-3)).toEqual(["nightly", lab.directory, "--scheduled"]);
  await client.schedule.change({ schedule: { daily: "04:15" } });
  expect([computer.plan?.daily, await registered()]).toEqual(["04:15", "registered"]);
  computer.plan = null;
  expect(await registered()).toBe("missing");
  expect((await client.schedule.register({})).registered.status).toBe("registered");
  computer.plan = { ...computer.plan!, daily: "05:00" };
  expect(await registered()).toBe("different");
  await client.workspace.undo({ change_id });
  expect([computer.plan, await registered()]).toEqual([null, "missing"]);
});

test("printing names what would be registered and registers nothing", async () => {
  lab = await openShop();
  const computer = system();
  const { services, client } = lab.app;
  Object.assign(services, { scheduler: { ...services.scheduler, ...computer.scheduler } });
  const printed = await client.schedule.files({ daily: "03:30", time_zone: "Europe/Berlin" });
  expect(printed.scheduler).toBe("systemd");
  expect(printed.files.map(({ name }) => name.split(".").at(-1))).toEqual(["service", "timer"]);
  expect(computer.plan).toBeNull();
});
