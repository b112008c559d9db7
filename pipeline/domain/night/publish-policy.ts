/** What decides whether a night may publish by itself. */
export interface PublishFacts {
  readonly limit: number | null;
  readonly run_status: string;
  readonly build_held: boolean;
  readonly held_sources: readonly string[];
  /** Columns that appeared or went away, as sentences. */
  readonly schema_changes: readonly string[];
  readonly anything_published: boolean;
  /** A person rolled back and has not published since. */
  readonly paused: boolean;
  readonly kpis: readonly {
    readonly label: string;
    readonly moved: boolean;
    /** Null where there is nothing to compare with. */
    readonly percent: number | null;
  }[];
}

/** Why a person has to look first; empty when the night may publish. */
export function reasonsToWait(facts: PublishFacts): string[] {
  const { limit, kpis, held_sources } = facts;
  if (limit === null) return ["Runs do not publish by themselves; that is how it is set."];
  const reasons: string[] = [];
  if (facts.build_held || facts.run_status === "held") {
    reasons.push("The run is held: a check that guards publishing failed.");
  }
  if (held_sources.length > 0) {
    const verb = held_sources.length === 1 ? "is" : "are";
    reasons.push(`${held_sources.join(", ")} ${verb} held.`);
  }
  reasons.push(...facts.schema_changes);
  if (!facts.anything_published) reasons.push("Nothing was published before; look at it once.");
  if (facts.paused) reasons.push("An earlier version was put back by hand; publish by hand once.");
  for (const { label, moved, percent } of facts.anything_published ? kpis : []) {
    if (!moved || (percent !== null && Math.abs(percent) <= limit)) continue;
    const much = percent === null ? "from nothing" : `by ${Math.abs(percent)} %`;
    reasons.push(`${label} moved ${much}; your limit is ${limit} %.`);
  }
  return reasons;
}
