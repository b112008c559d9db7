import type { Services } from "#app/services.ts";
import { AppError } from "#domain/errors.ts";
import type { EntityName } from "#domain/entities.ts";
import type { JsonValue } from "#domain/json.ts";
import { type Check, definedChecks } from "#domain/quality/catalogue.ts";
import {
  parseQuarantineId,
  type QuarantineFilter,
  type QuarantineId,
  quarantineId,
  quarantineSql,
} from "#domain/quality/quarantine.ts";
import { fillText } from "#domain/quality/sentences.ts";
import { notWaivable } from "#domain/quality/waivable.ts";
import type { SqlSession } from "#ports/warehouse.ts";

/** A row set aside, as the build holds it. */
export interface AsideRow extends QuarantineId {
  readonly key: string;
  readonly batch_id: string;
  readonly row: number;
  readonly reasons: readonly string[];
  readonly address: string | null;
  /** What the source said, per column of the entity. */
  readonly raw: Readonly<Record<string, JsonValue>>;
}

export type RowRuleCheck = Check & { kind: "row_rule" };

/** Which rows a command is about. */
export interface Chosen {
  readonly ids: readonly string[];
  readonly filter: QuarantineFilter;
}

function toRow(row: Record<string, JsonValue>): AsideRow {
  const reasons = row["reasons"];
  return {
    entity: row["entity"] as EntityName,
    key: String(row["key"] ?? ""),
    source_id: String(row["source_id"]),
    batch_id: String(row["batch_id"]),
    row: Number(row["row"]),
    row_hash: String(row["row_hash"]),
    occurrence: Number(row["occurrence"]),
    reasons: Array.isArray(reasons) ? reasons.map(String) : [],
    address: row["address"] === null ? null : String(row["address"]),
    raw: row["raw"] ? (JSON.parse(String(row["raw"])) as AsideRow["raw"]) : {},
  };
}

/** @throws AppError `not_found` naming the first id that is not set aside (any more). */
export async function chosenRows(
  session: SqlSession,
  chosen: Chosen,
): Promise<readonly AsideRow[]> {
  const ids = chosen.ids.map(parseQuarantineId);
  const rows = (await session.rows(quarantineSql(chosen.filter, ids))).map(toRow);
  const found = new Set(rows.map(quarantineId));
  const gone = chosen.ids.find((id) => !found.has(id));
  if (gone === undefined) return rows;
  throw new AppError("not_found", `The row ${gone} is not among those set aside.`, {
    hint: "It may have been corrected since. See `quarantine list` for those that are left.",
  });
}

/** One page of the rows that match, and how many match in all. */
export async function pageOfRows(
  session: SqlSession,
  filter: QuarantineFilter,
  page: { readonly limit: number; readonly offset: number },
): Promise<{ readonly total: number; readonly rows: readonly AsideRow[] }> {
  const sql = quarantineSql(filter, []);
  const [counted] = await session.rows(`select count(*) as total from (${sql})`);
  const rows = await session.rows(`${sql} limit ${page.limit} offset ${page.offset}`);
  return { total: Number(counted?.["total"]), rows: rows.map(toRow) };
}

/** Row rules by `<entity>.<rule>`. */
export async function rowRules(services: Services): Promise<ReadonlyMap<string, RowRuleCheck>> {
  const checks = definedChecks((await services.models()).models);
  return new Map(
    checks.flatMap((check) => (check.kind === "row_rule" ? [[check.id, check] as const] : [])),
  );
}

function brokenRule(row: AsideRow, rule: string, check: RowRuleCheck | undefined) {
  const column = check?.column ?? null;
  const value = column === null ? null : (row.raw[column] ?? null);
  const texts = { value, key: row.key, column: column ?? "" };
  return {
    rule,
    column,
    value: value !== null && typeof value === "object" ? JSON.stringify(value) : value,
    says: check ? fillText(check.says, texts) : rule.replaceAll("_", " "),
    todo: check ? fillText(check.todo, texts) : null,
    waivable: check !== undefined && notWaivable(check) === null,
  };
}

/** A row as the contract shows it. */
export function toView(row: AsideRow, rules: ReadonlyMap<string, RowRuleCheck>) {
  const { entity, key, address, source_id, batch_id } = row;
  return {
    id: quarantineId(row),
    entity,
    key,
    address,
    source_id,
    batch_id,
    reasons: row.reasons.map((rule) => brokenRule(row, rule, rules.get(`${entity}.${rule}`))),
  };
}
