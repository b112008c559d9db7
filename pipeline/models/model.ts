import type { ModelTest } from "./tests.ts";
import type { ModelYml, ReportMeta, RowRule, TableRule, UnitTest } from "./yml.ts";

export const LAYERS = ["silver", "gold", "marts", "reports"] as const;
export type Layer = (typeof LAYERS)[number];

export const KINDS = ["view", "table", "incremental"] as const;
export type ModelKind = (typeof KINDS)[number];

/** One SQL file of `sql/<layer>` with the `.yml` beside it. */
export interface Model {
  readonly layer: Layer;
  readonly name: string;
  /** `<layer>.<name>`, how other models and people write it. */
  readonly table: string;
  /** `sql/<layer>/<name>.sql`, for messages. */
  readonly path: string;
  /** The select, without the header and without a closing semicolon. */
  readonly sql: string;
  /** Lines of the whole file. */
  readonly lines: number;
  /** e.g. `one row per order line`. */
  readonly grain: string;
  readonly key: readonly string[];
  /** Columns every group and window of the model contains; the key if the header names none. */
  readonly scope: readonly string[];
  readonly kind: ModelKind;
  readonly yml: ModelYml;
  /** Rule i is bit i of the mask of broken rules. */
  readonly rowRules: readonly RowRule[];
  readonly tableRules: readonly TableRule[];
  /** Tests of columns and of the whole model, flattened, each with its own name. */
  readonly tests: readonly ModelTest[];
  readonly report: ReportMeta | undefined;
  readonly unitTests: readonly UnitTest[];
  /** Macros the model uses, directly or through other macros. */
  readonly macros: readonly string[];
  /** SHA-256, hex, of all that decides the rows: SQL without comments, header, row rules, macros. */
  readonly hash: string;
}

export interface Macro {
  readonly name: string;
  readonly path: string;
  /** The whole `create or replace macro` statement, without its semicolon. */
  readonly sql: string;
  /** Macros it calls directly. */
  readonly uses: readonly string[];
}

export interface ModelCatalogue {
  /** By layer, then name. */
  readonly models: readonly Model[];
  /** In dependency order. */
  readonly macros: readonly Macro[];
  /** All macros as statements in dependency order: run once in every engine before any model. */
  readonly macrosSql: string;
}

/** Something wrong with the SQL models themselves: for the people who write them. */
export interface ModelFinding {
  /** Stable name of the rule, e.g. `header`. */
  readonly rule: string;
  /** File the finding is about, with `:line` if known. */
  readonly path: string;
  readonly text: string;
}
