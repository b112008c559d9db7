import { AppError } from "#domain/errors.ts";
import type { Services } from "#app/services.ts";
import type { Handler } from "#app/use-case.ts";
import type { Diagnosis } from "#contract/workspace.ts";

type Check = Diagnosis["checks"][number];
/** One thing to look at; what it throws becomes an `error` with the same name. */
type Examination = (services: Services) => Promise<readonly Check[]>;

const NODE_NEEDED = 24;
/** Below this a night's run may not fit. */
const FREE_NEEDED = 1_000_000_000;

const ok = (name: string, text: string): Check => ({ name, status: "ok", text, hint: null });
const warn = (name: string, text: string, hint: string): Check => ({
  name,
  status: "warn",
  text,
  hint,
});
const wrong = (name: string, text: string, hint: string): Check => ({
  name,
  status: "error",
  text,
  hint,
});

const node: Examination = async ({ machine }) => {
  const version = machine.node_version;
  if (Number.parseInt(version, 10) >= NODE_NEEDED) return [ok("Node", `Version ${version}.`)];
  return [
    wrong(
      "Node",
      `Version ${version}; ${NODE_NEEDED} is needed.`,
      "Start Medallion through its npm scripts: they bring the right Node.",
    ),
  ];
};

const engine: Examination = async ({ machine }) => {
  const version = await machine.engineVersion();
  return [ok("Engine", `DuckDB ${version} starts.`)];
};

/** The folder itself; the rest is only examined when this is in order. */
async function folder(services: Services): Promise<readonly Check[]> {
  const name = "Workspace";
  const state = await services.machine.probe(services.directory);
  if (state === "missing") {
    return [
      wrong(name, "This folder does not exist.", "Make a workspace with `medallion init FOLDER`."),
    ];
  }
  if (state === "unreadable") {
    return [wrong(name, "This folder cannot be read.", "Check who owns it and its permissions.")];
  }
  const workspace = await services.workspaces.open(services.directory);
  const sources = workspace.sources.filter((source) => source.removed_at === undefined);
  const text = `${sources.length} sources, ${workspace.time_zone}, ${workspace.currency}.`;
  if (state === "writable") return [ok(name, text)];
  return [
    wrong(name, `${text} It cannot be written.`, "Reports can be read; a run needs to write here."),
  ];
}

const disk: Examination = async ({ builds }) => {
  const free = await builds.freeBytes();
  const text = `${(free / 1e9).toFixed(1)} GB free.`;
  if (free >= FREE_NEEDED) return [ok("Disk", text)];
  return [warn("Disk", text, "Free some space: a run needs twice the size of the last build.")];
};

const locks: Examination = async (services) =>
  (["run", "publish"] as const).map((kind) => {
    const holder = services.locks.holder(kind);
    const name = kind === "run" ? "Run lock" : "Publish lock";
    return ok(
      name,
      holder === null
        ? "Free."
        : `Held by ${holder.purpose} (process ${holder.pid} on ${holder.host}) since ${holder.since}.`,
    );
  });

const build: Examination = async ({ builds, machine }) => {
  const newest = await builds.newest();
  if (newest === null) {
    return [warn("Newest build", "There is none yet.", "Make one with `medallion run FOLDER`.")];
  }
  const state = await machine.probe(builds.file(newest.build_id));
  if (state === "writable" || state === "read_only") {
    return [ok("Newest build", `${newest.build_id}, ${newest.status}.`)];
  }
  return [
    wrong(
      "Newest build",
      `The database of build ${newest.build_id} is ${state}.`,
      "`medallion run FOLDER --full` makes it again from the lake.",
    ),
  ];
};

const pointer: Examination = async ({ publisher, machine }) => {
  const name = "Published version";
  const current = await publisher.current();
  if (current === null) {
    return [warn(name, "Nothing is published yet.", "Publish with `medallion publish FOLDER`.")];
  }
  const again = "Put a version back with `medallion rollback FOLDER VERSION`, or publish again.";
  const version = (await publisher.versions()).find((kept) => kept.version === current.version);
  if (!version) {
    return [wrong(name, `Readers are sent to version ${current.version}, which is gone.`, again)];
  }
  const missing: string[] = [];
  for (const table of Object.keys(version.tables)) {
    const state = await machine.probe(publisher.file(version.version, table));
    if (state === "missing" || state === "unreadable") missing.push(table);
  }
  if (missing.length > 0) {
    return [wrong(name, `Version ${version.version} lacks ${missing.join(", ")}.`, again)];
  }
  const tables = Object.keys(version.tables).length;
  return [ok(name, `Version ${version.version} from ${version.published_at}, ${tables} tables.`)];
};

async function examine(
  name: string,
  examination: Examination,
  services: Services,
): Promise<readonly Check[]> {
  try {
    return await examination(services);
  } catch (error) {
    const known = error instanceof AppError;
    const text = known || error instanceof Error ? error.message : "It could not be examined.";
    const hint = (known ? error.hint : undefined) ?? "Install again with `npm ci`.";
    return [wrong(name, text, hint)];
  }
}

/** Is this computer fit, and is the workspace whole? Reads only, apart from a probe file it removes. */
export const doctor: Handler<"workspace", "doctor"> = (services) => async () => {
  const opened = await examine("Workspace", folder, services);
  const inside: readonly (readonly [string, Examination])[] = [
    ["Disk", disk],
    ["Locks", locks],
    ["Newest build", build],
    ["Published version", pointer],
  ];
  const checks: Check[] = [
    ...(await examine("Node", node, services)),
    ...(await examine("Engine", engine, services)),
    ...opened,
  ];
  // Without a workspace there is nothing more to look at.
  if (opened.some((check) => check.status === "ok")) {
    for (const [name, examination] of inside)
      checks.push(...(await examine(name, examination, services)));
  }
  return { healthy: checks.every((check) => check.status !== "error"), checks };
};
