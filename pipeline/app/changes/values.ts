import type { JsonValue } from "#domain/json.ts";
import { AppError } from "#domain/errors.ts";
import type { Services } from "#app/services.ts";
import { DEFAULT_ALERTS, DEFAULT_RULES, defaultSchedule } from "#domain/schedule.ts";
import type { Workspace } from "#domain/workspace.ts";
import type { Change, ChangeArea } from "#ports/journal.ts";
import { recordChange } from "./note.ts";
import type { Undoing, Values, ValuesPart } from "./undoing.ts";

/** A part of the workspace's file as plain values; what was never said has its default. */
export function valuesOf(workspace: Workspace, part: ValuesPart): Values {
  const { time_zone, currency, settings } = workspace;
  const found = {
    workspace: { time_zone, currency },
    settings: { ...settings, memory_limit: settings.memory_limit ?? null },
    schedule: { ...DEFAULT_RULES, ...(workspace.schedule ?? defaultSchedule(time_zone)) },
    alerts: { ...DEFAULT_ALERTS, ...workspace.alerts },
  }[part];
  return JSON.parse(JSON.stringify(found)) as Values;
}

/** Puts values into a part; null stands for "not said" where the file leaves a field out. */
export function withValues(workspace: Workspace, part: ValuesPart, values: Values): Workspace {
  const merged = { ...valuesOf(workspace, part), ...values };
  if (part === "workspace") return { ...workspace, ...(values as Partial<Workspace>) };
  const optional = ["memory_limit", "enabled_since"];
  const kept = Object.entries(merged).filter(
    ([name, value]) => !(optional.includes(name) && value === null),
  );
  return { ...workspace, [part]: Object.fromEntries(kept) };
}

const same = (a: JsonValue | undefined, b: JsonValue | undefined): boolean =>
  JSON.stringify(a ?? null) === JSON.stringify(b ?? null);

/** True while every value is as the change left it. */
export function stillStands(workspace: Workspace, part: ValuesPart, after: Values): boolean {
  const now = valuesOf(workspace, part);
  return Object.entries(after).every(([name, value]) => same(now[name], value));
}

/** Which of the wanted values differ from what is there. */
export function differing(workspace: Workspace, part: ValuesPart, wanted: Values): Values {
  const now = valuesOf(workspace, part);
  return Object.fromEntries(
    Object.entries(wanted).filter(([name, value]) => !same(now[name], value)),
  );
}

/** New values of one part, and what to tell people about them. */
export interface PartChange {
  readonly part: ValuesPart;
  readonly values: Values;
  /** Sentences without their full stops. */
  readonly says: readonly string[];
}

export interface ValuesChange {
  readonly area: ChangeArea;
  readonly parts: readonly Pick<PartChange, "part" | "values">[];
  readonly text: string;
  readonly undoes?: number;
}

/**
 * Saves what was said at one time as one change, and writes down how to take it back.
 * @throws AppError `usage` when the values are like that already.
 */
export async function changeParts(
  services: Services,
  area: ChangeArea,
  parts: readonly PartChange[],
): Promise<Change> {
  const made = parts.filter(({ values }) => Object.keys(values).length > 0);
  if (made.length === 0) {
    throw new AppError("usage", "This changes nothing: the values are like that already.");
  }
  const text = made.flatMap(({ says }) => says).map((sentence) => `${sentence}.`);
  return changeValues(services, { area, parts: made, text: text.join(" ") });
}

export async function changeValues(services: Services, change: ValuesChange): Promise<Change> {
  const { area, parts, text, undoes } = change;
  let undo: Extract<Undoing, { kind: "values" }> = { kind: "values", parts: [] };
  await services.workspaces.update(services.directory, (workspace) => {
    const made = parts.map(({ part, values }) => {
      const now = valuesOf(workspace, part);
      const before = Object.fromEntries(
        Object.keys(values).map((name) => [name, now[name] ?? null]),
      );
      return { part, before, after: values };
    });
    undo = { kind: "values", parts: made };
    return parts.reduce((now, { part, values }) => withValues(now, part, values), workspace);
  });
  return recordChange(services, { area, text, undo, ...(undoes !== undefined && { undoes }) });
}
