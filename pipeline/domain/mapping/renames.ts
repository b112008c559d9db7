import { compactHeader, editDistance } from "./headers.ts";

/** What is known of a column that is gone and one that is new, after their values were compared. */
export interface ColumnPair {
  /** Mapped, and no longer there. */
  readonly earlier: string;
  /** There now, and not before. */
  readonly header: string;
  /** Both hold the same kind of values. */
  readonly alike: boolean;
  /** Rows found in both reads where both columns are filled, and those of them with the same value. */
  readonly rows: number;
  readonly equal: number;
  /** Share of rows that would agree if the values of both were shuffled: near 1 for constants. */
  readonly chance: number;
  /** Different values of the new column, and those of them that the old one had. */
  readonly distinct: number;
  readonly contained: number;
}

/** A column that seems to be another one under a new name. Only a person can say so. */
export interface Rename {
  readonly header: string;
  readonly earlier: string;
  /** 0 to 1. */
  readonly confidence: number;
  /** Why, in a sentence. */
  readonly reason: string;
}

/** Fewer rows in common prove nothing. */
const ENOUGH_ROWS = 5;
const ENOUGH_VALUES = 5;

/** The likeliest new name of each column that is gone; every column is used once. */
export function likelyRenames(pairs: readonly ColumnPair[]): readonly Rename[] {
  const candidates = pairs
    .flatMap((pair) => judge(pair) ?? [])
    .toSorted((a, b) => b.confidence - a.confidence);
  const taken = new Set<string>();
  return candidates.filter(({ header, earlier }) => {
    if (taken.has(`now ${header}`) || taken.has(`before ${earlier}`)) return false;
    taken.add(`now ${header}`).add(`before ${earlier}`);
    return true;
  });
}

function judge(pair: ColumnPair): Rename | null {
  const { header, earlier } = pair;
  const [confidence, reason] =
    pair.rows >= ENOUGH_ROWS
      ? byRows(pair, nameLikeness(pair))
      : byValues(pair, nameLikeness(pair));
  return confidence === 0 ? null : { header, earlier, confidence, reason };
}

const percent = (share: number): string => `${Math.floor(share * 100)} %`;

/** Row by row, with what chance alone would bring taken off: half of all orders are "paid" anyway. */
function byRows({ rows, equal, chance }: ColumnPair, name: number): [number, string] {
  const share = equal / rows;
  const reason = `${percent(share)} of ${rows} rows hold the same value as before.`;
  if (chance > 0.95) return share > 0.95 && name >= 0.5 ? [0.6, reason] : [0, reason];
  const beyond = (share - chance) / (1 - chance);
  const same = beyond >= 0.6 || (beyond >= 0.35 && name >= 0.6);
  return [same ? Math.min(0.99, beyond * 0.9 + name * 0.1) : 0, reason];
}

/** No row is the same, as in a sheet that begins anew every month: the values as a whole, and the name. */
function byValues({ alike, distinct, contained }: ColumnPair, name: number): [number, string] {
  const share = distinct === 0 ? 0 : contained / distinct;
  const reason = `${percent(share)} of its values occurred before, and the names are ${name >= 0.6 ? "alike" : "different"}.`;
  if (!alike) return [0, reason];
  if (share >= 0.7 && (distinct >= ENOUGH_VALUES || name >= 0.6)) return [0.7, reason];
  return [name >= 0.75 ? 0.6 : 0, reason];
}

/** 1 for names that differ in capitals, spaces or accents only, 0 for strangers. */
function nameLikeness({ header, earlier }: ColumnPair): number {
  const [now, before] = [compactHeader(header), compactHeader(earlier)];
  if (now === before) return 1;
  const shorter = Math.min(now.length, before.length);
  if (shorter > 2 && (now.includes(before) || before.includes(now))) return 0.8;
  const longer = Math.max(now.length, before.length, 1);
  return 1 - editDistance(now, before, longer) / longer;
}
