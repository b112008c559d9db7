import { mkdtempSync, rmSync } from "node:fs";
import { cp, mkdir, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { SQL_FOLDER } from "#main/shared/folders.ts";
import { loadModels } from "#models/load.ts";
import { executeRun } from "#app/run/start-run.ts";
import type { RunRequest } from "#app/run/start-run.ts";
import type { Services } from "#app/services.ts";
import type { RunResult } from "#contract/runs.ts";
import { AppError } from "#domain/errors.ts";
import type { Mapping, Source } from "#domain/workspace.ts";
import { type App, createApp } from "#main/shared/wiring.ts";
import { noProgress } from "#ports/progress.ts";
import type { Progress } from "#ports/progress.ts";
import { csvText } from "./csv.ts";
import type { Shop, ShopSource } from "./shop.ts";

const DAY = 86_400_000;

/** The models are read once: all worlds of a process use the same. */
const models = loadModels(SQL_FOLDER);

/** A workspace after its first run, kept so that many sequences can begin with it. */
interface Beginning {
  readonly folder: string;
  readonly result: RunResult;
  readonly world: World;
}
const beginnings = new Map<string, Beginning>();
/** Manifests name the files of sources by their whole path, so every world of a process lives at the same place. */
const top = mkdtempSync(join(tmpdir(), "medallion-property-"));
process.once("exit", () => rmSync(top, { recursive: true, force: true }));

/** A workspace in a temporary folder, the files of its shop, and a clock that only the test moves. One at a time. */
export class World {
  readonly folder = join(top, "now");
  readonly #files = join(this.folder, "files");
  readonly #clock = { time: Date.parse("2026-07-01T03:30:00Z") };
  readonly #mapped = new Map<string, number>();
  readonly #written = new Map<string, { text: string | null; time: Date }>();
  /** Whether runs evaluate checks. */
  checked = true;
  #app: App | null = null;

  static async create(): Promise<World> {
    const world = new World();
    await rm(world.folder, { recursive: true, force: true });
    await mkdir(join(world.#files, "payments"), { recursive: true });
    return world;
  }

  /** A world in which the shop was read once. `name` says which shops begin the same. */
  static async after(shop: Shop, name: string): Promise<{ world: World; result: RunResult }> {
    const folder = join(top, name);
    const known = beginnings.get(name);
    if (!known) {
      const world = await World.create();
      await world.apply(shop);
      const result = await world.run();
      await (await world.app()).close();
      await cp(world.folder, folder, { recursive: true, preserveTimestamps: true });
      beginnings.set(name, { folder, result, world });
    }
    const { world: first, result } = beginnings.get(name) as Beginning;
    const world = new World();
    await rm(world.folder, { recursive: true, force: true });
    await cp(folder, world.folder, { recursive: true, preserveTimestamps: true });
    for (const entry of first.#mapped) world.#mapped.set(...entry);
    for (const entry of first.#written) world.#written.set(...entry);
    return { world, result };
  }

  async app(): Promise<App> {
    this.#app ??= await open(join(this.folder, "workspace"), this.#clock);
    return this.#app;
  }

  async services(): Promise<Services> {
    return (await this.app()).services;
  }

  /** Instant of the fake clock. */
  get now(): Date {
    return new Date(this.#clock.time);
  }

  pass(days: number): void {
    this.#clock.time += days * DAY;
  }

  /** Brings files, sources and mappings to what the shop says. */
  async apply(shop: Shop): Promise<void> {
    const { workspaces } = await this.services();
    const workspace = join(this.folder, "workspace");
    await workspaces.init(workspace, { time_zone: shop.time_zone, currency: shop.currency });
    const all = [...shop.sources.values()];
    for (const source of all) await this.#write(source);
    await workspaces.update(workspace, (now) => ({
      ...now,
      time_zone: shop.time_zone,
      currency: shop.currency,
      sources: all.map((source) => this.#source(source)),
    }));
    for (const source of all) {
      if (this.#mapped.get(source.id) === source.mappingVersion) continue;
      const before = this.#mapped.get(source.id) ?? 0;
      this.#mapped.set(source.id, before + 1);
      source.mappingVersion = before + 1;
      await workspaces.saveMapping(workspace, this.#mapping(source));
    }
  }

  async run(request: Partial<RunRequest> = {}): Promise<RunResult> {
    const services = await this.services();
    return runIn(this.checked ? services : unchecked(services), request);
  }

  /** A run that a person stops when it comes to a step; what it read stays in bronze. */
  async stopAt(step: string): Promise<void> {
    const stop = new AbortController();
    const progress: Progress = (event) => {
      if (event.step === step) stop.abort();
    };
    const request = { full: false, publish: false, purpose: "run" };
    try {
      await executeRun(await this.services(), request, { signal: stop.signal, progress });
    } catch (error) {
      if (!(error instanceof AppError && error.code === "cancelled")) throw error;
    }
  }

  /**
   * Everything a build holds derived again from the lake alone, in a copy of the workspace that has no
   * builds; `use` sees the file of that build.
   */
  async rebuilt<T>(
    full: boolean,
    use: (file: string, result: RunResult) => Promise<T>,
  ): Promise<T> {
    const copy = join(this.folder, "copy");
    const original = join(this.folder, "workspace");
    await mkdir(copy);
    await cp(join(original, "lake"), join(copy, "lake"), { recursive: true });
    await cp(join(original, "workspace.json"), join(copy, "workspace.json"));
    const newest = await (await this.services()).builds.newest();
    const at = Date.parse(newest?.summary ? startOf(newest.summary) : this.now.toISOString());
    const app = await open(copy, { time: at });
    try {
      // Only rows and keys are compared, so nothing is checked: it is a fifth of the time.
      const result = await runIn(unchecked(app.services), { full });
      return await use(app.services.builds.file(result.build_id as string), result);
    } finally {
      await app.close();
      await rm(copy, { recursive: true, force: true });
    }
  }

  async close(): Promise<void> {
    await this.#app?.close();
    await rm(this.folder, { recursive: true, force: true });
  }

  #source(source: ShopSource): Source {
    const origin =
      source.mode === "append"
        ? ({ kind: "folder", path: join(this.#files, source.id) } as const)
        : ({ kind: "csv", path: join(this.#files, `${source.id}.csv`) } as const);
    return {
      id: source.id,
      name: source.id,
      mode: source.mode,
      origin,
      read: {},
      ...(source.removed && { removed_at: "2026-07-01T00:00:00.000Z" }),
    };
  }

  #mapping(source: ShopSource): Mapping {
    const entities = Object.entries(source.mapping.entities).map(([name, entity]) => [
      name,
      { defaults: {}, fold: false, ...entity },
    ]);
    return {
      source_id: source.id,
      version: source.mappingVersion,
      created_at: this.now.toISOString(),
      entities: Object.fromEntries(entities),
      formats: source.mapping.formats as Mapping["formats"],
      header_aliases: source.mapping.header_aliases,
    };
  }

  async #write(source: ShopSource): Promise<void> {
    const folder = source.mode === "append" ? join(this.#files, source.id) : this.#files;
    for (const [name, table] of source.files) {
      const path = join(folder, name);
      const rows = source.state === "header_only" ? [] : table.rows;
      const text = source.state === "empty" ? "" : csvText({ headers: table.headers, rows });
      await this.#put(path, source.state === "missing" ? null : text, source.hidden);
    }
  }

  /** Writes only what differs; `hidden` keeps the time of the last writing. */
  async #put(path: string, text: string | null, hidden: boolean): Promise<void> {
    const before = this.#written.get(path);
    if (before?.text === text) return;
    if (text === null) {
      await rm(path, { force: true });
      this.#written.set(path, { text, time: this.now });
      return;
    }
    const time = hidden && before ? before.time : this.now;
    await writeFile(path, text);
    await utimes(path, time, time);
    this.#written.set(path, { text, time });
  }
}

async function open(folder: string, clock: { readonly time: number }): Promise<App> {
  const app = await createApp(folder, {
    clock: { now: () => new Date(clock.time), elapsed: () => performance.now() },
    threads: 1,
  });
  return { ...app, services: Object.assign(app.services, { models: () => models }) };
}

async function runIn(services: Services, request: Partial<RunRequest>): Promise<RunResult> {
  return executeRun(
    services,
    { full: false, publish: false, purpose: "run", ...request },
    { signal: new AbortController().signal, progress: noProgress },
  );
}

function unchecked(services: Services): Services {
  return { ...services, checks: { ...services.checks, evaluate } };
}

const evaluate: Services["checks"]["evaluate"] = async () => ({
  score: null,
  checks: 0,
  passed: 0,
  warned: 0,
  failed: 0,
  skipped: 0,
  not_applicable: 0,
  rows: 0,
  checked_at: "2026-07-01T00:00:00.000Z",
  results: [],
  holding: [],
});

function startOf(summary: unknown): string {
  return (summary as { started_at: string }).started_at;
}
