import type { EntityName } from "#domain/entities.ts";
import { list } from "#domain/run/bronze-sql.ts";
import { quoteIdentifier, quoteLiteral } from "#domain/sql-text.ts";
import { columnLetters } from "#domain/cell-address.ts";
import type { Batch, SourceObject } from "#domain/run/batch.ts";
import type { RunContext, SourceState } from "./context.ts";
import { ENTITIES_IN_ORDER, entityMapping, silverModel, sourcesOf } from "./context.ts";

/**
 * Says for every row set aside which cell to look at today: `orders.csv!F212`, the cell of the first
 * broken rule's column. Rows move while the data stays, so this is done anew in every run.
 */
export async function fillAddresses(context: RunContext): Promise<void> {
  for (const entity of ENTITIES_IN_ORDER) {
    const states = sourcesOf(context.sources, entity);
    for (const state of states) await fill(context, entity, state);
  }
}

async function fill(context: RunContext, entity: EntityName, state: SourceState): Promise<void> {
  const table = `build.quarantine.${quoteIdentifier(entity)}`;
  const last = state.batches.at(-1);
  if (!last) return;
  const letters = letterSql(context, entity, state, last);
  const files = fileSql(state.batches);
  const places = state.batches.findLast((batch) => batch.positions !== null);
  const today = places?.positions
    ? `(select p._row from read_parquet(${list([context.services.bronze.resolve(places.positions)])}) as p
  where p._row_hash = q._row_hash and p._occurrence = q._occurrence)`
    : "q._row";
  await context.session.run(`update ${table} as q
set _address = ${files} || '!' || ${letters} || ${today}
where q._source_id = ${quoteLiteral(state.source.id)}`);
}

/** Name of the file a row came from: snapshots have one, folders one per batch. */
function fileSql(batches: readonly Batch[]): string {
  const names = new Map(batches.map((batch) => [batch.batch_id, objectName(batch.object)]));
  const distinct = [...new Set(names.values())];
  if (distinct.length === 1) return quoteLiteral(distinct[0] as string);
  const cases = [...names].map(
    ([id, name]) => `when ${quoteLiteral(id)} then ${quoteLiteral(name)}`,
  );
  return `case q._batch_id ${cases.join(" ")} else '' end`;
}

/** What people call the object a row came from: a tab's name, or the file's without folders. */
export function objectName({ label, path }: SourceObject): string {
  return label ?? fileName(path);
}

function fileName(path: string): string {
  return path.replaceAll("\\", "/").split("/").at(-1) as string;
}

/** Column letter of the first broken rule whose column is mapped, else of the first column. */
function letterSql(
  context: RunContext,
  entity: EntityName,
  state: SourceState,
  last: Batch,
): string {
  const mapping = entityMapping(state, entity);
  const first = columnLetters(last.first_column);
  const cases = silverModel(context, entity).rowRules.flatMap((rule, bit) => {
    if (rule.severity !== "error" || !rule.column) return [];
    const header = mapping.columns[rule.column]?.[0];
    const index = header === undefined ? -1 : last.headers.indexOf(header);
    if (index < 0) return [];
    const letter = columnLetters(last.first_column + index);
    return [`when q._broken & ${1n << BigInt(bit)} <> 0 then ${quoteLiteral(letter)}`];
  });
  return cases.length === 0
    ? quoteLiteral(first)
    : `case ${cases.join(" ")} else ${quoteLiteral(first)} end`;
}
