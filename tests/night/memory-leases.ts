import type { LeaseRecord, LeaseStore, TaggedLease } from "#ports/lease.ts";

/** Leases as several simulated computers see them; `peek` is how a test sees them without asking. */
export function memoryLeases(): LeaseStore & { peek(name: string): LeaseRecord | undefined } {
  const kept = new Map<string, TaggedLease>();
  let writes = 0;
  return {
    shared: true,
    peek: (name) => kept.get(name)?.record,
    read: async (name) => kept.get(name) ?? null,
    put: async (name, record, tag) => {
      if ((kept.get(name)?.tag ?? null) !== tag) return null;
      writes += 1;
      kept.set(name, { record, tag: String(writes) });
      return String(writes);
    },
  };
}
