import { quoteIdentifier, quoteLiteral } from "#domain/sql-text.ts";
import type { Column } from "./catalogue.ts";

/** Types whose text can never begin a formula that does harm: −5 is a number and stays one. */
const HARMLESS =
  /^(U?(TINYINT|SMALLINT|INTEGER|BIGINT|HUGEINT)|DECIMAL|DOUBLE|FLOAT|BOOLEAN|DATE|TIME|TIMESTAMP|UUID)/;
/** Beginnings that spreadsheets take for a formula. */
const FORMULA = "^[=+\\-@\\t\\r]";

/** True if a text would be taken for a formula. */
export const looksLikeFormula = (text: string): boolean => /^[=+\-@\t\r]/.test(text);

/** A name as a header cell of a CSV. */
export const safeHeader = (name: string): string => (looksLikeFormula(name) ? `'${name}` : name);

/**
 * The rows of a select as they may stand in a CSV: text that begins like a formula gets an apostrophe, which
 * spreadsheets take for "this is text".
 */
export function safeCsvSql(select: string, columns: readonly Column[]): string {
  const names = columns.map((_, i) => `c${i}`);
  const cells = columns.map(({ name, type }, i) => {
    const alias = quoteIdentifier(safeHeader(name) || `column ${i + 1}`);
    if (HARMLESS.test(type) && !type.endsWith("]")) return `c${i} as ${alias}`;
    const text = `c${i}::varchar`;
    const risky = `regexp_matches(${text}, ${quoteLiteral(FORMULA)})`;
    return `case when ${risky} then '''' || ${text} else ${text} end as ${alias}`;
  });
  return `select ${cells.join(", ")} from (${select}\n) as t(${names.join(", ")})`;
}
