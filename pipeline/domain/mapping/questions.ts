import { ENTITIES, type EntityName } from "#domain/entities.ts";
import type { Assignment } from "./assign.ts";
import { plainName, type Candidate } from "./candidates.ts";
import { CERTAIN, isRequired, mapFlag, USABLE, type MappingQuestion } from "./proposal.ts";

/** Keys that may be missing: rows are then told apart by their content. */
const HASHABLE = new Set(["payments.payment_id", "shipments.shipment_id", "reviews.review_id"]);

/** A key nobody would recognise in its best column, and that may be missing: it is left out, never guessed. */
export const isLeftOut = (entity: EntityName, column: string, confidence: number): boolean =>
  HASHABLE.has(`${entity}.${column}`) && confidence < 0.5;

/** What was left out or decided, in plain language. */
export function notesOf(assignment: Assignment): readonly string[] {
  const { entity, chosen } = assignment;
  const notes: string[] = [];
  for (const target of ENTITIES[entity].columns) {
    const candidate = chosen.get(target.name);
    if (isLeftOut(entity, target.name, candidate?.confidence ?? 0)) {
      notes.push(
        `No column numbers the ${entity}, so a row is known by its content: after an edit it looks like one removed and one new.`,
      );
    }
    const required = isRequired(entity, target);
    if (!required && candidate && candidate.confidence >= 0.5 && candidate.confidence < USABLE) {
      notes.push(
        `"${candidate.headers.join(" ")}" could be ${plainName(target.name)}; it is not used unless you say so.`,
      );
    }
  }
  if (entity === "order_items" && !usable(chosen, "unit_price") && !usable(chosen, "line_total")) {
    notes.push("No column holds the price of a line, so lines count with an amount of 0.");
  }
  return notes;
}

const usable = (chosen: ReadonlyMap<string, Candidate>, column: string): boolean =>
  (chosen.get(column)?.confidence ?? 0) >= USABLE;

/** Required columns nobody can be sure of, and the price of lines when two columns could hold it. */
export function questionsOf(assignment: Assignment): readonly MappingQuestion[] {
  const { entity, chosen } = assignment;
  const required = ENTITIES[entity].columns.filter((column) => isRequired(entity, column));
  const open = required.filter(({ name }) => {
    const confidence = chosen.get(name)?.confidence ?? 0;
    return confidence < CERTAIN && !isLeftOut(entity, name, confidence);
  });
  const questions = open.map(({ name }) => question(assignment, name));
  const pricing =
    entity === "order_items" && !usable(chosen, "unit_price") && !usable(chosen, "line_total");
  if (pricing && assignment.all.some((c) => c.column === "line_total" && c.confidence >= 0.5)) {
    questions.push(question(assignment, "line_total"));
  }
  return questions;
}

function question(assignment: Assignment, column: string): MappingQuestion {
  const { entity, all, chosen } = assignment;
  const candidates = all.filter((candidate) => candidate.column === column).slice(0, 4);
  const best = chosen.get(column) ?? candidates[0];
  const text = best
    ? `Is "${best.headers.join(" ")}" the ${plainName(column)} of ${entity}? ${best.reasons.join(" ")}`
    : `Which column is the ${plainName(column)} of ${entity}? No column looks like it.`;
  return {
    entity,
    column,
    text,
    candidates,
    flag: mapFlag(entity, column, best?.headers ?? ["HEADER"]),
  };
}
