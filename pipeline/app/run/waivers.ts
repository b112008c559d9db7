import type { EntityName } from "#domain/entities.ts";
import { quoteLiteral } from "#domain/sql-text.ts";
import type { RunContext } from "./context.ts";
import { sourcesOf } from "./context.ts";
import { waiverText } from "#domain/run/waiver.ts";
import type { EntityPlan } from "./entity-plan.ts";

/** A waiver made, undone or expired since the parent build makes its row a changed row. */
export function waiversChanged(context: RunContext, entity: EntityName): boolean {
  const before = new Set(context.parent?.waivers ?? []);
  const now = new Set(context.waivers.map(waiverText));
  const changed = [...before, ...now].filter((text) => before.has(text) !== now.has(text));
  const sources = new Set(changed.map((text) => text.split("|")[0]));
  return sourcesOf(context.sources, entity).some((state) => sources.has(state.source.id));
}

/** Clears the bits of waived rules in `stage_rows`. */
export async function applyWaivers(context: RunContext, plan: EntityPlan): Promise<void> {
  const feeding = new Set(sourcesOf(context.sources, plan.entity).map((s) => s.source.id));
  const bits = context.waivers.flatMap((waiver) => {
    const bit = plan.rules.findIndex((rule) => rule.name === waiver.rule);
    return bit < 0 || !feeding.has(waiver.source_id) ? [] : [{ ...waiver, bit: 1n << BigInt(bit) }];
  });
  if (bits.length === 0) return;
  const rows = bits.map(
    (w) =>
      `(${quoteLiteral(w.source_id)}, ${BigInt(w.row_hash)}::ubigint, ${w.occurrence}, ${w.bit}::bigint)`,
  );
  await context.session.run(`update stage_rows as s set _broken = s._broken & ~w.bits
from (select source, hash, occurrence, bit_or(bit) as bits
  from (values ${rows.join(", ")}) as v(source, hash, occurrence, bit)
  group by all) as w
where s._source_id = w.source and s._row_hash = w.hash and s._occurrence = w.occurrence`);
}
