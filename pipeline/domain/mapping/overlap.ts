import { businessKey, ENTITIES, type EntityName } from "#domain/entities.ts";
import { adjust, type Candidate } from "./candidates.ts";
import type { TableProfile } from "./profile.ts";
import { CERTAIN, type SuggestContext, type TableProposal } from "./proposal.ts";

type KnownKey = NonNullable<SuggestContext["keys"]>[number];

/** Single-column keys that proposals are certain of; other tables' values are compared with them. */
export function keyColumns(proposals: readonly TableProposal[]): readonly KnownKey[] {
  return proposals.flatMap(({ table, entities }) =>
    entities.flatMap(({ entity, columns, fold }) => {
      const [key, ...more] = businessKey(entity);
      const column = columns.find(({ column: name }) => name === key);
      const header = column?.headers[0];
      if (fold || more.length > 0 || header === undefined || (column?.confidence ?? 0) < CERTAIN)
        return [];
      return [{ entity, table, header }];
    }),
  );
}

/**
 * Uses what other tables hold: a reference whose values occur among the keys it should refer to is
 * more credible, one whose values do not is less.
 */
export function correctByOverlap(
  table: TableProfile,
  entity: EntityName,
  candidate: Candidate,
  context: SuggestContext,
): Candidate {
  const target = ENTITIES[entity].columns.find(({ name }) => name === candidate.column);
  if (!target?.references) return candidate;
  const keys = (context.keys ?? []).filter(
    (k) => k.entity === target.references && k.table !== table.table,
  );
  const overlap = (context.overlaps ?? []).find(
    ({ from, to }) =>
      from.table === table.table &&
      from.header === candidate.headers[0] &&
      keys.some((k) => k.table === to.table && k.header === to.header),
  );
  if (!overlap || overlap.distinct < 3) return candidate;
  const part = overlap.contained / overlap.distinct;
  const text = `${Math.floor(part * 100)} % of its values are among the ${target.references} in ${overlap.to.table}.`;
  if (part >= 0.8) {
    const raised = candidate.confidence >= 0.5 ? Math.min(0.98, candidate.confidence + 0.2) : 0.6;
    return adjust(candidate, Math.max(candidate.confidence, raised) / candidate.confidence, text);
  }
  return part < 0.2 ? adjust(candidate, 0.7, text) : candidate;
}
