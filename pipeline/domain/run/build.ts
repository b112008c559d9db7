import type { JsonValue } from "#domain/json.ts";

/** Schemas of every build, in layer order. */
export const BUILD_SCHEMAS = [
  "meta",
  "silver",
  "quarantine",
  "superseded",
  "keys",
  "gold",
  "marts",
  "reports",
] as const;

/**
 * The manifest of a closed build: `builds/<id>.json`, written last. A database file without one is
 * debris of a killed run.
 */
export interface Build {
  readonly build_id: string;
  readonly run: number;
  readonly run_id: string;
  readonly parent: string | null;
  readonly status: "succeeded" | "held";
  readonly closed_at: string;
  readonly as_of: string;
  readonly engine: string;
  readonly bytes: number;
  readonly workspace: { readonly time_zone: string; readonly currency: string };
  /** Source id → ids of the batches applied. */
  readonly batches: Readonly<Record<string, readonly string[]>>;
  /** Entity → what decided how its sources were read (see `feedIdentity`). */
  readonly feeds: Readonly<Record<string, readonly string[]>>;
  /** Source id → mapping version applied. */
  readonly mappings: Readonly<Record<string, number>>;
  /** Waivers in force, as `source|hash|occurrence|rule`. */
  readonly waivers: readonly string[];
  /** Key files loaded, by dimension. */
  readonly keys: Readonly<Record<string, readonly string[]>>;
  /** `layer.model` → hash of what decides its rows. */
  readonly models: Readonly<Record<string, string>>;
  /** `schema.table` → rows. */
  readonly rows: Readonly<Record<string, number>>;
  /** Report name → KPI name → exact value. */
  readonly kpis: Readonly<Record<string, Readonly<Record<string, string | null>>>>;
  /** `layer.model` → text that changes when its rows may have. */
  readonly fingerprints: Readonly<Record<string, string>>;
  readonly summary: JsonValue;
}

/** Build ids follow run ids: the build of run r000012 is b000012. */
export function buildId(run: number): string {
  return `b${String(run).padStart(6, "0")}`;
}
