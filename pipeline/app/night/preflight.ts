import { registration } from "#app/schedule/register.ts";
import type { Services } from "#app/services.ts";
import type { Handler } from "#app/use-case.ts";
import type { Preflight } from "#contract/night.ts";
import { AppError } from "#domain/errors.ts";
import { offsetMinutes } from "#domain/night/plan.ts";
import { defaultSchedule, nextRun } from "#domain/schedule.ts";
import type { Workspace } from "#domain/workspace.ts";

type Finding = Preflight["findings"][number];
type Look = (services: Services, workspace: Workspace) => Promise<readonly Finding[]>;

const finding = (
  severity: Finding["severity"],
  name: string,
  text: string,
  action: string,
): Finding => ({
  name,
  severity,
  text,
  action,
});

const MEGABYTE = 1_000_000;
const megabytes = (bytes: number): string => `${Math.ceil(bytes / MEGABYTE)} MB`;

const disk: Look = async ({ builds }) => {
  const sizes = (await builds.list()).slice(-5).map(({ bytes }) => bytes);
  const free = await builds.freeBytes();
  const needed = Math.max(200 * MEGABYTE, 2 * Math.max(0, ...sizes));
  if (free >= needed) return [];
  const text = `The disk has ${megabytes(free)} free; going by the last runs tonight needs ${megabytes(needed)}.`;
  return [finding("error", "disk", text, "Free some space on this disk before tonight.")];
};

const memory: Look = async ({ machine }) => {
  const { free, total } = machine.memory();
  if (free >= 500 * MEGABYTE) return [];
  const text = `${megabytes(free)} of ${megabytes(total)} memory are free.`;
  return [finding("warn", "memory", text, "Close large programs before the night.")];
};

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

const sources: Look = async (services, workspace) => {
  const active = workspace.sources.filter(({ removed_at }) => removed_at === undefined);
  if (active.length === 0) {
    return [
      finding(
        "error",
        "sources",
        "No source is connected.",
        "Connect one with `medallion source add`.",
      ),
    ];
  }
  const found = await Promise.all(
    active.map((source) => sourceFindings(services, workspace, source)),
  );
  return found.flat();
};

async function sourceFindings(
  { files, bronze }: Services,
  workspace: Workspace,
  { id, name, origin }: Workspace["sources"][number],
): Promise<Finding[]> {
  const held = await bronze.held(id);
  const asks =
    held !== null && held.accepted === undefined && held.kind !== "upstream"
      ? [finding("warn", "held", `${name} is held: ${held.text}`, held.action)]
      : [];
  const known = workspace.accounts?.map((account) => account.name) ?? [];
  if (origin.kind === "sheet" && origin.account !== undefined && !known.includes(origin.account)) {
    const text = `${name} is read by ${origin.account}, which is not set up any more.`;
    return [
      ...asks,
      finding("error", "account", text, "Sign in again: `medallion account sign-in`."),
    ];
  }
  try {
    await files.list(origin);
    return asks;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const action = error.hint ?? "Look at the source.";
    return [...asks, finding("error", "source", `${name}: ${error.message}`, action)];
  }
}

const target: Look = async ({ machine, directory }) => {
  const folders = ["", "/lake", "/builds", "/published"].map((name) => `${directory}${name}`);
  const states = await Promise.all(folders.map((folder) => machine.probe(folder)));
  const closed = folders.filter(
    (_, index) => !["writable", "missing"].includes(states[index] as string),
  );
  if (closed.length === 0) return [];
  const text = `Nothing can be written to ${closed.join(", ")}.`;
  return [finding("error", "target", text, "Check who owns the folder and its permissions.")];
};

const ALL: readonly Look[] = [
  registered,
  sources,
  target,
  disk,
  memory,
  locks,
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
