import { differenceSql, sameColumns } from "#domain/run/silver-sql.ts";
import { quoteIdentifier } from "#domain/sql-text.ts";
import type { Model } from "#models/load.ts";
import { classifyInputs, joinKeys } from "#models/scopes.ts";
import type { InputClass } from "#models/scopes.ts";
import type { RunContext } from "./context.ts";
import { changeOf } from "./context.ts";
import { recordDelta } from "./deltas.ts";
import { columnsOf, quoted, viewSql } from "./tables.ts";

/** Above this share of affected rows, rebuilding whole is faster. */
const REBUILD_SHARE = 0.2;

/**
 * Replaces the affected scopes of a model: deletes them and inserts the model's select over inputs
 * filtered to them. False when a changed input cannot be followed or too much is affected.
 */
export async function incrementModel(
  context: RunContext,
  model: Model,
  inputs: readonly string[],
): Promise<boolean> {
  const classes = await classify(context, model, inputs);
  const arms = inputs.flatMap((input) => affectedSql(context, model, input, classes));
  if (arms.includes(null)) return false;
  const { session } = context;
  const scope = model.scope.map(quoteIdentifier).join(", ");
  await session.run(
    `create or replace temp table stage_scopes as select distinct ${scope} from (${arms.join("\nunion all\n")})`,
  );
  const target = `build.${quoted(model.table)}`;
  const affected = (alias: string) =>
    `exists (select 1 from stage_scopes as s where ${sameColumns("s", alias, model.scope)})`;
  // What is found once is deleted by its place: looking for it again would read the whole table again.
  await session.run(
    `create or replace temp table stage_old as select t.*, t.rowid as _place from ${target} as t where ${affected("t")}`,
  );
  if (await tooMuch(context, model)) {
    await session.run("drop table stage_old; drop table stage_scopes");
    return false;
  }
  await session.run(
    inputs
      .map((input) => viewSql(input, filteredSql(model, input, classes.get(input))))
      .join(";\n"),
  );
  await session.run(`create or replace temp table stage_new as
select t.* from (${model.sql}) as t where ${affected("t")};
delete from ${target} where rowid in (select _place from stage_old);
insert into ${target} by name from stage_new`);
  const columns = await columnsOf(context, model.table);
  await recordDelta(context, model.table, differenceSql("stage_old", "stage_new", columns));
  await session.run("drop table stage_old; drop table stage_new; drop table stage_scopes");
  return true;
}

async function classify(
  context: RunContext,
  model: Model,
  inputs: readonly string[],
): Promise<ReadonlyMap<string, InputClass>> {
  const shapes = new Map(
    await Promise.all(
      inputs.map(
        async (input) =>
          [
            input,
            {
              columns: await columnsOf(context, input),
              keys: joinKeys(input, context.catalogue),
            },
          ] as const,
      ),
    ),
  );
  return classifyInputs(model.scope, shapes);
}

/** Selects of affected scopes by one input; null when the change cannot be followed. */
function affectedSql(
  context: RunContext,
  model: Model,
  input: string,
  classes: ReadonlyMap<string, InputClass>,
): readonly (string | null)[] {
  const change = changeOf(context, input);
  if (change.kind === "none") return [];
  if (change.kind === "whole") return [null];
  const scope = model.scope.map(quoteIdentifier).join(", ");
  const known = model.scope.map((c) => `${quoteIdentifier(c)} is not null`).join(" and ");
  const way = classes.get(input);
  if (way?.kind === "scoped") return [`select ${scope} from ${change.table} where ${known}`];
  if (way?.kind !== "lookup") return [null];
  return way.paths.flatMap(({ via, on }) => {
    const reached = `exists (select 1 from ${change.table} as d where ${sameColumns("d", "v", on)})`;
    const arms = [`select ${scope} from build.${quoted(via)} as v where ${known} and ${reached}`];
    const viaChange = changeOf(context, via);
    if (viaChange.kind === "delta") {
      arms.push(
        `select ${scope} from ${viaChange.table} as v where _sign = -1 and ${known} and ${reached}`,
      );
    }
    return arms;
  });
}

function filteredSql(model: Model, input: string, way: InputClass | undefined): string {
  const table = `build.${quoted(input)}`;
  if (way?.kind !== "scoped") return `select * from ${table}`;
  return `select t.* from ${table} as t
where exists (select 1 from stage_scopes as s where ${sameColumns("s", "t", model.scope)})`;
}

async function tooMuch(context: RunContext, model: Model): Promise<boolean> {
  const rows = context.parent?.rows[model.table] ?? 0;
  const [row] = await context.session.rows<{ n: string }>("select count(*) as n from stage_old");
  return Number(row?.n ?? 0) > REBUILD_SHARE * rows + 1000;
}
