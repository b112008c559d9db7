import { expect, test } from "vitest";
import { leasesOver } from "#app/lease/leases.ts";
import { AppError } from "#domain/errors.ts";
import type { LeaseRecord, LeaseStore } from "#ports/lease.ts";

/** How a suite makes a store: each call a place of its own, `again` another client of the same place. */
export interface LeasePlace {
  readonly store: LeaseStore;
  readonly again: () => LeaseStore;
}

const record = (fence: number, holder: string): LeaseRecord => ({
  fence,
  holder,
  token: `${holder} ${fence}`,
  purpose: "test",
  taken_at: "2026-11-21T03:30:00.000Z",
  ends_at: "2026-11-21T03:45:00.000Z",
  note: fence === 1 ? null : "first line\nzweite Zeile – 数",
});
const MINUTE = 60_000;
const ask = (holder: string) => ({ holder, purpose: "nightly run", milliseconds: 15 * MINUTE });

/** A clock per computer: they need not agree. */
function computers(store: () => LeaseStore) {
  const time = { now: Date.parse("2026-11-21T03:30:00Z") };
  const clock = (off = 0) => ({ now: () => new Date(time.now + off), elapsed: () => time.now });
  return {
    pass: (minutes: number) => void (time.now += minutes * MINUTE),
    leases: (off = 0) => leasesOver(store(), clock(off)),
  };
}
const code = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => "fine",
    (error: unknown) => (error instanceof AppError ? error.code : String(error)),
  );

/** What every store of leases has to do. */
export function leaseConformance(kind: string, place: () => Promise<LeasePlace>): void {
  test(`${kind}: a put counts only on the version that was read`, async () => {
    const { store, again } = await place();
    expect(await store.read("night")).toBeNull();
    expect(await store.put("night", record(1, "a"), "no such tag")).toBeNull();
    const first = await store.put("night", record(1, "a"), null);
    expect(first).not.toBeNull();
    expect(await again().put("night", record(1, "b"), null)).toBeNull();
    const second = await store.put("night", record(2, "a"), first);
    expect(second).not.toBeNull();
    expect(await again().put("night", record(2, "b"), first)).toBeNull();
    expect(await again().read("night")).toEqual({ record: record(2, "a"), tag: second });
    expect(await again().read("other")).toBeNull();
  });

  test(`${kind}: of many at the same instant exactly one wins, round after round`, async () => {
    const { store, again } = await place();
    const clients = [store, ...Array.from({ length: 5 }, again)];
    let tag: string | null = null;
    for (let round = 1; round <= 8; round += 1) {
      const before: string | null = tag;
      const put = clients.map((one, index) => one.put("night", record(round, `h${index}`), before));
      const won: string[] = (await Promise.all(put)).filter((each) => each !== null);
      expect(won).toHaveLength(1);
      tag = won[0] as string;
      expect((await store.read("night"))?.tag).toBe(tag);
    }
  });

  test(`${kind}: the fence grows with each change of hands, and who lost it hears it at once`, async () => {
    const { again } = await place();
    const { pass, leases } = computers(again);
    const marta = await leases().acquire("night", ask("marta"));
    expect(marta.fence).toBe(1);
    expect(await code(leases().acquire("night", ask("jan")))).toBe("locked");
    pass(10);
    await marta.renew();
    pass(10);
    expect(await code(leases().acquire("night", ask("jan")))).toBe("locked");
    pass(6);
    const jan = await leases().acquire("night", ask("jan"));
    expect([marta.fence, jan.fence]).toEqual([1, 2]);
    expect([await code(marta.renew()), await code(jan.renew())]).toEqual(["conflict", "fine"]);
    await marta.release();
    expect((await leases().holder("night"))?.holder).toBe("jan");
    await jan.release("done through Saturday");
    await jan.release("too late");
    expect(await leases().holder("night")).toBeNull();
    const third = await leases().acquire("night", ask("marta"));
    expect([third.fence, third.note]).toEqual([3, "done through Saturday"]);
  });

  test(`${kind}: who died gets its own lease back at once, and its earlier self is out`, async () => {
    const { again } = await place();
    const { leases } = computers(again);
    const before = await leases().acquire("night", ask("marta"));
    const after = await leases().acquire("night", ask("marta"));
    expect([after.fence, await code(before.renew())]).toEqual([2, "conflict"]);
  });

  test(`${kind}: clocks that disagree may hand it over early, never to two`, async () => {
    const { again } = await place();
    const { leases } = computers(again);
    const slow = await leases(-20 * MINUTE).acquire("night", ask("slow"));
    const fast = await leases().acquire("night", ask("fast"));
    expect([await code(slow.renew()), await code(fast.renew())]).toEqual(["conflict", "fine"]);
  });
}
