import type { Services } from "#app/services.ts";
import type { Handler } from "#app/use-case.ts";
import { activeDecisions, rowKey } from "#domain/quality/decisions.ts";
import type { SqlSession } from "#ports/warehouse.ts";
import { judgedAlone, judgeRows } from "./judge-rows.ts";
import { newestBuild, withBuild } from "./open-build.ts";
import { type AsideRow, chosenRows } from "./quarantine-rows.ts";
import { openSource, storedRows } from "./stored-cells.ts";

/** `rowKey|rule` of every waive in force today. */
export async function waivedRules(services: Services): Promise<ReadonlySet<string>> {
  const today = services.clock.now().toISOString().slice(0, 10);
  const active = activeDecisions(await services.decisions.all(), today);
  return new Set(active.map((decision) => `${rowKey(decision)}|${decision.rule}`));
}

/** How many of one source's rows of one entity pass as they are stored, under today's mapping, rules and waives. */
async function countPassing(
  services: Services,
  session: SqlSession,
  rows: readonly AsideRow[],
  waived: ReadonlySet<string>,
): Promise<number> {
  const [first] = rows;
  if (!first) return 0;
  const source = await openSource(services, first.source_id);
  if (!judgedAlone(source, first.entity)) {
    // Only a run can tell how such rows read; waives it will honour can be counted now.
    return rows.filter((row) => row.reasons.every((rule) => waived.has(`${rowKey(row)}|${rule}`)))
      .length;
  }
  const stored = await storedRows(services, session, source, rows);
  const judged = await judgeRows(services, session, source, first.entity, [...stored.values()]);
  return [...judged].filter(([key, { broken }]) =>
    broken.every((rule) => waived.has(`${key}|${rule}`)),
  ).length;
}

/**
 * Judges rows that are set aside again, under the mapping, rules and decisions of today. It forces nothing: rows
 * that pass come back with the next run.
 */
export const readmit: Handler<"quarantine", "readmit"> = (services) => async (input, call) => {
  const build = await newestBuild(services);
  const waived = await waivedRules(services);
  return withBuild(services, build.build_id, call.signal, async (session) => {
    const rows = await chosenRows(session, input);
    const groups = Map.groupBy(rows, (row) => `${row.entity} ${row.source_id}`);
    let passing = 0;
    for (const group of groups.values()) {
      passing += await countPassing(services, session, group, waived);
    }
    return { judged: rows.length, passing, still_set_aside: rows.length - passing };
  });
};
