import type { Handler } from "#app/use-case.ts";
import type { Services } from "#app/services.ts";
import { newestBuild } from "#app/publish/publish.ts";
import { AppError } from "#domain/errors.ts";
import type { EntityName } from "#domain/entities.ts";
import { executeRun } from "./start-run.ts";

/** The date by which an entity's rows belong to a day. */
const DAY_OF: Partial<Record<EntityName, string>> = {
  orders: "ordered_at_date",
  payments: "paid_at_date",
  shipments: "shipped_at_date",
  reviews: "reviewed_at_date",
  inventory: "counted_at_date",
};

/**
 * Derives the days between two dates again from bronze: the entities with rows there are judged anew and
 * everything that depends on them follows. Bronze is not touched.
 */
export const backfill: Handler<"runs", "backfill"> = (services) => async (input, call) => {
  if (input.from > input.to) {
    throw new AppError("usage", `The first day ${input.from} is after the last day ${input.to}.`, {
      hint: "Give the earlier day as --from.",
    });
  }
  const found = await rowsBetween(services, input.from, input.to, call.signal);
  const { from, to, dry_run } = input;
  if (dry_run) return { dry_run, from, to, sources: found.sources, run: null };
  const run = await executeRun(
    services,
    { full: false, publish: false, purpose: "backfill", again: found.entities },
    call,
  );
  return { dry_run, from, to, sources: found.sources, run };
};

interface Found {
  readonly entities: ReadonlySet<EntityName>;
  readonly sources: Record<string, { batches: number; rows: number }>;
}

async function rowsBetween(
  services: Services,
  from: string,
  to: string,
  signal: AbortSignal,
): Promise<Found> {
  const build = await newestBuild(services);
  const session = await services.warehouse.openRead(
    services.builds.file(build.build_id),
    services.limits(),
    signal,
  );
  const entities = new Set<EntityName>();
  const sources: Record<string, { batches: number; rows: number }> = {};
  try {
    for (const [entity, day] of Object.entries(DAY_OF) as [EntityName, string][]) {
      const counts = await session.rows<{ source: string; batches: string; n: string }>(
        rowsSql(entity, day),
        [from, to],
      );
      for (const { source, batches, n } of counts) {
        entities.add(entity);
        const before = sources[source] ?? { batches: 0, rows: 0 };
        sources[source] = {
          batches: Math.max(before.batches, Number(batches)),
          rows: before.rows + Number(n),
        };
      }
    }
  } finally {
    await session.close();
  }
  // Lines have no date of their own; they follow their orders.
  if (entities.has("orders")) entities.add("order_items");
  return { entities, sources };
}

function rowsSql(entity: EntityName, day: string): string {
  const arm = (schema: string) =>
    `select _source_id, _batch_id from ${schema}.${entity} where ${day} between $1::date and $2::date`;
  return `select _source_id as source, count(distinct _batch_id) as batches, count(*) as n
from (${["silver", "superseded", "quarantine"].map(arm).join(" union all ")}) group by 1`;
}
