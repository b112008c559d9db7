import type { EntityColumn, EntityName } from "#domain/entities.ts";
import type { Candidate } from "./candidates.ts";
import type { Overlap } from "./profile.ts";

/** From here on a proposal may be used without asking. */
export const CERTAIN = 0.9;
/** From here on an optional column is mapped; the user sees it in the proposal and the preview. */
export const USABLE = 0.75;

export interface ColumnProposal extends Candidate {
  readonly required: boolean;
  /** Used for every row when no header is mapped. */
  readonly default?: string;
  readonly alternatives: readonly Candidate[];
}

export interface EntityProposal {
  readonly entity: EntityName;
  /** Mapped columns in the entity's order; unmapped ones are absent. */
  readonly columns: readonly ColumnProposal[];
  /** The table has several rows per row of this entity. */
  readonly fold: boolean;
  /** What was decided beyond names, in plain language. */
  readonly notes: readonly string[];
}

export interface MappingQuestion {
  readonly entity: EntityName;
  readonly column: string;
  readonly text: string;
  readonly candidates: readonly Candidate[];
  /** What to type to answer, e.g. `--map orders.order_id="Nr"`. */
  readonly flag: string;
}

export interface TableProposal {
  readonly table: string;
  /** The known export these column names belong to, e.g. "Shopify orders export". */
  readonly layout: string | null;
  readonly entities: readonly EntityProposal[];
  /** Empty when the proposal may be used as it is. */
  readonly questions: readonly MappingQuestion[];
  /** Headers no entity uses. */
  readonly unused: readonly string[];
}

export interface SuggestContext {
  readonly overlaps?: readonly Overlap[];
  /** Key columns that are known already, e.g. of connected sources. */
  readonly keys?: readonly {
    readonly entity: EntityName;
    readonly table: string;
    readonly header: string;
  }[];
  /** Whether known export layouts may be recognised; default true. */
  readonly layouts?: boolean;
}

/** Key columns that are worked out when they are not mapped, so nobody has to be asked. */
const WORKED_OUT = new Set(["order_items.line_number", "inventory.warehouse"]);

/** Columns that need a proposal of confidence `CERTAIN`, or an answer. */
export function isRequired(entity: EntityName, column: EntityColumn): boolean {
  if (WORKED_OUT.has(`${entity}.${column.name}`)) return false;
  return column.key === true || column.required === true;
}

/** A flag that maps a column, ready to be pasted into a shell. */
export function mapFlag(entity: EntityName, column: string, headers: readonly string[]): string {
  const text = headers.map((header) => header.replaceAll(/([\\"$`])/g, "\\$1")).join("|");
  return `--map ${entity}.${column}="${text}"`;
}
