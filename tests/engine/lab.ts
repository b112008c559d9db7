import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { cp, mkdir, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { z } from "zod";
import { fromText } from "#adapters/log/otel.ts";
import { executeRun, type RunRequest } from "#app/run/start-run.ts";
import type { Services } from "#app/services.ts";
import type { Call } from "#app/use-case.ts";
import type { publishResult } from "#contract/reports.ts";
import type { RunResult } from "#contract/runs.ts";
import type { JsonValue } from "#domain/json.ts";
import type { EntityMapping, Mapping, Source } from "#domain/workspace.ts";
import { SQL_FOLDER } from "#main/shared/folders.ts";
import { type App, createApp } from "#main/shared/wiring.ts";
import { loadModels } from "#models/load.ts";
import { noProgress } from "#ports/progress.ts";

const DAY = 86_400_000;
/** Read once: all labs of a process use the same. */
const all = loadModels(SQL_FOLDER);
/** Enough of gold, marts and reports to see every way a table is brought up to date, at a third of the time. */
const FEW = new Set([
  "gold.dim_customers",
  "gold.dim_products",
  "gold.dim_date",
  "gold.fact_orders",
  "gold.fact_sales",
  "gold.fact_payments",
  "marts.mart_finance",
  "reports.revenue_by_day",
]);
const few = all.then((catalogue) => ({
  ...catalogue,
  models: catalogue.models.filter((model) => model.layer === "silver" || FEW.has(model.table)),
}));

/** Manifests name the files of sources by their whole path, so all labs of a process live at the same place. */
const top = mkdtempSync(join(tmpdir(), "engine-"));
process.once("exit", () => rmSync(top, { recursive: true, force: true }));
const NOW = join(top, "now");
const beginnings = new Map<string, number>();

type PublishResult = z.output<typeof publishResult>;

/** Entity → entity column → header. */
type Columns = Readonly<Record<string, Readonly<Record<string, string>>>>;

export interface WantedSource {
  readonly id: string;
  readonly columns: Columns;
  /** A folder to which files are only ever added. */
  readonly folder?: boolean;
  readonly mapping?: Partial<EntityMapping>;
}

/**
 * A workspace of a few rows, run in this process, with a clock that only the test moves. One at a time: a new
 * one takes the place of the last.
 */
export class Lab {
  readonly #clock = { time: Date.parse("2026-07-01T03:30:00Z") };
  readonly #models: typeof all;
  app!: App;

  private constructor(models: typeof all) {
    this.#models = models;
  }

  static async open(whole = false): Promise<Lab> {
    const lab = new Lab(whole ? all : few);
    await rm(NOW, { recursive: true, force: true });
    await lab.reopen();
    await lab.services.workspaces.init(lab.directory, { time_zone: "UTC", currency: "EUR" });
    return lab;
  }

  /** A lab in which `prepare` was done; what it left on the disk is kept for the next test that asks for it. */
  static async after(name: string, prepare: () => Promise<Lab>): Promise<Lab> {
    const kept = join(top, name);
    const time = beginnings.get(name);
    if (time === undefined) {
      const first = await prepare();
      await first.close();
      await cp(NOW, kept, { recursive: true, preserveTimestamps: true });
      beginnings.set(name, first.#clock.time);
    }
    await rm(NOW, { recursive: true, force: true });
    await cp(kept, NOW, { recursive: true, preserveTimestamps: true });
    const lab = new Lab(few);
    lab.#clock.time = beginnings.get(name) as number;
    await lab.reopen();
    return lab;
  }

  /** As a new process would see the workspace. */
  async reopen(): Promise<void> {
    await this.app?.close();
    const clock = { now: () => new Date(this.#clock.time), elapsed: () => performance.now() };
    this.app = await createApp(this.directory, { clock, threads: 1 });
    Object.assign(this.app.services, { models: () => this.#models, user: "marta" });
  }

  get directory(): string {
    return join(NOW, "workspace");
  }
  /** Another folder becomes the workspace. */
  async moveIn(folder: string): Promise<void> {
    await rm(this.directory, { recursive: true });
    await cp(folder, this.directory, { recursive: true });
    await this.reopen();
  }
  get services(): Services {
    return this.app.services;
  }
  get call(): Call {
    return { signal: new AbortController().signal, progress: noProgress };
  }

  pass(days: number): void {
    this.#clock.time += days * DAY;
  }

  path(name: string): string {
    return join(NOW, "files", name);
  }

  /** Writes a file of a source; its time is the lab's, so that a change is seen. */
  async write(name: string, ...lines: readonly string[]): Promise<void> {
    await mkdir(dirname(this.path(name)), { recursive: true });
    await writeFile(this.path(name), lines.map((line) => `${line}\n`).join(""));
    const time = new Date((this.#clock.time += 1000));
    await utimes(this.path(name), time, time);
  }

  async connect(...wanted: readonly WantedSource[]): Promise<void> {
    const sources = wanted.map(({ id, folder }): Source => ({
      id,
      name: `The ${id}`,
      mode: folder ? "append" : "snapshot",
      origin: folder
        ? { kind: "folder", path: this.path(id) }
        : { kind: "csv", path: this.path(`${id}.csv`) },
      read: {},
    }));
    const { workspaces } = this.services;
    await workspaces.update(this.directory, (now) => ({
      ...now,
      sources: [...now.sources, ...sources],
    }));
    for (const each of wanted) await this.map(each, 1);
  }

  async map(
    { id, columns, mapping }: WantedSource,
    version: number,
    more: Partial<Mapping> = {},
  ): Promise<void> {
    const entities = Object.entries(columns).map(([entity, of]) => {
      const headers = Object.fromEntries(Object.entries(of).map(([name, h]) => [name, [h]]));
      return [entity, { columns: headers, defaults: {}, fold: false, ...mapping }];
    });
    await this.services.workspaces.saveMapping(this.directory, {
      source_id: id,
      version,
      created_at: "2026-07-01T00:00:00.000Z",
      entities: Object.fromEntries(entities),
      formats: {},
      header_aliases: {},
      ...more,
    });
  }

  run(
    request: Partial<RunRequest> = {},
    services = this.services,
    call = this.call,
  ): Promise<RunResult> {
    return executeRun(services, { full: false, publish: false, purpose: "run", ...request }, call);
  }

  publish(reason?: string): Promise<PublishResult> {
    return ended(this.app.client.publishing.publish(reason === undefined ? {} : { reason }));
  }

  /** Rows of a query over the newest build. */
  async query(sql: string): Promise<JsonValue[][]> {
    return this.#inBuild(async (ask) => ask(sql));
  }

  /** Every table of the newest build with its rows, without which batch or place they came from. */
  async contents(): Promise<Record<string, JsonValue[][]>> {
    const build = await this.services.builds.newest();
    return this.#inBuild(async (ask) => {
      const tables: Record<string, JsonValue[][]> = {};
      for (const table of Object.keys(build?.rows ?? {})) {
        const dirty = /^(silver|superseded|quarantine)\./.test(table);
        const columns = dirty ? "* exclude (_batch_id, _ingested_at, _row)" : "*";
        tables[table] = await ask(`select ${columns} from ${table} order by all`);
      }
      return tables;
    });
  }

  async #inBuild<T>(
    work: (ask: (sql: string) => Promise<JsonValue[][]>) => Promise<T>,
  ): Promise<T> {
    const { builds, warehouse, limits } = this.services;
    const build = await builds.newest();
    const session = await warehouse.openRead(builds.file(build?.build_id ?? "none"), limits());
    try {
      return await work(async (sql) => (await session.table(sql)).rows);
    } finally {
      await session.close();
    }
  }

  /** Lines of a run's log. */
  log(run: string): readonly Record<string, unknown>[] {
    const text = readFileSync(join(this.directory, "logs", `${run}.jsonl`), "utf8");
    return text
      .trim()
      .split("\n")
      .map((line) => {
        const { fields, ...rest } = fromText(line)!;
        return { ...rest, ...fields };
      });
  }

  /** How each model of a run was brought up to date. */
  ways(run: string): Record<string, string> {
    const built = this.log(run).filter((line) => line["event"] === "model built");
    return Object.fromEntries(
      built.map((line) => [line["model"], line["way"]] as [string, string]),
    );
  }

  async close(): Promise<void> {
    await this.app.close();
  }
}

/** What the events of a job end with. */
export async function ended<Result>(
  job: PromiseLike<AsyncIterator<unknown, Result, void>>,
): Promise<Result> {
  const events = await job;
  for (;;) {
    const next = await events.next();
    if (next.done) return next.value;
  }
}
