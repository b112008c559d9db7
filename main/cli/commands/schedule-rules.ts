import { type Command, InvalidArgumentError, Option } from "commander";
import type { ScheduleState } from "#contract/settings.ts";
import { AppError } from "#domain/errors.ts";
import { given } from "../command-line.ts";

type Schedule = ScheduleState["schedule"];

/** What a night may live on, when a late one waits, how long it tries, and whether it publishes. */
export interface RuleOptions {
  onBattery?: "yes" | "no";
  onMetered?: "yes" | "no";
  quiet?: Schedule["quiet_hours"] | "none";
  until?: string;
  autoPublish?: number | "never";
}

export function clockTime(text: string): string {
  if (/^([01]\d|2[0-3]):[0-5]\d$/.test(text)) return text;
  throw new InvalidArgumentError("Give a time such as 03:30.");
}

function quietHours(text: string): NonNullable<RuleOptions["quiet"]> {
  if (text === "none") return text;
  const [from = "", to = "", more] = text.split("-");
  if (more !== undefined) throw new InvalidArgumentError("Give hours such as 08:00-18:00.");
  if (from === to) throw new InvalidArgumentError("Give hours with a length, or none.");
  return { from: clockTime(from), to: clockTime(to) };
}

function percentOrNever(text: string): number | "never" {
  if (text === "never") return text;
  const digits = text.replace(/%$/, "").trim();
  const value = Number(digits);
  if (digits !== "" && value >= 0 && value <= 100) return value;
  throw new InvalidArgumentError("Give percent from 0 to 100, or never.");
}

export function addRules(command: Command): Command {
  const yesOrNo = (flags: string, text: string): Option =>
    new Option(flags, text).choices(["yes", "no"]);
  return command
    .addOption(yesOrNo("--on-battery <yes|no>", "start while the computer is on battery"))
    .addOption(yesOrNo("--on-metered <yes|no>", "start on a network where data is paid for"))
    .option(
      "--quiet <hours>",
      "no late starts in these, e.g. 08:00-18:00; none ends it",
      quietHours,
    )
    .option("--until <time>", "how long what may heal is tried again, e.g. 06:00", clockTime)
    .option(
      "--auto-publish <percent>",
      "publish when nothing is held and no KPI moved more; never waits for you",
      percentOrNever,
    );
}

export const saysRules = (options: RuleOptions): boolean =>
  [options.onBattery, options.onMetered, options.quiet, options.until, options.autoPublish].some(
    (value) => value !== undefined,
  );

/** The rules that were said, as the plan keeps them. */
export function rulesSaid(options: RuleOptions, daily: string): Partial<Schedule> {
  const { onBattery, onMetered, quiet, until, autoPublish } = options;
  return given({
    on_battery: onBattery && onBattery === "yes",
    on_metered: onMetered && onMetered === "yes",
    quiet_hours: quiet === "none" ? null : quiet,
    window_minutes: until === undefined ? undefined : windowUntil(daily, until),
    auto_publish_limit: autoPublish === "never" ? null : autoPublish,
  });
}

const minutes = (clock: string): number => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3));

function windowUntil(daily: string, until: string): number {
  const window = (minutes(until) - minutes(daily) + 1440) % 1440;
  if (window >= 15 && window <= 720) return window;
  throw new AppError("usage", `From ${daily} until ${until} a night cannot go on trying.`, {
    hint: "Give a time from 15 minutes to 12 hours after the start: --until 06:00.",
  });
}

/** Only what is not as everybody has it. */
export function rulesText(schedule: Schedule): string[] {
  const { daily, window_minutes, quiet_hours, on_battery, on_metered } = schedule;
  const end = (minutes(daily) + window_minutes) % 1440;
  const clock = [Math.floor(end / 60), end % 60].map((part) => String(part).padStart(2, "0"));
  const limit = schedule.auto_publish_limit;
  return [
    `What may heal is tried again until ${clock.join(":")}.`,
    limit === null
      ? "It publishes nothing by itself."
      : `It publishes when no KPI moved more than ${limit} %.`,
    ...(on_battery ? [] : ["It does not start on battery."]),
    ...(on_metered ? [] : ["It does not start on a paid network."]),
    ...(quiet_hours ? [`No late starts from ${quiet_hours.from} to ${quiet_hours.to}.`] : []),
  ];
}
