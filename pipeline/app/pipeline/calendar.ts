import { withBuild } from "#app/quality/open-build.ts";
import { localDate } from "#app/run/local-date.ts";
import type { Services } from "#app/services.ts";
import type { Handler } from "#app/use-case.ts";
import type { Calendar } from "#contract/pipeline.ts";
import { list } from "#domain/run/bronze-sql.ts";
import type { Build } from "#domain/run/build.ts";
import { addDays } from "#domain/schedule.ts";
import type { SqlSession } from "#ports/warehouse.ts";

/** Orders that arrive later than this many days after their day are late. */
const LATE_DAYS = 2;

/** Orders by the run that first brought them and the day they are about. */
interface Counted {
  readonly run: number;
  readonly event: string;
  readonly rows: number;
}

interface Cell {
  readonly arrived: string;
  readonly event: string;
  readonly rows: number;
  /** Came with the first read of a source, which brings all that was before. */
  readonly first: boolean;
}

/** `runs.calendar`: when orders arrived for the first time against the day they are about. */
export const calendar: Handler<"runs", "calendar"> =
  (services) =>
  async ({ days }, call) => {
    const build = await services.builds.newest();
    if (!build || !("gold.fact_orders" in build.rows)) return NOTHING;
    const all = await arrivals(services, build, call.signal);
    const until = all.map(({ event }) => event).reduce((a, b) => (a > b ? a : b), "");
    if (until === "") return NOTHING;
    const from = addDays(until, 1 - days);
    const shown = all.filter(({ event }) => event >= from);
    return {
      until,
      cells: merge(shown),
      missing: missingDays(new Set(all.map(({ event }) => event)), from, until),
      late: lateDays(shown),
    };
  };

const NOTHING: Calendar = { until: null, cells: [], missing: [], late: [] };

/** A closed build never changes: its newest answer is kept. */
const kept = new WeakMap<
  Services,
  { readonly build_id: string; readonly cells: readonly Cell[] }
>();

async function arrivals(
  services: Services,
  build: Build,
  signal: AbortSignal,
): Promise<readonly Cell[]> {
  const known = kept.get(services);
  if (known?.build_id === build.build_id) return known.cells;
  const counts = await withBuild(services, build.build_id, signal, (session) =>
    countArrivals(services, session, build),
  );
  const { dates, firsts } = await runDates(services, build);
  const cells = counts.map(({ run, event, rows }) => ({
    arrived: dates.get(run) ?? event,
    event,
    rows,
    first: firsts.has(run),
  }));
  kept.set(services, { build_id: build.build_id, cells });
  return cells;
}

/**
 * An order gets its number in the run that first names it, and keeps it through every later correction: the
 * key file that holds the number says when the order arrived.
 */
async function countArrivals(
  services: Services,
  session: SqlSession,
  build: Build,
): Promise<readonly Counted[]> {
  const files = await services.keys.files("orders");
  if (files.length === 0) return [];
  return session.rows<Counted>(
    `with numbered as (
  select regexp_extract(filename, 'r(\\d+)[.]parquet$', 1)::integer as run, min(order_key) as first_key
  from read_parquet(${list(files)}, filename = true) group by 1
),
orders as (
  select order_key, strptime(date_key::varchar, '%Y%m%d')::date as event
  from gold.fact_orders where date_key > 0
)
select n.run, o.event::varchar as event, count(*)::integer as rows
from orders as o asof join numbered as n on o.order_key >= n.first_key
where o.event <= $1::date
group by all order by event, run`,
    [build.as_of],
  );
}

/** Local day of each run, and the runs in which a source of orders was read for the first time. */
async function runDates(
  services: Services,
  { workspace: { time_zone } }: Build,
): Promise<{ readonly dates: ReadonlyMap<number, string>; readonly firsts: ReadonlySet<number> }> {
  const workspace = await services.workspaces.open(services.directory);
  const dates = new Map<number, string>();
  const firsts = new Set<number>();
  for (const { id } of workspace.sources) {
    const batches = await services.bronze.batches(id);
    const mapping = await services.workspaces.mapping(services.directory, id);
    if (batches[0] && mapping?.entities.orders) firsts.add(batches[0].run);
    for (const batch of batches) dates.set(batch.run, localDate(batch.ingested_at, time_zone));
  }
  for (const record of services.journal().runs({ limit: 1000 })) {
    if (!dates.has(record.number))
      dates.set(record.number, localDate(record.started_at, time_zone));
  }
  return { dates, firsts };
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

/** Empty days after the first order, unless that weekday is usually empty. */
export function missingDays(filled: ReadonlySet<string>, from: string, until: string): string[] {
  const first = [...filled].reduce((a, b) => (a < b ? a : b), until);
  const days: string[] = [];
  for (let day = from; day <= until; day = addDays(day, 1)) days.push(day);
  const weekday = (day: string): number => new Date(`${day}T00:00:00Z`).getUTCDay();
  const known = days.filter((day) => day >= first);
  const usuallyEmpty = (day: string): boolean => {
    const same = known.filter((other) => weekday(other) === weekday(day));
    return same.length > 2 && same.filter((other) => !filled.has(other)).length * 2 > same.length;
  };
  return known.filter((day) => !filled.has(day) && !usuallyEmpty(day));
}
