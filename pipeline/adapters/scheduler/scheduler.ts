import { homedir, tmpdir } from "node:os";
import type { NightPlan, SchedulerKind } from "#domain/night/plan.ts";
import { schedulerFiles } from "#domain/night/scheduler-files.ts";
import type { Clock } from "#ports/clock.ts";
import type { Scheduler } from "#ports/scheduler.ts";
import { type Command, runProgram } from "./commands.ts";
import { cron } from "./cron.ts";
import { launchd } from "./launchd.ts";
import type { System, SystemScheduler } from "./system.ts";
import { systemd } from "./systemd.ts";
import { windows } from "./windows.ts";

const ALL: Readonly<Record<SchedulerKind, SystemScheduler>> = { systemd, launchd, windows, cron };

/** The best of a platform first. */
function kindsOf(platform: string): readonly SchedulerKind[] {
  if (platform === "darwin") return ["launchd", "cron"];
  if (platform === "win32") return ["windows"];
  return ["systemd", "cron"];
}

export interface SchedulerOptions {
  readonly clock: Clock;
  /** Node and the command line of this program; null where it has none. */
  readonly program: readonly [string, ...string[]] | null;
  /** False: nothing of the system is asked or changed. */
  readonly enabled: boolean;
  readonly platform?: string;
  readonly run?: Command;
  readonly home?: string;
  readonly time_zone?: string;
}

/** The schedulers of this computer's operating system, through their own programs. */
export function createScheduler(options: SchedulerOptions): Scheduler {
  const { clock, program, enabled } = options;
  const kinds = enabled ? kindsOf(options.platform ?? process.platform) : [];
  const system: System = {
    run: options.run ?? runProgram,
    home: options.home ?? homedir(),
    user_id: process.getuid?.() ?? 0,
    temporary: tmpdir(),
  };
  const files: Scheduler["files"] = (kind, plan) => {
    const zone = options.time_zone ?? new Intl.DateTimeFormat().resolvedOptions().timeZone;
    return schedulerFiles(kind, plan, zone, clock.now());
  };
  return {
    command: (directory) => program && [...program, "nightly", directory, "--scheduled"],
    available: async () => {
      const works = await Promise.all(kinds.map((kind) => ALL[kind].works(system)));
      return kinds.filter((_, index) => works[index]);
    },
    files,
    register: async (kind, plan) => {
      // Two schedulers would start two runs.
      for (const other of kinds) {
        if (other !== kind) await ALL[other].unregister(system, plan.name);
      }
      await ALL[kind].register(system, plan, files(kind, plan));
    },
    unregister: async (name) => {
      for (const kind of kinds) await ALL[kind].unregister(system, name);
    },
    read: (plan) => readFirst(kinds, system, plan, files),
  };
}

async function readFirst(
  kinds: readonly SchedulerKind[],
  system: System,
  plan: NightPlan,
  files: Scheduler["files"],
): ReturnType<Scheduler["read"]> {
  let silent = 0;
  for (const kind of kinds) {
    const found = await ALL[kind].read(system, plan, files(kind, plan));
    if (found.state === "same" || found.state === "other") return { ...found, kind };
    if (found.state === "unreadable") silent += 1;
  }
  const asked = kinds.length > silent;
  return { kind: null, state: asked ? "none" : "unreadable", detail: null };
}
