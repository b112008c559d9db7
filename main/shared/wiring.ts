import { hostname, userInfo } from "node:os";
import { join, resolve } from "node:path";
import { setTimeout } from "node:timers/promises";
import type { AnyRouter } from "@orpc/server";
import { useCases } from "#app/index.ts";
import { leasesOver } from "#app/lease/leases.ts";
import type { Services } from "#app/services.ts";
import { createAlertSender } from "#adapters/alerts/sender.ts";
import { createBuildStore } from "#adapters/builds/build-store.ts";
import { duckdbChecks } from "#adapters/checks/evaluate.ts";
import { createDatabaseTables } from "#adapters/databases/tables.ts";
import { openDecisions } from "#adapters/decisions/store.ts";
import { scratchName } from "#adapters/disk/abandoned.ts";
import { createExports } from "#adapters/disk/exports.ts";
import { createSourceFiles } from "#adapters/disk/source-files.ts";
import { parquetToCsv } from "#adapters/duckdb/parquet-to-csv.ts";
import { createRestTables } from "#adapters/rest/tables.ts";
import { DuckDBReadPool } from "#adapters/duckdb/read-pool.ts";
import { createDuckDBWarehouse } from "#adapters/duckdb/warehouse.ts";
import { createFileReader } from "#adapters/files/file-reader.ts";
import { openJournal } from "#adapters/journal/journal.ts";
import { openLocks } from "#adapters/journal/locks.ts";
import { createFileLeases } from "#adapters/lease/file-store.ts";
import { createBronzeStore } from "#adapters/lake/bronze-store.ts";
import { createKeyStore } from "#adapters/lake/key-store.ts";
import { createBronzeUpkeep } from "#adapters/lake/upkeep.ts";
import { systemClock } from "#adapters/log/clock.ts";
import { createLogs } from "#adapters/log/logs.ts";
import { machine } from "#adapters/machine/machine.ts";
import { createNightStore } from "#adapters/nights/store.ts";
import { createRemoteFiles, createRemoteReader } from "#adapters/remote/file-reader.ts";
import { openKeychain } from "#adapters/secrets/keychain.ts";
import { openPlainFile } from "#adapters/secrets/plain-file.ts";
import { withEnvironment } from "#adapters/secrets/environment.ts";
import { createGoogleAccounts } from "#adapters/sheets/accounts.ts";
import { accountResolver } from "#adapters/sheets/resolve-account.ts";
import type { Timing } from "#adapters/calls/retry.ts";
import { createSheetsTables } from "#adapters/sheets/sheets-tables.ts";
import { createScheduler } from "#adapters/scheduler/scheduler.ts";
import { DuckDBProfiler } from "#adapters/profile/profiler.ts";
import { createPublisher } from "#adapters/publish/publisher.ts";
import { FileWorkspaceStore } from "#adapters/workspace/workspace-store.ts";
import { keepModels, loadModelsCached } from "#models/cached.ts";
import type { ModelCatalogue } from "#models/load.ts";
import type { BucketPlace } from "#domain/remote/bucket.ts";
import type { Clock } from "#ports/clock.ts";
import type { Journal } from "#ports/journal.ts";
import type { RemotePlaces } from "#ports/remote-places.ts";
import type { RemoteTables } from "#ports/remote-tables.ts";
import type { Scheduler } from "#ports/scheduler.ts";
import type { SecretStore } from "#ports/secrets.ts";
import { COMMAND_LINE, SQL_FOLDER } from "./folders.ts";
import { connectInProcess } from "./in-process.ts";
import { type Client, createRouter } from "./router.ts";
import { sampleShop } from "./sample-shop.ts";

export interface App {
  /** For a transport; `client` is the same in this process. */
  readonly router: AnyRouter;
  readonly client: Client;
  readonly services: Services;
  /** Releases everything the workspace holds open. Safe to call twice. */
  close(): Promise<void>;
}

/** What a host may choose differently; tests fix the clock. */
export interface AppOptions {
  readonly clock?: Clock;
  readonly sqlFolder?: string;
  readonly memoryLimit?: string;
  readonly threads?: number;
  /** How clients of services wait before they try again. */
  readonly timing?: Timing;
  readonly scheduler?: Scheduler;
}

