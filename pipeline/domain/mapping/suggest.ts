import { ENTITIES, ENTITY_NAMES, type EntityName } from "#domain/entities.ts";
import { assign, type Assignment } from "./assign.ts";
import type { Candidate } from "./candidates.ts";
import { recogniseLayout } from "./layouts.ts";
import { correctByOverlap, keyColumns } from "./overlap.ts";
import type { TableProfile } from "./profile.ts";
import {
  CERTAIN,
  isRequired,
  USABLE,
  type ColumnProposal,
  type EntityProposal,
  type SuggestContext,
  type TableProposal,
} from "./proposal.ts";
import { isLeftOut, notesOf, questionsOf } from "./questions.ts";
import { combine } from "./wide.ts";

/**
 * Proposes how tables are mapped onto entities. Nothing is decided silently: a required column below
 * `CERTAIN` becomes a question, and every choice says why it was made.
 * @param wanted the entities the user named, or "any" to find out which ones the tables hold.
 */
export function suggestMapping(
  profiles: readonly TableProfile[],
  wanted: readonly EntityName[] | "any",
  context: SuggestContext = {},
): readonly TableProposal[] {
  const first = profiles.map((table) => suggestTable(table, wanted, context));
  if (!context.overlaps?.length) return first;
  const keys = [...(context.keys ?? []), ...keyColumns(first)];
  return profiles.map((table) => suggestTable(table, wanted, { ...context, keys }));
}

function suggestTable(
  table: TableProfile,
  wanted: readonly EntityName[] | "any",
  context: SuggestContext,
): TableProposal {
  const layout = context.layouts === false ? null : recogniseLayout(table);
  const entities = wanted === "any" ? findEntities(table, context) : wanted;
  const assignments = assignAll(table, entities, context);
  const proposals = entities.flatMap((entity) => {
    const assignment = assignments.get(entity);
    return assignment ? [toProposal(assignment, entities)] : [];
  });
  const used = new Set(proposals.flatMap((p) => p.columns.flatMap((c) => c.headers)));
  return {
    table: table.table,
    layout: layout?.name ?? null,
    entities: proposals,
    questions: [...assignments.values()].flatMap((assignment) => questionsOf(assignment)),
    unused: table.columns.map(({ header }) => header).filter((header) => !used.has(header)),
  };
}

function assignAll(
  table: TableProfile,
  entities: readonly EntityName[],
  context: SuggestContext,
): ReadonlyMap<EntityName, Assignment> {
  const layout = context.layouts === false ? null : recogniseLayout(table);
  const lines = entities.includes("order_items") || holdsLines(table);
  const assignments = new Map(
    entities.map((entity) => {
      const correct = (candidate: Candidate): Candidate =>
        correctByOverlap(table, entity, candidate, context);
      const subject = entities.length === 1;
      return [entity, assign(table, entity, { subject, lines, layout, correct })] as const;
    }),
  );
  combine(table, assignments);
  return assignments;
}

/** The table has products and quantities beside whatever else it holds. */
function holdsLines(table: TableProfile): boolean {
  const { chosen } = assign(table, "order_items", { subject: false, lines: true, layout: null });
  return (
    (chosen.get("quantity")?.confidence ?? 0) >= CERTAIN &&
    (chosen.get("order_id")?.confidence ?? 0) >= CERTAIN
  );
}

/** Which entities a table holds when the user did not say. */
function findEntities(table: TableProfile, context: SuggestContext): readonly EntityName[] {
  const layout = context.layouts === false ? null : recogniseLayout(table);
  if (layout) return layout.holds ?? WIDE.filter((entity) => layout.entities[entity]);
  const alone = ENTITY_NAMES.map((entity) => ({
    entity,
    score: scoreOf(table, [entity], entity, context),
  }))
    .filter(({ score }) => score > 0)
    .toSorted((a, b) => b.score - a.score);
  const wide = ENTITY_NAMES.filter(
    (entity) => scoreOf(table, WIDE, entity, context) > 0 && WIDE.includes(entity),
  );
  if (wide.length > 1 && wide.includes("orders")) return wide;
  return alone.slice(0, 1).map(({ entity }) => entity);
}

const WIDE: readonly EntityName[] = ["customers", "products", "orders", "order_items"];

/** 0 unless every required column is certain and at least one column of its own is there. */
function scoreOf(
  table: TableProfile,
  together: readonly EntityName[],
  entity: EntityName,
  context: SuggestContext,
): number {
  const assignment = assignAll(table, together, { ...context, layouts: false }).get(entity);
  if (!assignment || questionsOf(assignment).length > 0) return 0;
  const own = ENTITIES[entity].columns.filter(
    (column) =>
      !column.references && (assignment.chosen.get(column.name)?.confidence ?? 0) >= USABLE,
  );
  const attributes = own.filter((column) => !column.key);
  return attributes.length === 0 ? 0 : own.length;
}

function toProposal(assignment: Assignment, entities: readonly EntityName[]): EntityProposal {
  const { entity } = assignment;
  const columns = ENTITIES[entity].columns.flatMap((target): readonly ColumnProposal[] => {
    const chosen = assignment.chosen.get(target.name);
    const required = isRequired(entity, target);
    const usable =
      chosen &&
      !isLeftOut(entity, target.name, chosen.confidence) &&
      (required || chosen.confidence >= USABLE);
    const alternatives = alternativesOf(assignment, target.name, usable ? chosen.headers : []);
    if (usable) return [{ ...chosen, column: target.name, required, alternatives }];
    if (target.fallback === undefined) return [];
    const reasons = [
      `No column holds it, so every row gets ${target.fallback === "$currency" ? "the workspace's currency" : `"${target.fallback}"`}.`,
    ];
    return [
      {
        column: target.name,
        headers: [],
        default: target.fallback,
        confidence: 1,
        required: false,
        reasons,
        alternatives,
      },
    ];
  });
  return {
    entity,
    columns,
    fold: isCoarser(entity, entities),
    notes: [...assignment.notes, ...notesOf(assignment)],
  };
}

const FINENESS: Readonly<Record<EntityName, number>> = {
  customers: 0,
  products: 0,
  orders: 1,
  shipments: 2,
  payments: 2,
  reviews: 2,
  inventory: 2,
  order_items: 3,
};

/** Several rows of the table belong to one row of the entity when a finer entity shares the table. */
function isCoarser(entity: EntityName, entities: readonly EntityName[]): boolean {
  return entities.some((other) => FINENESS[other] > FINENESS[entity]);
}

function alternativesOf(
  assignment: Assignment,
  column: string,
  headers: readonly string[],
): readonly Candidate[] {
  return assignment.all
    .filter(
      (candidate) => candidate.column === column && candidate.headers.join() !== headers.join(),
    )
    .slice(0, 3);
}
