/** The row of a source that a decision is about. */
export interface RowIdentity {
  readonly source_id: string;
  /** Decimal text of the 64-bit hash. */
  readonly row_hash: string;
  /** Number of the row among equal rows of the source, from 1. */
  readonly occurrence: number;
}

export interface NewDecision extends RowIdentity {
  /** waive: the rule does not count for this row; undo: takes a waive back. */
  readonly kind: "waive" | "undo";
  /** Name of the row rule. */
  readonly rule: string;
  readonly reason: string;
  readonly by: string;
  /** ISO instant, UTC. */
  readonly decided_at: string;
  /** Last day on which it counts, `YYYY-MM-DD`; absent: until it is undone. */
  readonly expires_at?: string;
}

/** A decision as kept; `number` orders all decisions of a workspace. */
export interface Decision extends NewDecision {
  readonly number: number;
}

/** `source|hash|occurrence`: a row in sets and manifests. */
export function rowKey(row: RowIdentity): string {
  return `${row.source_id}|${row.row_hash}|${row.occurrence}`;
}

const ruleKey = (decision: NewDecision): string => `${rowKey(decision)}|${decision.rule}`;

/**
 * The waives in force on a build's date: of all decisions about one rule of one row the newest counts, if it is
 * a waive that has not expired. In the order of their numbers. `asOf` is `YYYY-MM-DD`.
 */
export function activeDecisions(all: readonly Decision[], asOf: string): readonly Decision[] {
  const newest = new Map<string, Decision>();
  for (const decision of all.toSorted((a, b) => a.number - b.number)) {
    newest.set(ruleKey(decision), decision);
  }
  return [...newest.values()]
    .filter(({ kind, expires_at }) => kind === "waive" && (!expires_at || asOf <= expires_at))
    .toSorted((a, b) => a.number - b.number);
}

/** How a build remembers which waives it was judged with: sorted, one text per rule and row. */
export function decisionSet(active: readonly Decision[]): readonly string[] {
  return active.map(ruleKey).toSorted();
}

/** Rows to judge again because a waive was made, undone or expired between two builds, as `rowKey` texts. */
export function rowsDecidedAnew(
  before: readonly string[],
  now: readonly string[],
): ReadonlySet<string> {
  const old = new Set(before);
  const current = new Set(now);
  const differing = [...before, ...now].filter((text) => old.has(text) !== current.has(text));
  return new Set(differing.map((text) => text.slice(0, text.lastIndexOf("|"))));
}
