import type { Handler } from "#app/use-case.ts";
import { AppError } from "#domain/errors.ts";
import { SqlRefused } from "#domain/sql-refused.ts";
import type { SqlSession } from "#ports/warehouse.ts";
import { openResult } from "./open-result.ts";

const LAYERS = "bronze, silver, quarantine, gold, marts or reports";
const ONLY_READING = `Only reading is possible here: one select over ${LAYERS}.`;

/** One read-only statement over the newest build or the published version. */
export const query: Handler<"reports", "query"> = (services) => async (input, call) => {
  const { session } = await openResult(services, input.published, call.signal);
  try {
    await requireOneSelect(session, input.sql);
    const limit = input.limit ?? Number.POSITIVE_INFINITY;
    const table = await session.table(input.sql, [], limit + 1);
    const truncated = table.rows.length > limit;
    return { ...table, rows: truncated ? table.rows.slice(0, limit) : table.rows, truncated };
  } catch (error) {
    if (!(error instanceof SqlRefused)) throw error;
    throw refusal(error);
  } finally {
    await session.close();
  }
};

/** What `json_serialize_sql` says about a text: its selects, or why it is not only selects. */
interface Parsed {
  readonly error: boolean;
  readonly error_type?: string;
  readonly error_message?: string;
  readonly position?: string;
  readonly statements?: readonly unknown[];
}

/**
 * The engine's own parser decides, before anything is run: exactly one statement that reads. `describe`,
 * `summarize` and `show` are selects to it.
 */
export async function requireOneSelect(session: SqlSession, sql: string): Promise<void> {
  const [row] = await session.rows<{ tree: string }>(
    "select json_serialize_sql($1::varchar)::varchar as tree",
    [sql],
  );
  const parsed = JSON.parse(row?.tree ?? "{}") as Parsed;
  if (parsed.error) throw notASelect(sql, parsed);
  const statements = parsed.statements?.length ?? 0;
  if (statements === 1) return;
  throw statements === 0
    ? usage("The query is empty.", "Type a select.")
    : usage(`These are ${statements} statements.`, ONLY_READING);
}

function notASelect(sql: string, parsed: Parsed): AppError {
  if (parsed.error_type !== "parser") return usage("This is not one select.", ONLY_READING);
  const before = sql.slice(0, Number(parsed.position ?? 0)).split("\n");
  const place = `line ${before.length}, character ${(before.at(-1)?.length ?? 0) + 1}`;
  return usage(`The query is not understood at ${place}: ${parsed.error_message}.`, ONLY_READING);
}

/** The engine's sentence without its kind of error and without its drawing of the place. */
export function refusal(error: SqlRefused): AppError {
  const [kind, text] = /^(\w+) Error: ([^]*)$/.exec(error.message)?.slice(1) ?? ["", error.message];
  const [sentence = "", ...more] = text!.split("\n").filter((line) => line.trim() !== "");
  const said = sentence.replace(/!$/, ".");
  const guess = more.find((line) => line.startsWith("Did you mean"));
  return usage(
    guess ? `${said} ${guess}` : said,
    kind === "Permission"
      ? `Files cannot be read here, only ${LAYERS}.`
      : 'Correct the query and try again; "show all tables" lists what there is.',
    error,
  );
}

function usage(message: string, hint: string, cause?: unknown): AppError {
  return new AppError("usage", message, { hint, cause });
}
