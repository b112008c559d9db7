import { AppError } from "#domain/errors.ts";
import { rulesOf } from "#domain/night/leave.ts";
import { defaultSchedule } from "#domain/schedule.ts";
import { noProgress } from "#ports/progress.ts";
import { finding, type Look } from "./finding.ts";

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

/** The lake that computers share, where there is one. */
const sharedLake: Look = async ({ lake }) => {
  if (!lake) return [];
  try {
    const signal = AbortSignal.timeout(20_000);
    await lake.status({ signal, progress: noProgress });
    return [];
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const action = error.hint ?? "Check the bucket and its keys.";
    return [finding(error.retryable ? "warn" : "error", "target", error.message, action)];
  }
};

/** What this computer lives on now, as far as the plan cares. */
const power: Look = async ({ machine }, workspace) => {
  const rules = rulesOf(workspace.schedule ?? defaultSchedule(workspace.time_zone));
  const { on_battery, percent, metered } = await machine.conditions();
  const found = [];
  if (on_battery === true) {
    const left = percent === null ? "" : `, ${percent} % left`;
    const text = `This computer is on its battery${left}.`;
    const action = rules.on_battery
      ? "Plug it in before the night."
      : "Plug it in: the plan waits while it is on battery.";
    found.push(finding(rules.on_battery ? "warn" : "error", "battery", text, action));
  }
  if (metered === true && !rules.on_metered) {
    const text = "The network is a paid one, and the plan waits for another.";
    found.push(finding("error", "metered", text, "Change the network, or allow it in the plan."));
  }
  const unknown = [
    ...(!rules.on_battery && on_battery === null ? ["on battery"] : []),
    ...(!rules.on_metered && metered === null ? ["in a paid network"] : []),
  ];
  if (unknown.length > 0) {
    const text = `Whether this computer is ${unknown.join(" or ")} is not known here.`;
    found.push(finding("warn", "conditions", text, "Nothing to do: the night runs all the same."));
  }
  return found;
};

const sleep: Look = async ({ machine }) => {
  const { sleeps_after, lid } = await machine.sleepSettings();
  const found = [];
  if (sleeps_after !== null && sleeps_after > 0) {
    const text = `This computer goes to sleep after ${sleeps_after} minutes, also while plugged in. A planned run then starts when it wakes.`;
    const action = "Turn off automatic sleep while plugged in, or leave it: nothing is lost.";
    found.push(finding("warn", "sleep", text, action));
  }
  if (lid === "closed") {
    const text = "The lid is closed; most computers sleep like this.";
    found.push(finding("warn", "lid", text, "Open the lid for the night, or plug in a screen."));
  }
  return found;
};

export const COMPUTER_LOOKS: readonly Look[] = [target, sharedLake, disk, memory, power, sleep];
