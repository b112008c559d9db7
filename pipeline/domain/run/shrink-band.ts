/** What a source may lose from one read to the next before a person is asked. */
export interface ShrinkLimit {
  readonly rows: number;
  /** 0 to 1. */
  readonly share: number;
}

export interface ShrinkBand extends ShrinkLimit {
  /** What it was learned from; null while the limit is the workspace's. */
  readonly learned: { readonly reads: number; readonly usual: number } | null;
}

/** Reads before a source's own habit counts. */
export const READS_TO_LEARN = 8;
/** Older reads say little about today. */
const WINDOW = 30;
const NARROWEST = 0.1;
const WIDEST = 0.9;

/**
 * The limit as the source's own history suggests: one that never lost rows is asked about early, one that is cleared
 * out every month is not asked every month. What happened once was an exception; what happened twice is a habit.
 * @param counts rows of its reads, oldest first.
 */
export function learnShrink(counts: readonly number[], limit: ShrinkLimit): ShrinkBand {
  const recent = counts.slice(-WINDOW - 1);
  if (recent.length < READS_TO_LEARN) return { ...limit, learned: null };
  const drops = recent
    .slice(1)
    .map((now, index) => {
      const before = recent[index] ?? 0;
      return before === 0 ? 0 : Math.max(0, (before - now) / before);
    })
    .toSorted((a, b) => b - a);
  const usual = drops[1] ?? 0;
  const share = Math.min(WIDEST, Math.max(NARROWEST, 1.5 * usual + 0.05));
  return { rows: limit.rows, share, learned: { reads: recent.length, usual } };
}
