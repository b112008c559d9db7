import type { Services } from "#app/services.ts";
import { changeId } from "#app/changes/note.ts";
import { changeParts, differing, type PartChange } from "#app/changes/values.ts";
import type { ValuesPart } from "#app/changes/undoing.ts";
import type { Handler } from "#app/use-case.ts";
import type { Settings } from "#contract/settings.ts";
import type { JsonValue } from "#domain/json.ts";
import type { Workspace } from "#domain/workspace.ts";

/** `workspace.settings`: current values, where things are, and what is installed. */
export const settings: Handler<"workspace", "settings"> = (services) => () =>
  readSettings(services);

async function readSettings(services: Services): Promise<Settings> {
  const {
    id,
    time_zone,
    currency,
    settings: now,
  } = await services.workspaces.open(services.directory);
  return {
    time_zone,
    currency,
    quarantine_limit: { ...now.quarantine_limit },
    shrink_limit: { ...now.shrink_limit },
    keep_versions: now.keep_versions,
    memory_limit: now.memory_limit ?? null,
    folders: await foldersOf(services),
    about: [
      { label: "Data engine", value: `DuckDB ${await services.machine.engineVersion()}` },
      { label: "Node", value: services.machine.node_version },
      { label: "Workspace", value: id },
    ],
  };
}

async function foldersOf({ directory, machine }: Services): Promise<Settings["folders"]> {
  const folders = [
    { label: "Workspace", path: directory },
    { label: "What the sources said", path: `${directory}/lake` },
    { label: "Builds", path: `${directory}/builds` },
    { label: "Published files", path: `${directory}/published` },
    { label: "Exports", path: `${directory}/exports` },
  ];
  return Promise.all(
    folders.map(async (folder) => ({ ...folder, bytes: await machine.bytes(folder.path) })),
  );
}

/** What a setting is called in the history. */
const LABELS: Readonly<Record<string, string>> = {
  time_zone: "Time zone",
  currency: "Currency",
  quarantine_limit: "Limit of rows set aside",
  shrink_limit: "Limit of a shrinking source",
  keep_versions: "Published versions kept",
  memory_limit: "Memory limit",
};

/** A value as a sentence has it. */
export function valueText(value: JsonValue | undefined): string {
  if (value === null || value === undefined || value === "") return "none";
  if (typeof value === "boolean") return value ? "on" : "off";
  if (Array.isArray(value)) return value.length === 0 ? "none" : value.map(valueText).join(", ");
  if (typeof value === "object" && "rows" in value && "share" in value) {
    const { rows, share } = value as { rows: number; share: number };
    return `${rows} rows and ${Math.round(share * 1000) / 10} %`;
  }
  return String(value);
}

/** `workspace.change`: saved at once, undoable; it counts from the next run on. */
export const changeSettings: Handler<"workspace", "change"> = (services) => async (input) => {
  const { time_zone, currency, ...rest } = input;
  const workspace = await services.workspaces.open(services.directory);
  const change = await changeParts(services, "settings", [
    partOf(workspace, "workspace", { time_zone, currency }),
    partOf(workspace, "settings", rest),
  ]);
  return { change_id: changeId(change.number), settings: await readSettings(services) };
};

function partOf(workspace: Workspace, part: ValuesPart, wanted: object): PartChange {
  const said = JSON.parse(JSON.stringify(wanted)) as Record<string, JsonValue>;
  const values = differing(workspace, part, said);
  const says = Object.entries(values).map(
    ([name, value]) => `${LABELS[name] ?? name} is ${valueText(value)} now`,
  );
  return { part, values, says };
}
