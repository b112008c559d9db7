import { createHash } from "node:crypto";
import type { LogLine } from "#ports/log.ts";

type Level = LogLine["level"];
type Fields = Readonly<Record<string, unknown>>;

/** Severity numbers of OpenTelemetry's log data model. */
const SEVERITY: Readonly<Record<Level, number>> = { debug: 5, info: 9, warn: 13, error: 17 };
const OWN = "medallion.";
const RUN = "medallion.run.id";
/** Ours → the name of OpenTelemetry's semantic conventions. */
const EXCEPTION = {
  name: "exception.type",
  message: "exception.message",
  stack: "exception.stacktrace",
} as const;

/** Everything of one run belongs to one trace: 16 bytes in hex, the same for every line and process. */
export const traceId = (run: string): string =>
  createHash("sha256").update(`medallion ${run}`).digest("hex").slice(0, 32);

/** Fields as attributes; an error under the names every tool knows. */
function attributes({ run, error, ...fields }: Fields): Fields {
  const own = Object.entries(fields).map(([name, value]) => [`${OWN}${name}`, value]);
  const named = run === undefined ? [] : [[RUN, run]];
  if (error === undefined) return Object.fromEntries([...named, ...own]);
  const thrown =
    typeof error === "object" && error !== null ? error : { message: error as unknown };
  const parts = Object.entries(thrown).map(([name, value]) => [
    name in EXCEPTION ? EXCEPTION[name as keyof typeof EXCEPTION] : `${OWN}error.${name}`,
    value,
  ]);
  return Object.fromEntries([...named, ...own, ...parts]);
}

/** A line in the JSON form of OpenTelemetry's log data model. @param line without secrets. */
export function toRecord(line: Fields & { readonly level: Level; readonly event: string }): Fields {
  const { time, level, event, ...fields } = line;
  const { run } = fields;
  return {
    Timestamp: time,
    SeverityText: level.toUpperCase(),
    SeverityNumber: SEVERITY[level],
    Body: event,
    ...(typeof run === "string" && { TraceId: traceId(run) }),
    Resource: { "service.name": "medallion" },
    Attributes: attributes(fields),
  };
}

/** What a line said; null for one cut off by a kill. Lines of earlier versions are read as well. */
export function fromText(text: string): LogLine | null {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return null;
  }
  if (typeof parsed !== "object" || parsed === null) return null;
  return "Body" in parsed ? fromRecord(parsed as Fields) : earlier(parsed as Fields);
}

function earlier({ time, level, event, ...fields }: Fields): LogLine | null {
  if (typeof time !== "string" || typeof event !== "string") return null;
  return { time, level: level as Level, event, fields };
}

function fromRecord(record: Fields): LogLine | null {
  const { Timestamp: time, Body: event, SeverityText: level, Attributes: given } = record;
  if (typeof event !== "string") return null;
  const fields: Record<string, unknown> = {};
  const error: Record<string, unknown> = {};
  const known = Object.entries(EXCEPTION);
  for (const [name, value] of Object.entries((given ?? {}) as Fields)) {
    const part = known.find(([, theirs]) => theirs === name)?.[0];
    if (part !== undefined) error[part] = value;
    else if (name.startsWith(`${OWN}error.`)) error[name.slice(OWN.length + 6)] = value;
    else if (name === RUN) fields["run"] = value;
    else fields[name.startsWith(OWN) ? name.slice(OWN.length) : name] = value;
  }
  if (Object.keys(error).length > 0) fields["error"] = error;
  return {
    time: String(time),
    level: String(level).toLowerCase() as Level,
    event,
    fields,
  };
}
