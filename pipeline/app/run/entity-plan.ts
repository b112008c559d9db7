import type { EntityName } from "#domain/entities.ts";
import type { MaskRule } from "#domain/run/silver-sql.ts";

/** Everything the steps of one entity share. */
export interface EntityPlan {
  readonly entity: EntityName;
  /** Business key as the model's header says. */
  readonly key: readonly string[];
  /** Columns of the silver table without `_flags`. */
  readonly columns: readonly string[];
  /** The same without lineage: what downstream models can notice. */
  readonly content: readonly string[];
  /** Entity column → expression for what the source said, for rows set aside. */
  readonly raw: Readonly<Record<string, string>>;
  readonly rules: readonly MaskRule[];
  readonly errors: bigint;
  readonly hasUpdatedAt: boolean;
}
