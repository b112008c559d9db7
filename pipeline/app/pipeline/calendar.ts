import { look, once, placeOf } from "#app/explore/place.ts";
import type { Services } from "#app/services.ts";
import type { Handler } from "#app/use-case.ts";
import type { Calendar } from "#contract/pipeline.ts";
import { addDays } from "#domain/schedule.ts";
import { quoteLiteral } from "#domain/sql-text.ts";

/** Orders that arrive later than this many days after their day are late. */
const LATE_DAYS = 2;
/** How far around an empty day there must be orders. */
const AROUND = 3;

/** Orders by the day they arrived and the day they are about. */
interface Cell {
  readonly arrived: string;
  readonly event: string;
  readonly rows: number;
  /** Came with the first read of its source, which brings all that was before. */
  readonly first: boolean;
}

/** `runs.calendar`: when orders arrived against the day they are about. */
export const calendar: Handler<"runs", "calendar"> =
  (services) =>
  async ({ days }, call) => {
    const build = await services.builds.newest();
    if (!build) return { until: null, cells: [], missing: [], late: [] };
    const place = await placeOf(services, false);
    const { time_zone } = build.workspace;
    const firsts = await firstBatches(services);
    const all = await look(services, place, call.signal, (session, kept) =>
      once(kept, `calendar ${firsts.join(" ")}`, () =>
        session.rows<Cell>(cellsSql(time_zone, build.as_of, firsts)),
      ),
    );
    const until = all.reduce<string | null>(
      (newest, { event }) => (newest === null || event > newest ? event : newest),
      null,
    );
    if (until === null) return { until, cells: [], missing: [], late: [] };
    const from = addDays(until, 1 - days);
    const shown = all.filter(({ event }) => event >= from);
    return {
      until,
      cells: merge(shown),
      missing: missingDays(new Set(all.map(({ event }) => event)), from, until),
      late: lateDays(shown),
    };
  };

/** Of each source the batch that brought its whole past. */
async function firstBatches(services: Services): Promise<readonly string[]> {
  const workspace = await services.workspaces.open(services.directory);
  const first = await Promise.all(
    workspace.sources.map(async ({ id }) => {
      const batches = await services.bronze.batches(id);
      const run = batches[0]?.run;
      return batches.filter((batch) => batch.run === run).map(({ batch_id }) => batch_id);
    }),
  );
  return first.flat();
}

/** Orders set aside and older states of an order do not count: they are not what reports show. */
function cellsSql(time_zone: string, as_of: string, firsts: readonly string[]): string {
  const zone = quoteLiteral(time_zone);
  const past =
    firsts.length === 0 ? "false" : `_batch_id in (${firsts.map(quoteLiteral).join(", ")})`;
  return `select (_ingested_at::timestamp at time zone 'UTC' at time zone ${zone})::date::varchar as arrived,
  ordered_at_date::varchar as event, count(*)::integer as rows, ${past} as first
from build.silver.orders
where ordered_at_date is not null and ordered_at_date <= ${quoteLiteral(as_of)}::date
group by all order by event, arrived`;
}

function merge(cells: readonly Cell[]): Calendar["cells"] {
  const sums = new Map<string, Calendar["cells"][number]>();
  for (const { arrived, event, rows } of cells) {
    const key = `${event} ${arrived}`;
    const before = sums.get(key)?.rows ?? 0;
    sums.set(key, { arrived, event, rows: before + rows });
  }
  return [...sums.values()];
}

function lateDays(cells: readonly Cell[]): Calendar["late"] {
  const sums = new Map<string, number>();
  for (const { arrived, event, rows, first } of cells) {
    if (first || arrived <= addDays(event, LATE_DAYS)) continue;
    sums.set(event, (sums.get(event) ?? 0) + rows);
  }
  return [...sums].map(([day, rows]) => ({ day, rows }));
}

/** Empty days between days with orders, unless that weekday is usually empty. */
export function missingDays(filled: ReadonlySet<string>, from: string, until: string): string[] {
  const days: string[] = [];
  for (let day = from; day <= until; day = addDays(day, 1)) days.push(day);
  const weekday = (day: string): number => new Date(`${day}T00:00:00Z`).getUTCDay();
  const usuallyEmpty = (day: string): boolean => {
    const same = days.filter((other) => weekday(other) === weekday(day));
    return same.length > 2 && same.filter((other) => !filled.has(other)).length * 2 > same.length;
  };
  const near = (day: string, step: number): boolean =>
    Array.from({ length: AROUND }, (_, i) => addDays(day, step * (i + 1))).some((d) =>
      filled.has(d),
    );
  return days.filter(
    (day) => !filled.has(day) && near(day, -1) && near(day, 1) && !usuallyEmpty(day),
  );
}
