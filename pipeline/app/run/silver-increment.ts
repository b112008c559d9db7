import { differenceSql, losersSql, sameColumns, sameRow } from "#domain/run/silver-sql.ts";
import { rowsOf } from "#domain/run/bronze-sql.ts";
import { quoteIdentifier } from "#domain/sql-text.ts";
import type { RunContext } from "./context.ts";
import { newBatches, sourcesOf } from "./context.ts";
import { recordDelta } from "./deltas.ts";
import type { EntityPlan } from "./entity-plan.ts";
import { quarantineColumns } from "./silver-rebuild.ts";

/**
 * Brings one entity up to date from `stage_rows`, which holds only rows of new batches: collects the keys
 * of inserted and removed rows, ranks all rows of these keys again and replaces them. Silver, superseded
 * and quarantine together hold every live row, so bronze is not read again.
 */
export async function incrementEntity(context: RunContext, plan: EntityPlan): Promise<void> {
  const { session } = context;
  const name = quoteIdentifier(plan.entity);
  const columns = plan.columns.map(quoteIdentifier).join(", ");
  const key = plan.key.map(quoteIdentifier).join(", ");
  const good = `(_broken & ${plan.errors}) = 0`;
  await removedRows(context, plan);
  await session.run(`create or replace temp table stage_keys as
select ${key} from stage_rows where ${good}
union select ${key} from build.silver.${name} as t
  where exists (select 1 from stage_removed as r where ${sameRow("r", "t")})
union select ${key} from build.superseded.${name} as t
  where exists (select 1 from stage_removed as r where ${sameRow("r", "t")});
create or replace temp table stage_old as
select t.*, t.rowid as _place from build.silver.${name} as t
where exists (select 1 from stage_keys as k where ${sameColumns("k", "t", plan.key)});
create or replace temp table stage_candidates as
select ${columns}, _flags as _broken from stage_old as t
where not exists (select 1 from stage_removed as r where ${sameRow("r", "t")})
union all
select ${columns}, _flags as _broken from build.superseded.${name} as t
where exists (select 1 from stage_keys as k where ${sameColumns("k", "t", plan.key)})
  and not exists (select 1 from stage_removed as r where ${sameRow("r", "t")})
union all
select ${columns}, _broken from stage_rows where ${good};
create or replace temp table stage_losers as
${losersSql("stage_candidates", plan.key, plan.hasUpdatedAt, "true")};`);
  await session.run(`delete from build.silver.${name} where rowid in (select _place from stage_old);
delete from build.superseded.${name} as t
where exists (select 1 from stage_keys as k where ${sameColumns("k", "t", plan.key)});
delete from build.quarantine.${name} as t
where exists (select 1 from stage_removed as r where ${sameRow("r", "t")});
insert into build.silver.${name} by name
select ${columns}, _broken as _flags from stage_candidates
where rowid not in (select loser from stage_losers);
insert into build.superseded.${name} by name
select ${columns}, _broken as _flags from stage_candidates
where rowid in (select loser from stage_losers);
insert into build.quarantine.${name} by name
select ${quarantineColumns(plan)} from stage_rows where not (${good});
create or replace temp table stage_new as
select ${columns} from stage_candidates where rowid not in (select loser from stage_losers)`);
  await recordDelta(
    context,
    `silver.${plan.entity}`,
    differenceSql("stage_old", "stage_new", plan.content),
  );
  const scratch = ["rows", "removed", "keys", "old", "candidates", "losers", "new"];
  await session.run(scratch.map((table) => `drop table stage_${table}`).join("; "));
}

/** `stage_removed`: identities that new batches deleted. */
async function removedRows(context: RunContext, plan: EntityPlan): Promise<void> {
  const deltas = sourcesOf(context.sources, plan.entity)
    .flatMap((state) => newBatches(context, state))
    .filter((batch) => batch.kind === "delta" && batch.file !== null);
  const deleted =
    deltas.length === 0
      ? "select ''::varchar as _source_id, 0::ubigint as _row_hash, 0::integer as _occurrence where false"
      : `select d._source_id, d._row_hash, d._occurrence
from ${rowsOf(deltas, context.services.bronze.resolve)} as d where d._op = 'delete'`;
  await context.session.run(`create or replace temp table stage_removed as ${deleted}`);
}
