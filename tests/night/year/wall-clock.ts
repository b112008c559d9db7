/** Planned instants by a way of its own, so that the product's arithmetic is not its own judge. */

const MINUTE = 60_000;
const DAY = 86_400_000;
const formats = new Map<string, Intl.DateTimeFormat>();

function shown(instant: number, zone: string): string {
  let format = formats.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat("en-CA", {
      timeZone: zone,
      hourCycle: "h23",
      year: "numeric",
      month: "2-digit",
      day: "2-digit",
      hour: "2-digit",
      minute: "2-digit",
    });
    formats.set(zone, format);
  }
  const parts = Object.fromEntries(format.formatToParts(instant).map((p) => [p.type, p.value]));
  return `${parts["year"]}-${parts["month"]}-${parts["day"]} ${parts["hour"]}:${parts["minute"]}`;
}

const offsetAt = (instant: number, zone: string): number =>
  Date.parse(`${shown(instant, zone).replace(" ", "T")}:00Z`) - instant;

/**
 * Instants at which a zone's clocks show a time, one per day. On a day without that time it is where the
 * clocks would have shown it had they not been changed; on a day that has it twice, the first.
 */
export function dailyInstants(daily: string, zone: string, from: number, days: number): number[] {
  return Array.from({ length: days }, (_, index) => {
    const date = new Date(from + index * DAY).toISOString().slice(0, 10);
    const text = Date.parse(`${date}T${daily}:00Z`);
    const around = [-36, -12, 12, 36].map((hours) => offsetAt(text + hours * 60 * MINUTE, zone));
    const fits = [...new Set(around)]
      .map((offset) => text - offset)
      .filter((at) => shown(at, zone) === `${date} ${daily}`);
    return fits.length > 0 ? Math.min(...fits) : text - around[0]!;
  });
}

const BEGIN = Date.parse("2025-11-01T00:00:00Z");
const kept = new Map<string, number[]>();

/** The same between two instants of the simulated year, worked out once. */
export function instantsBetween(daily: string, zone: string, from: number, to: number): number[] {
  const key = `${daily} ${zone}`;
  const all = kept.get(key) ?? dailyInstants(daily, zone, BEGIN, 520);
  kept.set(key, all);
  const first = Math.max(0, Math.floor((from - BEGIN) / DAY) - 2);
  const last = Math.ceil((to - BEGIN) / DAY) + 2;
  return all.slice(first, last).filter((at) => at > from && at <= to);
}
