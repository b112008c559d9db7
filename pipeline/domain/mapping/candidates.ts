import { ENTITIES, type EntityColumn, type EntityName } from "#domain/entities.ts";
import type { NameMatch, Strength } from "./catalogue.ts";
import { fitValues } from "./evidence.ts";
import { compactHeader } from "./headers.ts";
import { headerMeaning } from "./meaning.ts";
import { dateShare, numberShare, share, type ColumnProfile, type TableProfile } from "./profile.ts";

/** One source column as a possible content of one entity column. */
export interface Candidate {
  readonly column: string;
  readonly headers: readonly string[];
  /** 0 to 1; from 0.9 on it may be used without asking. */
  readonly confidence: number;
  readonly reasons: readonly string[];
}

/** Confidence of a name alone: in a table about the entity, and in one about several. */
const NAME: Readonly<Record<Strength, { readonly own: number; readonly shared: number }>> = {
  strong: { own: 0.97, shared: 0.97 },
  leading: { own: 0.95, shared: 0.93 },
  own: { own: 0.94, shared: 0.55 },
  weak: { own: 0.6, shared: 0.5 },
};
const EXACT = 0.99;

/** Confidences have two decimals. */
export const round = (value: number): number => Math.round(value * 100) / 100;

/** Scales a candidate and says why. */
export function adjust(candidate: Candidate, factor: number, reason: string): Candidate {
  return {
    ...candidate,
    confidence: round(candidate.confidence * factor),
    reasons: [...candidate.reasons, reason],
  };
}

/** All candidates for one entity, best first. `subject`: the table is about this entity alone. */
export function candidatesFor(
  table: TableProfile,
  entity: EntityName,
  subject: boolean,
): readonly Candidate[] {
  const found = ENTITIES[entity].columns.flatMap((target) =>
    table.columns.flatMap((column) => {
      const name = nameScore(entity, target, column.header, subject) ?? valueScore(target, column);
      if (!name) return [];
      const fit = fitValues(entity, target, column);
      const confidence = round(name.score * fit.factor);
      const reasons = fit.reason === undefined ? [name.reason] : [name.reason, fit.reason];
      return confidence < 0.15
        ? []
        : [{ column: target.name, headers: [column.header], confidence, reasons }];
    }),
  );
  return found.toSorted((a, b) => b.confidence - a.confidence);
}

interface NameScore {
  readonly score: number;
  readonly reason: string;
}

function nameScore(
  entity: EntityName,
  target: EntityColumn,
  header: string,
  subject: boolean,
): NameScore | null {
  const meaning = headerMeaning(header);
  if (subject && meaning.compact === compactHeader(target.name)) {
    return { score: EXACT, reason: `"${header}" is our own name for it.` };
  }
  const find = <M extends NameMatch>(matches: readonly M[]): M | undefined =>
    matches.find((match) => match.entity === entity && match.column === target.name);
  const exact = find(meaning.exact);
  if (exact) {
    const score = NAME[exact.strength][subject ? "own" : "shared"];
    return { score, reason: `"${header}" is a usual name for ${plainName(target.name)}.` };
  }
  const part = find(meaning.partial);
  if (part) {
    const score = part.strength === "strong" && part.words > 1 ? 0.7 : 0.45;
    return { score, reason: `"${header}" contains "${part.text}".` };
  }
  if (!find(meaning.typo)) return null;
  return {
    score: 0.75,
    reason: `"${header}" is spelled almost like a name for ${plainName(target.name)}.`,
  };
}

/** What values alone suggest when the header says nothing. Only ever a question. */
function valueScore(target: EntityColumn, column: ColumnProfile): NameScore | null {
  if (column.nonblank === 0) return null;
  if (target.name === "email" && share(column, "email") > 0.8) {
    return { score: 0.6, reason: "It holds e-mail addresses." };
  }
  if ((target.type === "timestamp" || target.type === "date") && dateShare(column) > 0.9) {
    return { score: 0.4, reason: "It holds dates." };
  }
  if (target.type === "amount" && share(column, "point", "comma") > 0.5) {
    return { score: 0.3, reason: "It holds amounts." };
  }
  if (
    target.name === "rating" &&
    column.number_range &&
    column.number_range.max <= 5 &&
    numberShare(column) > 0.9
  ) {
    return { score: 0.35, reason: "It holds small numbers." };
  }
  if (target.key && target.type === "key" && column.unique && dateShare(column) === 0) {
    return { score: 0.4, reason: "Its values are different in every row." };
  }
  if (target.type === "key" && target.references && share(column, "integer") > 0.9) {
    return { score: 0.2, reason: "It holds numbers that could be keys." };
  }
  return null;
}

/** An entity column in everyday words: `ordered_at` → "ordered at". */
export const plainName = (column: string): string => `"${column.replaceAll("_", " ")}"`;
