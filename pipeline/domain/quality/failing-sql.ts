import { quoteIdentifier, quoteLiteral } from "#domain/sql-text.ts";
import type { Check } from "./catalogue.ts";
import { conditions, duplicatesSql, inner, quoteTable, unmatched } from "./check-sql.ts";

/** Where parsing put the rows that break a row rule, and the condition that finds them there. */
export function ruleRows(check: Check & { kind: "row_rule" }): { table: string; where: string } {
  const bit = 1n << BigInt(check.bit);
  return check.severity === "error"
    ? { table: `quarantine.${check.model}`, where: `_broken & ${bit} <> 0` }
    : { table: check.table, where: `_flags & ${bit} <> 0` };
}

/** The value a row rule is about: of a row set aside as the source wrote it, else as it was read. */
function ruleValue(check: Check & { kind: "row_rule" }): string {
  if (check.column === null) return "null::varchar as _value";
  const column = quoteIdentifier(check.column);
  return check.severity === "error"
    ? `_raw ->> ${quoteLiteral(check.column)} as _value`
    : `cast(${column} as varchar) as _value`;
}

/** How often each combination of broken rules occurs, as `mask` and `n`: set aside, then flagged in silver. */
export function brokenMasksSql(entity: string): string {
  const name = quoteIdentifier(entity);
  return `select 'error' as severity, _broken as mask, count(*) as n from quarantine.${name} group by _broken
union all
select 'warn', _flags, count(*) from silver.${name} where _flags <> 0 group by _flags`;
}

/** Rows of an entity by what became of them: `kept`, `replaced` by a newer row of their key, `aside`. */
export function entityRowsSql(entity: string): string {
  const name = quoteIdentifier(entity);
  return `select (select count(*) from silver.${name}) as kept,
  (select count(*) from superseded.${name}) as replaced,
  (select count(*) from quarantine.${name}) as aside`;
}

/**
 * All failing rows of a check: key columns, the value (`_value`, as text), then the lineage columns its
 * table has; quarantined rows also say where their cell stands. A table rule names its own columns.
 * Null for checks that are not about rows.
 */
export function failingRowsSql(check: Check, lineage: readonly string[]): string | null {
  const named = (prefix: string, value: string | null): string =>
    [
      ...check.key.map((name) => prefix + quoteIdentifier(name)),
      ...(value === null ? [] : [`cast(${prefix}${quoteIdentifier(value)} as varchar) as _value`]),
      ...lineage.map((name) => prefix + quoteIdentifier(name)),
    ].join(", ");
  const ordered = (prefix: string): string =>
    check.key.length === 0
      ? ""
      : `\norder by ${check.key.map((name) => prefix + quoteIdentifier(name)).join(", ")}`;
  switch (check.kind) {
    case "not_null":
    case "accepted_values":
      return `select ${named("", check.column)} from ${quoteTable(check.table)}
where ${conditions(check).bad}${ordered("")}`;
    case "relationships":
      return `select ${named("t.", check.column)} ${unmatched(check)}${ordered("t.")}`;
    case "unique": {
      const same = check.columns
        .map(quoteIdentifier)
        .map((name) => `t.${name} is not distinct from d.${name}`);
      const looked = `select * from ${quoteTable(check.table)} where ${conditions(check).looked}`;
      return `select ${named("t.", check.column)} from (${looked}) as t
join (${duplicatesSql(check)}) as d on ${same.join(" and ")}${ordered("t.")}`;
    }
    case "table_rule":
      return `select * from (${inner(check.failing)})`;
    case "row_rule": {
      const { table, where } = ruleRows(check);
      const columns = [...check.key.map(quoteIdentifier), ruleValue(check), ...lineage];
      const address = check.severity === "error" ? ", _address" : "";
      return `select ${columns.join(", ")}${address} from ${quoteTable(table)}
where ${where}${ordered("")}`;
    }
    default:
      return null;
  }
}
