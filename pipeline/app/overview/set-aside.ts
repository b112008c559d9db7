import { look, once, placeOf } from "#app/explore/place.ts";
import {
  type AsideRow,
  pageOfRows,
  rowRules,
  type RowRuleCheck,
} from "#app/quality/quarantine-rows.ts";
import type { Services } from "#app/services.ts";
import type { Waiting } from "#contract/overview.ts";
import { type EntityName, ENTITY_NAMES } from "#domain/entities.ts";
import { setAsideSentence } from "#domain/quality/sentences.ts";
import { tableWords } from "#domain/quality/table-words.ts";
import type { Build } from "#domain/run/build.ts";

/** Rows that are set aside, one line per table with its first row as an example. */
export async function waitingRows(
  services: Services,
  build: Build,
  signal: AbortSignal,
): Promise<Waiting[]> {
  const entities = ENTITY_NAMES.filter((entity) => (build.rows[`quarantine.${entity}`] ?? 0) > 0);
  if (entities.length === 0) return [];
  const rules = await rowRules(services);
  const place = await placeOf(services, false);
  const firsts = await look(services, place, signal, (session, kept) =>
    once(kept, "first rows set aside", async () => {
      const found: (readonly [EntityName, AsideRow | undefined])[] = [];
      for (const entity of entities) {
        const { rows } = await pageOfRows(session, { entity }, { limit: 1, offset: 0 });
        found.push([entity, rows[0]]);
      }
      return found;
    }),
  );
  return firsts.map(([entity, row]) => ({
    id: `quarantine:${entity}`,
    severity: "warn" as const,
    text: textOf(entity, build.rows[`quarantine.${entity}`] ?? 0, row, rules),
    since: null,
    action: { kind: "open_quarantine" as const, target: entity },
  }));
}

function textOf(
  entity: EntityName,
  count: number,
  row: AsideRow | undefined,
  rules: ReadonlyMap<string, RowRuleCheck>,
): string {
  const rule = rules.get(`${entity}.${row?.reasons[0] ?? ""}`);
  const { many } = tableWords(entity);
  const all = `${count.toLocaleString("en-US")} ${many} are set aside`;
  if (!row || !rule) return `${all}.`;
  const example = setAsideSentence({
    entity,
    key: row.key,
    value: rule.column === null ? null : (row.raw[rule.column] ?? null),
    column: rule.column,
    address: row.address,
    says: rule.says,
    todo: rule.todo,
  });
  return count === 1 ? example : `${all}. For instance: ${example}`;
}
