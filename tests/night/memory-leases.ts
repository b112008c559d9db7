import type { LeaseStore, TaggedLease } from "#ports/lease.ts";

/** Leases as several simulated computers see them. */
export function memoryLeases(): LeaseStore {
  const kept = new Map<string, TaggedLease>();
  let writes = 0;
  return {
    shared: true,
    read: async (name) => kept.get(name) ?? null,
    put: async (name, record, tag) => {
      if ((kept.get(name)?.tag ?? null) !== tag) return null;
      writes += 1;
      kept.set(name, { record, tag: String(writes) });
      return String(writes);
    },
  };
}
