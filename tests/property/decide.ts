import type { Expected } from "./expected.ts";
import { identity } from "./expected.ts";
import type { Night } from "./change.ts";
import type { World } from "./world.ts";

const WAIVABLE: Readonly<Record<string, readonly string[]>> = {
  orders: ["ordered_at_in_future", "ordered_at_before_1990"],
  order_items: ["quantity_out_of_range", "unit_price_negative"],
  payments: ["paid_at_in_future", "paid_at_before_1990"],
  reviews: ["rating_out_of_range"],
  products: ["unit_price_negative", "unit_cost_negative"],
};

interface BadRow {
  readonly source: string;
  readonly hash: string;
  readonly occurrence: number;
  readonly run: number;
  readonly row: number;
  readonly reasons: readonly string[];
}

/** A person looks at what the newest build set aside and waives a rule for a row, or takes a waive back. */
export async function decide(
  world: World,
  expected: Expected,
  what: Night["decide"],
  pick: number,
): Promise<void> {
  const { decisions } = await world.services();
  if (what === "nothing") return;
  const common = { reason: "test", by: "test", decided_at: world.now.toISOString() };
  if (what === "undo") {
    const [last] = (await decisions.all()).filter((d) => d.kind === "waive").toReversed();
    if (!last) return;
    const { source_id, row_hash, occurrence, rule } = last;
    await decisions.append([{ kind: "undo", source_id, row_hash, occurrence, rule, ...common }]);
    expected.waived.delete(`${source_id}|${row_hash}|${occurrence}|${rule}`);
    return;
  }
  for (const [bad, rule] of await waivable(world)) {
    const row = { source_id: bad.source, row_hash: bad.hash, occurrence: bad.occurrence, rule };
    await decisions.append([{ kind: "waive", ...row, ...common }]);
    const live = expected.snapshots
      .get(bad.source)
      ?.find((candidate) => candidate.run === bad.run && candidate.row === bad.row);
    if (live) {
      expected.waived.set(
        `${bad.source}|${bad.hash}|${bad.occurrence}|${rule}`,
        `${bad.source}|${identity(live.cells, live.occurrence)}|${rule}`,
      );
    }
    if (pick > 1) return;
  }
}

async function waivable(world: World): Promise<readonly (readonly [BadRow, string])[]> {
  const services = await world.services();
  const newest = await services.builds.newest();
  if (!newest) return [];
  const session = await services.warehouse.openRead(
    services.builds.file(newest.build_id),
    services.limits(),
  );
  try {
    const arms = Object.keys(WAIVABLE).map(
      (entity) => `select '${entity}' as entity, _source_id as source, _row_hash::varchar as hash,
  _occurrence as occurrence, _batch_id[2:7]::integer as run, _row::integer as row, _reasons as reasons
from quarantine.${entity}`,
    );
    const rows = await session.rows<BadRow & { entity: string }>(
      `${arms.join(" union all ")} order by all`,
    );
    return rows.flatMap((row) =>
      row.reasons
        .filter((reason) => WAIVABLE[row.entity]?.includes(reason))
        .map((reason) => [row, reason] as const),
    );
  } finally {
    await session.close();
  }
}
