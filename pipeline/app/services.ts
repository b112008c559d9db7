import type { BucketPlace } from "#domain/remote/bucket.ts";
import type { EntityName } from "#domain/entities.ts";
import type { AlertSender } from "#ports/alert-sender.ts";
import type { BronzeUpkeep } from "#ports/bronze-upkeep.ts";
import type { BuildStore } from "#ports/builds.ts";
import type { CheckEvaluator } from "#ports/checks.ts";
import type { Clock } from "#ports/clock.ts";
import type { DecisionStore } from "#ports/decisions.ts";
import type { Exports } from "#ports/exports.ts";
import type { FileReader } from "#ports/file-reader.ts";
import type { WorkspaceLocks } from "#ports/journal-locks.ts";
import type { GoogleAccounts } from "#ports/google-accounts.ts";
import type { Journal } from "#ports/journal.ts";
import type { BronzeStore, KeyStore } from "#ports/lake.ts";
import type { Leases } from "#ports/lease.ts";
import type { Logs } from "#ports/log.ts";
import type { Machine } from "#ports/machine.ts";
import type { NightStore } from "#ports/nights.ts";
import type { Profiler } from "#ports/profiler.ts";
import type { Publisher } from "#ports/publisher.ts";
import type { ReadPool } from "#ports/read-pool.ts";
import type { RemotePlaces } from "#ports/remote-places.ts";
import type { Scheduler } from "#ports/scheduler.ts";
import type { SecretStore } from "#ports/secrets.ts";
import type { SharedLake } from "#ports/shared-lake.ts";
import type { SheetDirectory } from "#ports/sheet-directory.ts";
import type { CloudWarehouse } from "#ports/snowflake.ts";
import type { StageBucket } from "#ports/stage-bucket.ts";
import type { SourceFiles } from "#ports/source-files.ts";
import type { SqlRunner } from "#ports/sql-runner.ts";
import type { EngineLimits, Warehouse } from "#ports/warehouse.ts";
import type { WorkspaceStore } from "#ports/workspace-store.ts";
import type { SnowflakeDialect } from "#models/dialect/snowflake.ts";
import type { ModelCatalogue } from "#models/load.ts";

/** Everything a use case may touch, chosen in `main/shared/wiring.ts`. One per open workspace. */
export interface Services {
  /** Absolute path of the workspace folder; it need not exist before `workspace.init`. */
  readonly directory: string;
  readonly clock: Clock;
  readonly logs: Logs;
  readonly machine: Machine;
  readonly workspaces: WorkspaceStore;
  readonly reader: FileReader;
  readonly files: SourceFiles;
  readonly sheets: SheetDirectory;
  readonly places: RemotePlaces;
  readonly secrets: SecretStore;
  readonly accounts: GoogleAccounts;
  readonly profiler: Profiler;
  readonly bronze: BronzeStore;
  readonly keys: KeyStore;
  readonly upkeep: BronzeUpkeep;
  readonly builds: BuildStore;
  readonly warehouse: Warehouse;
  /** Open engines for looking at closed data. */
  readonly readers: ReadPool;
  readonly exports: Exports;
  readonly publisher: Publisher;
  readonly decisions: DecisionStore;
  readonly checks: CheckEvaluator;
  /** Opened on first use: commands that only read files need no journal. */
  readonly journal: () => Journal;
  readonly locks: WorkspaceLocks;
  /** Locks between computers, on a lake that several share. */
  readonly leases: Leases;
  /** The lake in a bucket, as the workspace said when it was opened; null while it is this computer's alone. */
  readonly lake: SharedLake | null;
  /** The same for a place that is not saved yet. */
  readonly lakeAt: (
    place: BucketPlace,
  ) => Promise<{ readonly lake: SharedLake; readonly leases: Leases }>;
  /** How this computer and folder call themselves in a lease. */
  readonly holder: string;
  readonly scheduler: Scheduler;
  readonly nights: NightStore;
  readonly alerts: AlertSender;
  /** Waits; ends early, without an error, when the signal fires. */
  readonly pause: (milliseconds: number, signal: AbortSignal) => Promise<void>;
  /** The SQL models, read once per process. */
  readonly models: () => Promise<ModelCatalogue>;
  /** How our SQL is written for Snowflake; loaded on first use. */
  readonly dialect: (catalogue: ModelCatalogue, runner: SqlRunner) => Promise<SnowflakeDialect>;
  /** Its driver is loaded on first use. */
  readonly snowflake: CloudWarehouse;
  /** The team's bucket that Snowflake reads from. */
  readonly stageBucket: (place: BucketPlace) => Promise<StageBucket>;
  /** Makes the next process read them faster; for commands that write to the workspace anyway. */
  readonly keepModels?: () => Promise<void>;
  /** Writes the sample shop's files into the workspace and names them by entity. */
  readonly sampleShop: (options: {
    readonly scale: number;
    readonly until?: string;
  }) => Promise<readonly { readonly entity: EntityName; readonly path: string }[]>;
  /** Bounds for an engine started for this workspace. */
  readonly limits: (memory?: string) => EngineLimits;
  readonly pid: number;
  /** Who acts, for the publish log, e.g. the user's login name. */
  readonly user: string;
}
