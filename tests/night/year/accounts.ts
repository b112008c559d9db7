import { COMPUTER_ASLEEP, COMPUTER_OFF, LOGGED_OUT } from "#domain/night/presence.ts";
import type { NightRecord } from "#domain/night/record.ts";
import type { Computer, Lake } from "./computer.ts";
import { instantsBetween } from "./wall-clock.ts";

const MINUTE = 60_000;

const iso = (at: number): string => new Date(at).toISOString();

/** What is wrong with the nights of a computer, each in a sentence; nothing when every start is accounted for. */
export function wrongAccounts(computer: Computer, jumped: boolean): string[] {
  const { schedule, name } = computer.options;
  const since = Date.parse(schedule.enabled_since!);
  const now = computer.clock();
  const planned = instantsBetween(schedule.daily, schedule.time_zone, since, now).map(iso);
  const { nights } = computer;
  const answered = nights.flatMap(({ slots }) => slots.map((slot) => slot.planned_at));
  const wrong: string[] = [...computer.troubles];
  for (const at of planned) {
    const times = answered.filter((one) => one === at).length;
    if (times !== 1) wrong.push(`${name}: ${at} was answered ${times} times`);
  }
  const invented = answered.filter((at) => at <= iso(now) && !planned.includes(at));
  if (invented.length > 0) wrong.push(`${name}: nobody planned ${invented.join(", ")}`);
  for (const night of nights) wrong.push(...wrongNight(computer, night));
  if (!jumped) for (const night of nights) wrong.push(...wrongReasons(computer, night));
  return wrong;
}

function wrongNight({ options, summaries }: Computer, night: NightRecord): string[] {
  const { number, slots, outcome, run_id, steps, started_at, resumed } = night;
  const says = (text: string): string => `${options.name}: night ${number} ${text}`;
  const wrong: string[] = [];
  if (outcome === null) wrong.push(says("has no end"));
  if (slots.length === 0) wrong.push(says("began although nothing was due"));
  const success = outcome === "published" || outcome === "current";
  if (success && (run_id === null || !summaries.has(run_id))) wrong.push(says("had no run"));
  if (success && !steps.some(({ name, status }) => name === "run" && status === "done")) {
    wrong.push(says("is called done without its run"));
  }
  for (const { planned_at, reason } of slots) {
    const late = Date.parse(started_at) - Date.parse(planned_at) > 10 * MINUTE;
    if (reason === null && late && resumed === 0) wrong.push(says(`does not say why it was late`));
  }
  return wrong;
}

const WHY: Readonly<Record<string, Computer["away"][number]["why"]>> = {
  [COMPUTER_OFF]: "off",
  [COMPUTER_ASLEEP]: "asleep",
  [LOGGED_OUT]: "out",
};

/** A reason that names a state must be one in which the computer really was, before it could start. */
function wrongReasons({ options, away }: Computer, { slots, number }: NightRecord): string[] {
  return slots.flatMap(({ planned_at, reason }) => {
    const why = WHY[reason ?? ""];
    if (why === undefined) return [];
    const at = Date.parse(planned_at);
    const real = away.some((one) => one.to >= at && (one.why === why || one.why === "off"));
    const before = why === "asleep" && away.some((one) => one.why === "asleep" && one.from <= at);
    return real || before
      ? []
      : [`${options.name}: night ${number} says "${reason}" of ${planned_at}, but it was not`];
  });
}

/** What is wrong with a lake that computers share. */
export function wrongLake(lake: Lake, computers: readonly Computer[]): string[] {
  const wrong: string[] = [];
  let fence = 0;
  for (const write of lake.writes) {
    if (write.by !== write.holder) wrong.push(`${write.by} wrote while ${write.holder} held it`);
    if (write.fence < fence) wrong.push(`fence ${write.fence} wrote after ${fence}`);
    fence = write.fence;
  }
  const newest = computers.flatMap(({ nights, options }) =>
    nights
      .filter(({ outcome }) => outcome === "published")
      .map(({ slots }) => ({ at: slots.at(-1)?.planned_at, by: options.name })),
  );
  const seen = new Map<string | undefined, string>();
  for (const { at, by } of newest) {
    if (seen.has(at)) wrong.push(`${at} was done by ${seen.get(at)} and by ${by}`);
    seen.set(at, by);
  }
  return wrong;
}
