import { isUnsent, type NightRecord } from "#domain/night/record.ts";

/** What a night leaves for the next computer: planned starts up to here need no other night. */
export interface ThroughNote {
  readonly holder: string;
  /** ISO instant at which the night began to read. */
  readonly through: string;
}

/** Undefined for a night that read nothing new, or that others cannot see: then the earlier note stays. */
export function noteFor(holder: string, record: NightRecord): string | undefined {
  const { outcome, read_at } = record;
  if (record.finished_at === null || isUnsent(record)) return undefined;
  if (outcome === null || outcome === "failed" || outcome === "elsewhere") return undefined;
  return JSON.stringify({ holder, through: read_at ?? record.started_at } satisfies ThroughNote);
}

export function throughNote(note: string | null): ThroughNote | null {
  try {
    const found = JSON.parse(note ?? "null") as ThroughNote | null;
    return typeof found?.through === "string" && typeof found.holder === "string" ? found : null;
  } catch {
    return null;
  }
}
