import { ENTITIES } from "#domain/entities.ts";
import type { Check } from "./catalogue.ts";
import { entityOf } from "./catalogue.ts";

/**
 * Why a row rule cannot be waived, in one sentence; null if it can. A waived row goes into silver as it was
 * read, so there must be something that was read: a missing key, a missing required value or an unreadable
 * text leaves nothing to let through.
 */
export function notWaivable(check: Check & { kind: "row_rule" }): string | null {
  if (check.severity === "warn") return "It only flags rows; they are in the reports already.";
  if (check.expression.includes("__raw")) {
    return "The value cannot be read, so there is nothing to let through.";
  }
  const entity = entityOf(check);
  const columns = entity === null ? [] : ENTITIES[entity].columns;
  const needed = columns.filter((column) => column.key || column.required);
  const empty = needed.find(({ name }) =>
    new RegExp(`\\b${name}\\b\\s+is\\s+null\\b`, "i").test(check.expression),
  );
  if (!empty) return null;
  return `A row without ${empty.name.replaceAll("_", " ")} cannot be used.`;
}