/** The window's own program cannot be started without its window, so there it says so. */
function systemScheduler(clock: Clock, env: NodeJS.ProcessEnv): Scheduler {
  const { MEDALLION_SCHEDULER: wanted } = env;
  const program = process.versions["electron"] ? null : ([process.execPath, COMMAND_LINE] as const);
  return createScheduler({ clock, program, enabled: wanted !== "none" });
}

/** The keychain; a plain file only where somebody named one. The environment wins over both. */
function secretStore(env: NodeJS.ProcessEnv): SecretStore {
  const { MEDALLION_SECRETS_FILE: file } = env;
  return withEnvironment(file ? openPlainFile(resolve(file)) : openKeychain(), env);
}

/**
 * Opens a workspace folder with the adapters of this machine. The only place where adapters are chosen.
 * The folder need not exist before `workspace.init`.
 */
export async function createApp(
  workspaceDirectory: string,
  options: AppOptions = {},
): Promise<App> {
  const directory = resolve(workspaceDirectory);
  const clock = options.clock ?? systemClock;
  let journal: Journal | null = null;
  let models: Promise<ModelCatalogue> | null = null;
  const scratch = join(directory, ".scratch", scratchName());
  const cache = join(directory, ".cache");
  const warehouse = createDuckDBWarehouse(directory);
  const readers = new DuckDBReadPool(warehouse);
  const services: Services = {
    directory,
    clock,
    machine,
    logs: createLogs(join(directory, "logs"), clock),
    workspaces: new FileWorkspaceStore(),
    ...tablesOf(scratch, options),
    alerts: createAlertSender({
      file: join(directory, "nights", "messages.jsonl"),
      secrets: secretStore(process.env),
      from: process.env["MEDALLION_MAIL_FROM"],
    }),
    pause: (milliseconds, signal) =>
      setTimeout(milliseconds, undefined, { signal }).catch(() => undefined),
    scheduler: options.scheduler ?? systemScheduler(clock, process.env),
    profiler: new DuckDBProfiler(async () =>
      (await services.models()).macros.map((macro) => macro.sql),
    ),
    ...storesOf(directory, clock),
    ...(await lakeOf(directory, clock)),
    warehouse,
    readers,
    checks: duckdbChecks,
    journal: () => (journal ??= openJournal(join(directory, "state.sqlite"))),
    models: () => (models ??= loadModelsCached(options.sqlFolder ?? SQL_FOLDER, cache)),
    keepModels: async () => keepModels(await services.models(), cache),
    sampleShop: (wanted) => sampleShop(directory, wanted),
    limits: (memory) => ({
      temporary_folder: scratch,
      memory_limit: options.memoryLimit ?? memory,
      threads: options.threads,
    }),
    pid: process.pid,
    user: userInfo().username,
  };
  const router = createRouter(useCases, services);
  return {
    router,
    client: connectInProcess<Client>(router),
    services,
    close: async () => {
      await readers.close();
      journal?.close();
      journal = null;
      // A folder that cannot be written now may keep its scratch; the next run takes it away.
      await services.files.clearScratch(scratch).catch(() => undefined);
    },
  };
}

/** Loaded on first use: who has no warehouse on Snowflake does not wait for it. */
function snowflakeOf(scratch: string, { sqlFolder = SQL_FOLDER }: AppOptions) {
  const { env } = process;
  const load = async () =>
    (await import("#adapters/snowflake/warehouse.ts")).createSnowflake(
      secretStore(env),
      env,
      scratch,
    );
  const snowflake: Services["snowflake"] = {
    connect: async (target, options) => (await load()).connect(target, options),
    draft: async (name) => (await load()).draft(name),
  };
  const dialect: Services["dialect"] = async (catalogue, runner) =>
    (await import("#models/dialect/snowflake.ts")).loadSnowflakeDialect(
      sqlFolder,
      catalogue,
      runner,
    );
  const stageBucket: Services["stageBucket"] = async (place) =>
    (await import("#adapters/s3/stage-bucket.ts")).openStageBucket(place, scratch);
  return { snowflake, dialect, stageBucket };
}

