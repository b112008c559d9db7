import type { Services } from "#app/services.ts";
import type { Handler } from "#app/use-case.ts";
import type { DecisionInfo } from "#contract/quality.ts";
import { businessKey, type EntityName } from "#domain/entities.ts";
import { type Decision, type RowIdentity, rowKey } from "#domain/quality/decisions.ts";
import { quoteIdentifier, quoteLiteral } from "#domain/sql-text.ts";
import { mappedEntities } from "#app/sources/summary.ts";
import type { SqlSession } from "#ports/warehouse.ts";
import { withBuild } from "./open-build.ts";
import { rowRules, type RowRuleCheck } from "./quarantine-rows.ts";
import { decisionId } from "./show.ts";

/** `quarantine.decisions`: every waive with what became of it, newest first. */
export const decisions: Handler<"quarantine", "decisions"> = (services) => async (_input, call) => {
  const all = await services.decisions.all();
  const waives = all.filter(({ kind }) => kind === "waive").toSorted((a, b) => b.number - a.number);
  const entities = await entitiesOf(services, waives);
  const keys = await keysOf(services, waives, entities, call.signal);
  const today = services.clock.now().toISOString().slice(0, 10);
  return waives.map((decision): DecisionInfo => {
    const entity = entities.get(decision.number);
    return {
      decision_id: decisionId(decision.number),
      rule: decision.rule,
      entity: entity ?? "",
      key: keys.get(`${entity} ${rowKey(decision)}`) ?? "",
      reason: decision.reason,
      made_at: decision.decided_at,
      by: decision.by,
      until: decision.expires_at ?? null,
      state: stateOf(all, decision, today),
    };
  });
};

function stateOf(all: readonly Decision[], made: Decision, today: string): DecisionInfo["state"] {
  const later = all.some(
    (other) =>
      other.number > made.number && other.rule === made.rule && rowKey(other) === rowKey(made),
  );
  if (later) return "undone";
  return made.expires_at !== undefined && made.expires_at < today ? "expired" : "in_force";
}

/** A decision names source, row and rule; the table follows from what the source feeds. */
async function entitiesOf(
  services: Services,
  waives: readonly Decision[],
): Promise<ReadonlyMap<number, EntityName>> {
  const rules: ReadonlyMap<string, RowRuleCheck> = await rowRules(services);
  const fed = new Map<string, readonly EntityName[]>();
  for (const id of new Set(waives.map(({ source_id }) => source_id))) {
    fed.set(id, mappedEntities(await services.workspaces.mapping(services.directory, id)));
  }
  return new Map(
    waives.flatMap(({ number, source_id, rule }) => {
      const entity = fed.get(source_id)?.find((one) => rules.has(`${one}.${rule}`));
      return entity === undefined ? [] : [[number, entity] as const];
    }),
  );
}

/** `entity source|hash|occurrence` → business key, wherever the row is now. */
async function keysOf(
  services: Services,
  waives: readonly Decision[],
  entities: ReadonlyMap<number, EntityName>,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, string>> {
  const build = await services.builds.newest();
  const groups = Map.groupBy(waives, ({ number }) => entities.get(number));
  if (!build || waives.length === 0) return new Map();
  return withBuild(services, build.build_id, signal, async (session) => {
    const found = new Map<string, string>();
    for (const [entity, rows] of groups) {
      if (entity === undefined) continue;
      for (const [key, text] of await readKeys(session, entity, rows)) found.set(key, text);
    }
    return found;
  });
}

async function readKeys(
  session: SqlSession,
  entity: EntityName,
  rows: readonly RowIdentity[],
): Promise<readonly (readonly [string, string])[]> {
  const key = businessKey(entity).map((name) => `${quoteIdentifier(name)}::varchar`);
  const wanted = rows.map(
    (row) =>
      `(${quoteLiteral(row.source_id)}, ${BigInt(row.row_hash)}::ubigint, ${row.occurrence})`,
  );
  const arms = ["silver", "quarantine", "superseded"].map(
    (
      schema,
    ) => `select _source_id, _row_hash, _occurrence, concat_ws(' / ', ${key.join(", ")}) as key
from ${schema}.${entity} where (_source_id, _row_hash, _occurrence) in (${wanted.join(", ")})`,
  );
  const found = await session.rows<Record<string, string>>(
    `select _source_id as source, _row_hash::varchar as hash, _occurrence::varchar as occurrence,
  any_value(key) as key from (${arms.join(" union all ")}) group by all`,
  );
  return found.map((row) => [
    `${entity} ${rowKey({ source_id: row["source"] ?? "", row_hash: row["hash"] ?? "", occurrence: Number(row["occurrence"]) })}`,
    row["key"] ?? "",
  ]);
}
