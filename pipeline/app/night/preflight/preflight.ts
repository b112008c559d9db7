import { registration } from "#app/schedule/register.ts";
import type { Handler } from "#app/use-case.ts";
import { offsetMinutes } from "#domain/night/plan.ts";
import { defaultSchedule, nextRun } from "#domain/schedule.ts";
import { COMPUTER_LOOKS } from "./computer.ts";
import { type Finding, finding, type Look } from "./finding.ts";
import { SOURCE_LOOKS } from "./sources.ts";

const locks: Look = async ({ locks: held }) =>
  (["run", "night", "publish"] as const).flatMap((kind) => {
    const holder = held.holder(kind);
    if (holder === null) return [];
    const text = `${holder.purpose} is at work since ${holder.since} (process ${holder.pid} on ${holder.host}).`;
    return [finding("warn", "lock", text, "Let it finish, or stop it if it hangs.")];
  });

const registered: Look = async (services, workspace) => {
  if (workspace.schedule?.enabled !== true) {
    return [
      finding(
        "error",
        "schedule",
        "The nightly run is off.",
        "Turn it on: `medallion schedule FOLDER --daily 03:30`.",
      ),
    ];
  }
  const { status, text } = await registration(services, workspace);
  if (status === "registered") return [];
  return [
    finding(
      "error",
      "schedule",
      text,
      "Register it again: `medallion schedule FOLDER --daily TIME`.",
    ),
  ];
};

/** Clocks that change tonight: the run still happens once, but people wonder about the hour. */
const clockChange: Look = async ({ clock }, workspace) => {
  const schedule = workspace.schedule ?? defaultSchedule(workspace.time_zone);
  const now = clock.now();
  const at = nextRun({ ...schedule, enabled: true }, now);
  if (at === null) return [];
  const before = offsetMinutes(schedule.time_zone, now);
  const after = offsetMinutes(schedule.time_zone, new Date(at.getTime() + 6 * 3_600_000));
  if (before === after) return [];
  const way = after > before ? "forward" : "back";
  const text = `Clocks in ${schedule.time_zone} go ${way} by ${Math.abs(after - before)} minutes tonight.`;
  const action = `Nothing to do: the run starts once, at ${at.toISOString()}. 03:30 or a plan in UTC avoids the hour that changes.`;
  return [finding("warn", "clock_change", text, action)];
};

const timeZone: Look = async ({ machine }, workspace) => {
  const schedule = workspace.schedule ?? defaultSchedule(workspace.time_zone);
  const here = machine.time_zone();
  if (here === schedule.time_zone || here === "UTC") return [];
  const text = `This computer's clocks show ${here}, the plan counts in ${schedule.time_zone}.`;
  return [finding("warn", "time_zone", text, `Fine while travelling; else plan it in ${here}.`)];
};

/** A clock before the newest night or run was set back. */
const clockSetBack: Look = async ({ clock, journal, nights }) => {
  const newest = [
    journal().runs({ limit: 1 })[0]?.started_at,
    (await nights.list()).at(-1)?.started_at,
  ];
  const now = clock.now().toISOString();
  const ahead = newest.filter((at) => at !== undefined).find((at) => at > now);
  if (ahead === undefined) return [];
  const text = `This computer's clock shows ${now}, but something ran at ${ahead} already.`;
  return [finding("error", "clock", text, "Set the computer's clock right.")];
};

/** Another computer at work on a shared lake. */
const lease: Look = async ({ leases, holder }) => {
  const found = await leases.holder("work");
  if (found === null || found.holder === holder) return [];
  const text = `${found.holder} works on this lake since ${found.taken_at}.`;
  const action = `Let it finish; if it is gone for good, its lease ends at ${found.ends_at}.`;
  return [finding("warn", "lock", text, action)];
};

const ALL: readonly Look[] = [
  registered,
  ...SOURCE_LOOKS,
  ...COMPUTER_LOOKS,
  locks,
  lease,
  clockSetBack,
  clockChange,
  timeZone,
];

/** `night.preflight`: will tonight work? Reads only; every finding says what to do. */
export const preflight: Handler<"night", "preflight"> = (services) => async () => {
  const workspace = await services.workspaces.open(services.directory);
  const findings: Finding[] = [];
  for (const look of ALL) findings.push(...(await look(services, workspace)));
  return { ready: findings.every(({ severity }) => severity !== "error"), findings };
};
