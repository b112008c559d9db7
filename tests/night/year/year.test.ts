import fc from "fast-check";
import { expect, test } from "vitest";
import { seed } from "#tests/crash/seed.ts";
import { memoryLeases } from "#tests/night/memory-leases.ts";
import { wrongAccounts, wrongLake } from "./accounts.ts";
import { Computer, type Kind, type Lake } from "./computer.ts";
import { type Happening, happenings, lids, plan } from "./life.ts";
import { VirtualTime } from "./virtual-time.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const START = Date.parse("2026-01-05T12:00:00Z");
const DAYS = 365;
const MINUTE = 60_000;

/** Years per test; more for a long look. */
const YEARS = Number(process.env["MEDALLION_YEARS"] ?? 3);

interface Owner {
  readonly kind: Kind;
  readonly laptop: boolean;
  readonly skew: number;
  readonly life: readonly Happening[];
}

interface Year {
  readonly daily: string;
  readonly time_zone: string;
  readonly on_battery: boolean;
  readonly quiet: boolean;
  readonly dice: number;
  readonly owners: readonly Owner[];
}

const year = (computers: number): fc.Arbitrary<Year> =>
  fc.record({
    daily: fc.constantFrom("03:30", "02:30", "02:00", "00:15", "23:50"),
    time_zone: fc.constantFrom("Europe/Berlin", "UTC", "America/New_York", "Australia/Lord_Howe"),
    on_battery: fc.boolean(),
    quiet: fc.boolean(),
    dice: fc.nat(),
    owners: fc.array(
      fc.record({
        kind: fc.constantFrom("systemd", "launchd", "windows", "cron"),
        laptop: fc.boolean(),
        // Clocks of computers that share a lake differ by minutes, not by hours.
        skew: fc.integer({ min: -3 * MINUTE, max: 3 * MINUTE }),
        life: happenings(DAYS, computers === 1),
      }),
      { minLength: computers, maxLength: computers },
    ),
  });

/** The same numbers for the same dice, whoever asks in between. */
function dice(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x9e3779b9) >>> 0;
    const mixed = Math.imul(state ^ (state >>> 13), 0x297a2d39) >>> 0;
    return ((mixed ^ (mixed >>> 16)) >>> 0) / 2 ** 32;
  };
}

async function live({ daily, time_zone, on_battery, quiet, dice: start, owners }: Year) {
  const time = new VirtualTime(START);
  const lake: Lake = { writes: [], runs: [] };
  const leases = memoryLeases();
  const computers = owners.map(({ kind, laptop, skew, life }, index) => {
    const computer = new Computer({
      name: `computer ${index + 1}`,
      kind,
      skew,
      time,
      lake,
      leases,
      random: dice(start + index),
      schedule: {
        enabled: true,
        daily,
        time_zone,
        auto_publish_limit: null,
        enabled_since: new Date(START + skew).toISOString(),
        on_battery,
        quiet_hours: quiet ? { from: "09:00", to: "11:00" } : null,
      },
    });
    if (laptop) lids(computer, time, START, DAYS);
    for (const one of life) plan(computer, time, START, one);
    return computer;
  });
  await time.runUntil(START + DAYS * DAY);
  // In the end everybody comes back from wherever they are, opens the window and stays.
  const end = time.now + 25 * DAY;
  for (let at = time.now + 22 * DAY; at < end; at += 4 * HOUR) {
    time.at(at, () => computers.forEach((computer) => computer.openWindow(5 * HOUR)));
  }
  await time.runUntil(end);
  return { computers, lake };
}

const wrongYear = async (one: Year): Promise<string[]> => {
  const { computers, lake } = await live(one);
  const jumped = one.owners.some(({ life }) => life.some(({ kind }) => kind.startsWith("clock")));
  return [
    ...computers.flatMap((computer) => wrongAccounts(computer, jumped)),
    ...wrongLake(lake, computers),
  ];
};

async function yearsAreRight(computers: number, from: number): Promise<void> {
  console.info(`simulated years of ${computers} computers, seed ${from}`);
  const right = fc.asyncProperty(year(computers), async (one) => {
    expect(await wrongYear(one)).toEqual([]);
  });
  await fc.assert(right, { seed: from, numRuns: YEARS, endOnFailure: true });
}

for (const from of [1, 20_261_121]) {
  test(`years of one computer, seed ${from}: every planned start is answered once, with its reason`, () =>
    yearsAreRight(1, from));
}
test("years of one computer, a fresh seed each time", () => yearsAreRight(1, seed()));
test("years of two people on one lake: exactly one of them does each night, whoever lost the lease writes nothing", () =>
  yearsAreRight(2, 7));
test("years of two people on one lake, a fresh seed each time", () => yearsAreRight(2, seed()));
