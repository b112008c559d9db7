import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Option } from "commander";
import type { ScheduleState } from "#contract/settings.ts";
import { AppError, ERROR_EXIT_CODES } from "#domain/errors.ts";
import { SCHEDULERS, type SchedulerKind } from "#domain/night/plan.ts";
import type { Client } from "#main/shared/router.ts";
import { type CommandLine, given, onWorkspace } from "../command-line.ts";
import type { Session } from "../session.ts";
import {
  addRules,
  clockTime,
  type RuleOptions,
  rulesSaid,
  rulesText,
  saysRules,
} from "./schedule-rules.ts";

interface Options extends RuleOptions {
  json?: boolean;
  daily?: string;
  tz?: string;
  scheduler?: SchedulerKind;
  print?: string;
  off?: boolean;
  status?: boolean;
}

const stateText = ({ schedule, registered, next_run_at }: ScheduleState): string =>
  [
    schedule.enabled
      ? `The nightly run is planned for ${schedule.daily}, ${schedule.time_zone}.`
      : "The nightly run is off.",
    ...(schedule.enabled ? rulesText(schedule) : []),
    registered.text,
    ...(next_run_at === null ? [] : [`Next start: ${next_run_at}`]),
  ].join("\n");

/** Writes what would be registered; the system is not touched. */
async function print({ client, host, out }: Session, options: Options): Promise<number> {
  const { daily, tz: time_zone, scheduler } = options;
  const wanted = given({ daily, time_zone, scheduler });
  const answer = await (await client()).schedule.files(wanted, host);
  const folder = host.path(options.print as string);
  await mkdir(folder, { recursive: true });
  for (const { name, text, encoding } of answer.files) {
    const bytes = encoding === "utf-16le" ? Buffer.from(`\uFEFF${text}`, "utf16le") : text;
    await writeFile(join(folder, name), bytes);
  }
  const files = answer.files.map(({ name }) => join(folder, name));
  out.result({ scheduler: answer.scheduler, files }, () =>
    ["Nothing was registered. Written:", ...files.map((file) => `  ${file}`)].join("\n"),
  );
  return 0;
}

/** Saves what differs; what is saved already is given to the system once more. */
async function settle(
  { schedule: calls }: Client,
  { host }: Session,
  options: Options,
): Promise<ScheduleState> {
  const { daily, tz: time_zone, scheduler } = options;
  const { schedule } = await calls.get({}, host);
  // Rules alone change no plan that is off.
  const enabled = options.off === true ? false : daily === undefined ? undefined : true;
  const rules = rulesSaid(options, daily ?? schedule.daily);
  const wanted = { ...given({ enabled, daily, time_zone }), ...rules };
  const same = Object.entries(wanted).every(
    ([name, value]) =>
      JSON.stringify(schedule[name as keyof typeof schedule]) === JSON.stringify(value),
  );
  const chosen = given({ scheduler });
  if (same) return calls.register(chosen, host);
  return (await calls.change({ schedule: wanted, ...chosen }, host)).state;
}

async function act(session: Session, options: Options): Promise<number> {
  const { client, host, out } = session;
  if (options.print !== undefined) return print(session, options);
  if (options.status) {
    const state = await (await client()).schedule.get({}, host);
    out.result(state, () => stateText(state));
    return 0;
  }
  if (!options.off && options.daily === undefined && !saysRules(options)) {
    throw new AppError("usage", "Say when: --daily 03:30, or --off, or --status.");
  }
  const state = await settle(await client(), session, options);
  out.result(state, () => stateText(state));
  const { status } = state.registered;
  const done = state.schedule.enabled ? status === "registered" : status === "missing";
  return done ? 0 : ERROR_EXIT_CODES.upstream;
}

export function addSchedule({ program, run }: CommandLine): void {
  const command = onWorkspace(
    program,
    "schedule",
    "start the nightly run by itself, window open or closed",
  )
    .option("--daily <time>", "when, e.g. 03:30", clockTime)
    .option("--tz <zone>", "on the clocks of which time zone; default the workspace's")
    .addOption(
      new Option("--scheduler <kind>", "which scheduler of this computer").choices(SCHEDULERS),
    )
    .option("--print <folder>", "write what would be registered into a folder, touch nothing")
    .option("--off", "take it out of this computer's scheduler")
    .option("--status", "what this computer really has registered");
  addRules(command).action((directory: string, options: Options) =>
    run(directory, options, (session) => act(session, options)),
  );
}
