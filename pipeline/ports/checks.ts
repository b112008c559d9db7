import type { Measurement } from "#domain/quality/band.ts";
import type { Check } from "#domain/quality/catalogue.ts";
import type { DeclaredColumns, EntityCounts, QuarantineLimit } from "#domain/quality/judge.ts";
import type { CheckResult, QualityResult } from "#domain/quality/results.ts";
import type { EntityName } from "#domain/entities.ts";

/** A connection on which the tables of the build go by their two-part names, e.g. `silver.orders`. */
export interface CheckSql {
  run(sql: string): Promise<unknown>;
  /** Small results as objects; counts may come as numbers, bigints or exact texts. */
  rows(sql: string): Promise<readonly Record<string, unknown>[]>;
  /** Tables a select reads, `schema.table`. Throws if it cannot be read. */
  tableNames(sql: string): readonly string[];
}

export interface EvaluationInput {
  readonly checks: readonly Check[];
  /** Entities some source is mapped onto. Checks that need others do not apply. */
  readonly connected: ReadonlySet<EntityName>;
  /** What parsing found, for every connected entity. */
  readonly entities: ReadonlyMap<EntityName, EntityCounts>;
  /** Mapped columns against headers, for every connected entity. */
  readonly columns: ReadonlyMap<EntityName, DeclaredColumns>;
  /** The build's date, `YYYY-MM-DD`. */
  readonly as_of: string;
  /** ISO instant, UTC. */
  readonly checked_at: string;
  readonly quarantine_limit: QuarantineLimit;
  /** Newest results before this run, by check id: since when a check has not passed. */
  readonly previous: ReadonlyMap<string, CheckResult>;
  /** Past values of learned checks, by check id. */
  readonly history: ReadonlyMap<string, readonly Measurement[]>;
  /**
   * What changed since the build that `previous` describes, so that other answers still stand; null checks
   * everything anew. `tables` names every table, view and one-row table (`meta.as_of`) whose rows may differ.
   */
  readonly changed: {
    readonly run_id: string;
    readonly tables: ReadonlySet<string>;
    /** Folder of that build's failing rows: those of an answer that stands are handed on. */
    readonly folder: string;
  } | null;
  /** Rows of the build's tables, where known: questions about small ones are asked together. */
  readonly rows: Readonly<Record<string, number>>;
  /** Absolute path of the folder of the build's failing rows, made when needed; `<check>.parquet` in it. */
  readonly folder: string;
}

/** Evaluates all defined checks of a build, at most three queries at once, on the given connections. */
export interface CheckEvaluator {
  /**
   * What parsing found for one entity, from the masks of broken rules that its tables keep: `_broken` in
   * quarantine, `_flags` in silver. Reads one integer column.
   * @param rows_before rows of its silver table in the parent build; 0 if there is none.
   */
  countBroken(
    connection: CheckSql,
    entity: EntityName,
    checks: readonly Check[],
    rows_before: number,
  ): Promise<EntityCounts>;
  /**
   * Never throws for a check that cannot run: it is `skipped` and says why.
   * @throws AppError `cancelled`.
   */
  evaluate(connections: readonly CheckSql[], input: EvaluationInput): Promise<QualityResult>;
}
