import { counted } from "#domain/quality/sentences.ts";
import { wallClock } from "#domain/schedule.ts";
import type { NightRecord } from "./record.ts";
import { IN_TIME_MS } from "./slots.ts";

/** What happened, in at most a few sentences; nothing of it is guessed. */
export function lastNight(record: NightRecord | null, time_zone: string): string {
  if (record === null) return "No night was recorded yet.";
  const outcome = outcomeText(record);
  return [startText(record, time_zone), ...outcome].join(" ");
}

const clock = (instant: string, zone: string): string =>
  wallClock(new Date(instant), zone).slice(11);

function startText({ slots, started_at }: NightRecord, zone: string): string {
  const ran = clock(started_at, zone);
  const newest = slots.at(-1);
  if (!newest) return `Started by hand at ${ran}.`;
  const planned = clock(newest.planned_at, zone);
  const late = Date.parse(started_at) - Date.parse(newest.planned_at) > IN_TIME_MS;
  const missed = slots.length - 1;
  const merged = missed > 0 ? `; ${counted(slots.length, "planned night")} became 1 run` : "";
  const why = slots.find(({ reason }) => reason !== null)?.reason;
  const start = late ? `Planned ${planned}, ran ${ran}` : `Ran ${ran} as planned`;
  return `${start}${merged}${why ? `: ${why}` : ""}.`;
}

function outcomeText({ outcome, reasons, held_sources, steps, resumed }: NightRecord): string[] {
  const again = resumed > 0 ? ["It was cut off and went on from there."] : [];
  const held = held_sources.length > 0 ? [`${held_sources.join(", ")}: last good rows used.`] : [];
  const failed = steps.find(({ status }) => status === "failed");
  const unsent = steps.filter(({ name, status }) => name === "send" && status === "failed");
  const alone = unsent.map(({ text }) => `The other computers cannot see it: ${text}`);
  switch (outcome) {
    case "published":
      return [...again, ...held, "Published.", ...alone];
    case "current":
      return [...again, ...held, "Nothing new; published reports are current.", ...alone];
    case "held":
    case "waiting":
      return [...again, ...held, "Not published, waiting for you:", ...reasons, ...alone];
    case "failed":
      return [...again, failed?.text ?? "It did not finish.", "Published reports are unchanged."];
    case "elsewhere":
      return [...again, ...reasons, "Nothing was written from here."];
    case null:
      return ["It is at work, or was cut off; the next start goes on with it."];
  }
}
