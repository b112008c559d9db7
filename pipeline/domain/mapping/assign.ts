import { ENTITIES, type EntityName } from "#domain/entities.ts";
import { adjust, candidatesFor, round, type Candidate } from "./candidates.ts";
import type { KnownLayout } from "./known-layouts.ts";
import { layoutColumn } from "./layouts.ts";
import type { TableProfile } from "./profile.ts";
import { fitValues } from "./evidence.ts";
import { judgeKey } from "./key-evidence.ts";

/** The chosen candidate per column of one entity, and all candidates there were. */
export interface Assignment {
  readonly entity: EntityName;
  readonly chosen: Map<string, Candidate>;
  readonly all: readonly Candidate[];
  readonly notes: string[];
}

/**
 * Gives every column of an entity its best header, each header to one column only.
 * @param lines the table also holds order lines, so keys of coarser entities may repeat.
 */
export function assign(
  table: TableProfile,
  entity: EntityName,
  options: {
    readonly subject: boolean;
    readonly lines: boolean;
    readonly layout: KnownLayout | null;
    readonly correct?: (candidate: Candidate) => Candidate;
  },
): Assignment {
  const correct = options.correct ?? ((candidate) => candidate);
  const all = candidatesFor(table, entity, options.subject)
    .map((candidate) => judgeKey(table, entity, candidate, options))
    .map(correct)
    .toSorted((a, b) => b.confidence - a.confidence);
  const layout = options.layout && options.layout.entities[entity] ? options.layout : null;
  const chosen = layout ? fromLayout(table, entity, layout) : greedy(all);
  return { entity, chosen, all, notes: [] };
}

function greedy(all: readonly Candidate[]): Map<string, Candidate> {
  const chosen = new Map<string, Candidate>();
  const used = new Set<string>();
  for (const candidate of all) {
    if (chosen.has(candidate.column) || candidate.headers.some((header) => used.has(header)))
      continue;
    chosen.set(candidate.column, capWhenTied(candidate, all, used));
    for (const header of candidate.headers) used.add(header);
  }
  return chosen;
}

/** Columns where a second, equally good header means that a person has to say which one counts. */
const DECISIVE = new Set(["ordered_at", "amount", "rating", "quantity_on_hand", "counted_at"]);

function capWhenTied(
  best: Candidate,
  all: readonly Candidate[],
  used: ReadonlySet<string>,
): Candidate {
  if (!DECISIVE.has(best.column) || best.confidence < 0.9) return best;
  const rival = all.find(
    (other) =>
      other.column === best.column &&
      other.headers[0] !== best.headers[0] &&
      !used.has(other.headers[0] ?? "") &&
      best.confidence - other.confidence < 0.015,
  );
  if (!rival) return best;
  return adjust(best, 0.85 / best.confidence, `"${rival.headers.join(" ")}" fits just as well.`);
}

function fromLayout(
  table: TableProfile,
  entity: EntityName,
  layout: KnownLayout,
): Map<string, Candidate> {
  const chosen = new Map<string, Candidate>();
  for (const target of ENTITIES[entity].columns) {
    const known = layoutColumn(layout, table, entity, target.name);
    if (!known) continue;
    const column = table.columns.find(({ header }) => header === known.headers[0]);
    const fit = column ? fitValues(entity, target, column) : { factor: 1 };
    // An export with an empty column is still that export.
    const factor = column?.nonblank === 0 ? 1 : fit.factor;
    const reasons =
      factor < 1 && fit.reason !== undefined ? [known.reason, fit.reason] : [known.reason];
    chosen.set(target.name, {
      column: target.name,
      headers: known.headers,
      confidence: round(0.98 * factor),
      reasons,
    });
  }
  return chosen;
}
