import { differenceSql, losersSql, reasonsSql } from "#domain/run/silver-sql.ts";
import { quoteIdentifier } from "#domain/sql-text.ts";
import type { RunContext } from "./context.ts";
import { recordDelta } from "./deltas.ts";
import type { EntityPlan } from "./entity-plan.ts";

/** Writes silver, superseded and quarantine of one entity from `stage_rows`, which holds all of its rows. */
export async function rebuildEntity(
  context: RunContext,
  plan: EntityPlan,
  compare: boolean,
): Promise<void> {
  const { session } = context;
  const name = quoteIdentifier(plan.entity);
  const columns = plan.columns.map(quoteIdentifier).join(", ");
  const before = quoteIdentifier(`${plan.entity} before`);
  if (compare) await session.run(`alter table build.silver.${name} rename to ${before}`);
  const losers = await findLosers(context, plan);
  const good = `(_broken & ${plan.errors}) = 0`;
  const winners = losers > 0 ? `${good} and rowid not in (select loser from stage_losers)` : good;
  await session.run(`create or replace table build.silver.${name} as
select ${columns}, _broken as _flags from stage_rows where ${winners};
create or replace table build.superseded.${name} as
select ${columns}, _broken as _flags from stage_rows
where ${losers > 0 ? "rowid in (select loser from stage_losers)" : "false"};
create or replace table build.quarantine.${name} as
select ${quarantineColumns(plan)} from stage_rows where not (${good});
drop table stage_rows;
drop table if exists stage_losers`);
  if (!compare) {
    context.changes.set(`silver.${plan.entity}`, { kind: "whole" });
    return;
  }
  await recordDelta(
    context,
    `silver.${plan.entity}`,
    differenceSql(`build.silver.${before}`, `build.silver.${name}`, plan.content),
  );
  await session.run(`drop table build.silver.${before}`);
}

/** `_reasons` are rule names; `_address` is filled in when all sources are read. */
export function quarantineColumns(plan: EntityPlan): string {
  const columns = plan.columns.map(quoteIdentifier).join(", ");
  return `${columns}, _broken, ${reasonsSql(plan.rules)} as _reasons, null::varchar as _address, _raw`;
}

async function findLosers(context: RunContext, plan: EntityPlan): Promise<number> {
  await context.session.run(
    `create or replace temp table stage_losers as ${losersSql(
      "stage_rows",
      plan.key,
      plan.hasUpdatedAt,
      `(_broken & ${plan.errors}) = 0`,
    )}`,
  );
  const [row] = await context.session.rows<{ n: string }>("select count(*) as n from stage_losers");
  return Number(row?.n ?? 0);
}
