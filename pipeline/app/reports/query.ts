import type { Handler } from "#app/use-case.ts";
import { AppError } from "#domain/errors.ts";
import { SqlRefused } from "#domain/sql-refused.ts";
import { openResult } from "./open-result.ts";

/** One read-only statement over the newest build or the published version. */
export const query: Handler<"reports", "query"> = (services) => async (input, call) => {
  const { session } = await openResult(services, input.published, call.signal);
  try {
    const sql = singleStatement(input.sql);
    const limit = input.limit ?? Number.POSITIVE_INFINITY;
    const table = await session.table(sql, [], limit + 1);
    const truncated = table.rows.length > limit;
    return { ...table, rows: truncated ? table.rows.slice(0, limit) : table.rows, truncated };
  } catch (error) {
    if (!(error instanceof SqlRefused)) throw error;
    throw new AppError("usage", error.message.replace("Failed to extract statements: ", ""), {
      hint: "Only reading is possible here: one select over bronze, silver, gold, marts or reports.",
      cause: error,
    });
  } finally {
    await session.close();
  }
};

/**
 * A subquery can hold exactly one select and nothing that writes, so wrapping is the test: the engine
 * refuses everything else. `describe`, `summarize` and `show` read too.
 */
function singleStatement(sql: string): string {
  const text = sql.trim().replace(/(;\s*)+$/, "");
  if (text === "") throw new AppError("usage", "The query is empty.", { hint: "Type a select." });
  if (/^(describe|summarize|show)\b/i.test(text) && !text.includes(";")) return text;
  return `from (${text}\n) as answer`;
}