/** Where tables are read from: local files, and sheets that are fetched into the scratch folder. */
function tablesOf(scratch: string, options: AppOptions) {
  const { timing, clock = systemClock } = options;
  const secrets = secretStore(process.env);
  const sheets = createSheetsTables({
    account: accountResolver(secrets, process.env),
    ...(timing && { timing }),
  });
  const tables = {
    local: createFileReader(),
    files: createSourceFiles(),
    remotes: [
      sheets,
      createDatabaseTables("postgres", { secrets, driver: DRIVERS.postgres }),
      createDatabaseTables("mysql", { secrets, driver: DRIVERS.mysql }),
      createRestTables({ secrets, ...(timing && { timing }) }),
      bucketTables(scratch),
    ],
    folder: scratch,
  };
  return {
    ...snowflakeOf(scratch, options),
    reader: createRemoteReader(tables),
    files: createRemoteFiles(tables),
    sheets,
    places: placesOf(secrets, timing),
    secrets,
    accounts: createGoogleAccounts(secrets, process.env, clock),
  };
}

/** The client of S3 is loaded by whoever shares a lake. */
async function sharedLake(directory: string, place: BucketPlace, clock: Clock) {
  const [{ Bucket }, { createBucketLeases }, { createSharedLake }] = await Promise.all([
    import("#adapters/s3/bucket.ts"),
    import("#adapters/s3/leases.ts"),
    import("#adapters/s3/mirror.ts"),
  ]);
  let bucket: InstanceType<typeof Bucket> | null = null;
  const opened = () => (bucket ??= new Bucket(place));
  return {
    lake: createSharedLake(directory, opened),
    leases: leasesOver(createBucketLeases(opened), clock),
  };
}

/** Who shares a lake sees its leases; a workspace that cannot be read says so when it is used. */
async function lakeOf(directory: string, clock: Clock) {
  const workspace = await new FileWorkspaceStore().open(directory).catch(() => null);
  return workspace?.lake ? sharedLake(directory, workspace.lake, clock) : {};
}

/** The client of S3 is loaded with the first bucket that is read. */
function bucketTables(scratch: string): RemoteTables {
  let tables: Promise<RemoteTables> | null = null;
  const limits = { temporary_folder: scratch, threads: 2, memory_limit: "1GB" };
  const made = async (): Promise<RemoteTables> => {
    const { createBucketTables } = await import("#adapters/s3/objects-as-tables.ts");
    return createBucketTables({
      parquetToCsv: (from, to, signal) => parquetToCsv(from, to, limits, signal),
    });
  };
  return {
    scheme: "s3:",
    announce: () => undefined,
    list: async (origin, signal) => (await (tables ??= made())).list(origin, signal),
    fetch: async (path, folder, signal) => (await (tables ??= made())).fetch(path, folder, signal),
    forget: async () => (await tables)?.forget(),
  };
}

/** Drivers are loaded by whoever reads a database. */
const DRIVERS = {
  postgres: async () => (await import("#adapters/databases/postgres.ts")).postgresDriver,
  mysql: async () => (await import("#adapters/databases/mysql.ts")).mysqlDriver,
} as const;

/** What can be read at a place that nobody has chosen a table of yet. */
function placesOf(secrets: SecretStore, timing: Timing | undefined): RemotePlaces {
  return {
    look: async (place, secret, signal) => {
      if (place.kind === "s3") {
        return (await import("#adapters/s3/look.ts")).lookAtBucket(place, signal);
      }
      if (place.kind === "rest") {
        const { lookAtService } = await import("#adapters/rest/look.ts");
        return lookAtService(place, { secrets, ...(timing && { timing }) }, secret, signal);
      }
      const options = { secrets, driver: DRIVERS[place.kind] };
      const { lookAtDatabase } = await import("#adapters/databases/look.ts");
      return lookAtDatabase(place, options, secret, signal);
    },
  };
}

/** What lies in the folder of a workspace, each kind behind its own port. */
function storesOf(directory: string, clock: Clock) {
  return {
    bronze: createBronzeStore(directory),
    keys: createKeyStore(directory),
    upkeep: createBronzeUpkeep(directory),
    builds: createBuildStore(directory),
    publisher: createPublisher(directory),
    exports: createExports(directory),
    nights: createNightStore(directory),
    decisions: openDecisions(join(directory, "lake", "decisions")),
    locks: openLocks(directory),
    leases: leasesOver(createFileLeases(join(directory, "lake", "leases")), clock),
    lake: null,
    lakeAt: (place: BucketPlace) => sharedLake(directory, place, clock),
    holder: `${hostname()}:${directory}`,
  };
}
