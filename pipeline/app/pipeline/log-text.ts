import type { RunDetail } from "#contract/pipeline.ts";
import type { LogLine } from "#ports/log.ts";

const number = (value: unknown): string => Number(value ?? 0).toLocaleString("en-US");

/** Lines of a run's log as people read them; measurements for engineers are left out. */
export function logText(lines: readonly LogLine[]): RunDetail["log"] {
  return lines
    .filter(({ level }) => level !== "debug")
    .map((line) => ({
      at: line.time,
      level: line.level === "debug" ? "info" : line.level,
      text: textOf(line),
    }));
}

function textOf({ event, fields }: LogLine): string {
  switch (event) {
    case "run started":
      return fields["full"] === true ? "Started: everything is read again." : "Started.";
    case "step":
      return `${String(fields["label"])}.`;
    case "source read":
      return readText(fields);
    case "run finished":
      return `Finished after ${String(fields["seconds"])} s.`;
    case "run cancelled":
      return "Stopped.";
    case "run failed":
      return "The run could not finish.";
    default:
      return `${event.charAt(0).toUpperCase()}${event.slice(1)}.`;
  }
}

function readText(fields: LogLine["fields"]): string {
  const source = String(fields["source"]);
  if (fields["held"] === true) return `${source} is held: ${String(fields["held_because"] ?? "")}`;
  const read = Number(fields["rows_read"] ?? 0);
  if (read === 0) return `${source}: nothing new.`;
  const parts = [
    [fields["rows_new"], "new"],
    [fields["rows_deleted"], "gone"],
    [fields["rows_blank"], "blank and left out"],
  ].filter(([count]) => Number(count) > 0);
  const rest = parts.map(([count, word]) => `${number(count)} ${String(word)}`).join(", ");
  return `${source}: ${number(read)} rows read${rest === "" ? ", nothing changed" : `, ${rest}`}.`;
}
