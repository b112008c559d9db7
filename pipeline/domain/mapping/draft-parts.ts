import type { EntityName } from "#domain/entities.ts";

/** A column of a draft: what the user said, or what is proposed and why. */
export interface DraftColumn {
  readonly entity: EntityName;
  readonly column: string;
  readonly required: boolean;
  readonly headers: readonly string[];
  readonly default: string | null;
  readonly confidence: number;
  readonly reasons: readonly string[];
}

/** Something only a person can answer, with the flag that answers it. */
export interface OpenQuestion {
  readonly kind: "unsure_column" | "ambiguous_format" | "shared_entity" | "header_row";
  readonly text: string;
  readonly options: readonly string[];
  readonly flag: string | null;
}
