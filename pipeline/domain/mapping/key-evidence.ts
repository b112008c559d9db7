import { ENTITIES, type EntityColumn, type EntityName } from "#domain/entities.ts";
import { adjust, type Candidate } from "./candidates.ts";
import { fill, type ColumnProfile, type TableProfile } from "./profile.ts";

/** Below this many rows nothing can be said about how often values repeat. */
const ENOUGH_ROWS = 5;
const ENOUGH_LINES = 10;

interface TableKind {
  /** The table is about this entity alone. */
  readonly subject: boolean;
  /** It holds order lines, so keys of coarser entities may repeat. */
  readonly lines: boolean;
}

/** Lowers key candidates that are often blank, or repeat (or never do) where a key would not. */
export function judgeKey(
  table: TableProfile,
  entity: EntityName,
  candidate: Candidate,
  kind: TableKind,
): Candidate {
  const target = ENTITIES[entity].columns.find(({ name }) => name === candidate.column);
  const column = table.columns.find(({ header }) => header === candidate.headers[0]);
  if (!target || !column || target.type !== "key" || table.rows < ENOUGH_ROWS) return candidate;
  const filled = fill(column, table);
  if (isOnEveryRow(target, kind) && filled < 0.9) {
    const text = `Only ${Math.floor(filled * 100)} % of the rows have a value there.`;
    return adjust(candidate, filled < 0.5 ? 0.5 : 0.8, text);
  }
  if (entity === "order_items" && target.name === "product_id" && numbersLines(table, column)) {
    const text = "It is different on every line, so it may number lines rather than products.";
    return adjust(candidate, 0.85, text);
  }
  const repeats = column.nonblank > 0 && column.distinct / column.nonblank < 0.9;
  if (isOwnKey(target, kind) && repeats) {
    const text = `Its values repeat: ${column.distinct} different ones in ${column.nonblank} rows.`;
    return adjust(candidate, 0.85, text);
  }
  return candidate;
}

function isOnEveryRow(target: EntityColumn, kind: TableKind): boolean {
  if (target.name === "order_id") return true;
  if (target.key === true) return kind.subject;
  return target.required === true && target.references !== undefined;
}

function isOwnKey(target: EntityColumn, kind: TableKind): boolean {
  return target.key === true && !target.references && kind.subject && !kind.lines;
}

function numbersLines(table: TableProfile, column: ColumnProfile): boolean {
  return table.rows >= ENOUGH_LINES && column.unique;
}
