import fc from "fast-check";
import type { Computer } from "./computer.ts";
import type { VirtualTime } from "./virtual-time.ts";
import { instantsBetween } from "./wall-clock.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const KINDS = [
  "sleep",
  "hibernate",
  "cut",
  "cut in the night",
  "sleep in the night",
  "log out",
  "clock back",
  "clock ahead",
  "journey",
  "window",
  "battery",
] as const;

export interface Happening {
  readonly kind: (typeof KINDS)[number];
  readonly day: number;
  readonly minute: number;
  /** 0 to 1: of the longest that makes sense for its kind. */
  readonly long: number;
}

export const happenings = (days: number, jumps: boolean): fc.Arbitrary<Happening[]> => {
  const kinds = KINDS.filter((kind) => jumps || !kind.startsWith("clock"));
  return fc.array(
    fc.record({
      kind: fc.constantFrom(...kinds),
      day: fc.integer({ min: 0, max: days - 1 }),
      minute: fc.integer({ min: 0, max: 1439 }),
      long: fc.double({ min: 0, max: 1, noNaN: true }),
    }),
    { minLength: 20, maxLength: 120 },
  );
};

const ZONES = ["America/New_York", "Asia/Kathmandu", "Pacific/Auckland", "Europe/Berlin"];

/** Lets a happening come over a computer at its time. */
export function plan(computer: Computer, time: VirtualTime, start: number, one: Happening): void {
  const { schedule } = computer.options;
  const { kind, day, minute, long } = one;
  const at = start + day * DAY + minute * MINUTE;
  const planned = instantsBetween(
    schedule.daily,
    schedule.time_zone,
    start + day * DAY,
    start + (day + 2) * DAY,
  )[0]!;
  const inNight = planned - computer.options.skew + (minute / 1440) * 40 * MINUTE;
  const acts: Record<Happening["kind"], () => void> = {
    sleep: () => computer.sleep(MINUTE + long * 14 * HOUR),
    hibernate: () => computer.sleep(HOUR + long * 20 * DAY),
    cut: () => computer.powerCut(5 * MINUTE + long * 3 * DAY),
    "cut in the night": () => computer.powerCut(2 * MINUTE + long * 10 * HOUR),
    "sleep in the night": () => computer.sleep(MINUTE + long * 10 * HOUR),
    "log out": () => computer.logOut(MINUTE + long * 3 * DAY),
    "clock back": () => wrongClock(computer, time, -long * 20 * HOUR),
    "clock ahead": () => wrongClock(computer, time, long * 20 * HOUR),
    journey: () => (computer.zone = ZONES[Math.floor(long * 3.99)]!),
    window: () => computer.openWindow(long * 12 * HOUR),
    battery: () => {
      computer.onBattery = true;
      time.at(time.now + long * 10 * HOUR, () => (computer.onBattery = false));
    },
  };
  time.at(kind.endsWith("night") ? inNight : at, acts[kind]);
}

/** For some hours a clock shows something else. */
function wrongClock(computer: Computer, time: VirtualTime, by: number): void {
  computer.setClock(computer.options.skew + by);
  time.at(time.now + 5 * HOUR, () => computer.setClock(computer.options.skew));
}

/** A lid that is closed most evenings. */
export function lids(computer: Computer, time: VirtualTime, start: number, days: number): void {
  for (let day = 0; day < days; day += 1) {
    const at = start + day * DAY + 21 * HOUR + computer.options.random() * 3 * HOUR;
    if (computer.options.random() < 0.6) {
      time.at(at, () => computer.sleep((6 + computer.options.random() * 5) * HOUR));
    }
  }
}
