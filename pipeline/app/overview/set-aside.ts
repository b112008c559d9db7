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

/** Tables that are told one by one. */
const SINGLY = 2;

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
  const counts = entities.map((entity) => build.rows[`quarantine.${entity}`] ?? 0);
  if (firsts.length > SINGLY) return [together(firsts, counts, rules)];
  return firsts.map(([entity, row], i) =>
    line(`quarantine:${entity}`, textOf(entity, counts[i] ?? 0, row, rules), entity),
  );
}

const line = (id: string, text: string, target: string | null): Waiting => ({
  id,
  severity: "warn",
  text,
  since: null,
  action: { kind: "open_quarantine", target },
});

/** Many tables with rows set aside are one thing to do, told by the table that has most. */
function together(
  firsts: readonly (readonly [EntityName, AsideRow | undefined])[],
  counts: readonly number[],
  rules: ReadonlyMap<string, RowRuleCheck>,
): Waiting {
  const sum = counts.reduce((all, count) => all + count, 0);
  const most = counts.indexOf(Math.max(...counts));
  const [entity, row] = firsts[most] as (typeof firsts)[number];
  const { many } = tableWords(entity);
  const all = `${sum.toLocaleString("en-US")} rows of ${firsts.length} tables are set aside, most of them ${many}`;
  return line(
    "quarantine",
    `${all}. For instance: ${example(entity, row, rules) ?? ""}`.trim(),
    null,
  );
}

function textOf(
  entity: EntityName,
  count: number,
  row: AsideRow | undefined,
  rules: ReadonlyMap<string, RowRuleCheck>,
): string {
  const { one, many } = tableWords(entity);
  const told = example(entity, row, rules);
  if (told === null)
    return `${count.toLocaleString("en-US")} ${count === 1 ? one : many} set aside.`;
  if (count === 1) return told;
  return `${count.toLocaleString("en-US")} ${many} are set aside. For instance: ${told}`;
}

function example(
  entity: EntityName,
  row: AsideRow | undefined,
  rules: ReadonlyMap<string, RowRuleCheck>,
): string | null {
  const rule = rules.get(`${entity}.${row?.reasons[0] ?? ""}`);
  if (!row || !rule) return null;
  return setAsideSentence({
    entity,
    key: row.key,
    value: rule.column === null ? null : (row.raw[rule.column] ?? null),
    column: rule.column,
    address: row.address,
    says: rule.says,
    todo: rule.todo,
  });
}
