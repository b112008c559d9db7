/**
 * A night on a shared lake, in a process of its own: `lake-night.ts <workspace> <instant> [<step>]`. The clock
 * starts at the instant, pauses are a thirtieth as long. At the step it stops itself until it is told to go on,
 * as a computer does that falls asleep. Prints a JSON line when it stops, and one with what came of it.
 */
import { writeSync } from "node:fs";
import { setTimeout } from "node:timers/promises";
import { nightRun } from "#app/night/night-run.ts";
import { createApp } from "#main/shared/wiring.ts";

const [directory, instant, stop] = process.argv.slice(2) as [string, string, string | undefined];

const say = (line: object): void => void writeSync(1, `${JSON.stringify(line)}\n`);
let start = Date.parse(instant);
const clock = {
  now: () => new Date(start + performance.now()),
  elapsed: () => performance.now(),
};
const app = await createApp(directory, { clock });
const pause = (milliseconds: number): Promise<void> => setTimeout(milliseconds / 30);
let stopped = false;
const progress = ({ step }: { readonly step: string }): void => {
  if (stopped || stop === undefined || !step.startsWith(stop)) return;
  stopped = true;
  say({ stopped: step });
  process.kill(process.pid, "SIGSTOP");
  // Its clock went on while it slept.
  start += 30 * 60_000;
};
const { signal } = new AbortController();
const night = nightRun({ ...app.services, pause });
say(await night({ scheduled: true }, { signal, progress }));
await app.close();
