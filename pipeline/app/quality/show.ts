import type { Handler } from "#app/use-case.ts";
import { activeDecisions, rowKey } from "#domain/quality/decisions.ts";
import { toCell } from "./failing.ts";
import { judgedAlone, judgeRows } from "./judge-rows.ts";
import { newestBuild, withBuild } from "./open-build.ts";
import { chosenRows, rowRules, toView } from "./quarantine-rows.ts";
import { openSource, storedRows } from "./stored-cells.ts";

/** How decisions are named in commands. */
export const decisionId = (number: number): string => String(number).padStart(6, "0");

/** One row that is set aside: what the source wrote, how it reads, and what was decided about it. */
export const show: Handler<"quarantine", "show"> = (services) => async (input, call) => {
  const build = await newestBuild(services);
  const rules = await rowRules(services);
  const all = await services.decisions.all();
  return withBuild(services, build.build_id, call.signal, async (session) => {
    const [row] = await chosenRows(session, { ids: [input.id], filter: {} });
    const aside = row as NonNullable<typeof row>;
    const source = await openSource(services, aside.source_id);
    const stored = (await storedRows(services, session, source, [aside])).get(rowKey(aside));
    const alone = stored !== undefined && judgedAlone(source, aside.entity);
    const judged = alone
      ? await judgeRows(services, session, source, aside.entity, [stored])
      : new Map<string, never>();
    const typed = Object.entries(judged.get(rowKey(aside))?.typed ?? {});
    return {
      ...toView(aside, rules),
      cells: stored ? { ...stored.cells } : {},
      typed: Object.fromEntries(typed.map(([name, value]) => [name, toCell(value)])),
      decisions: activeDecisions(all, build.as_of)
        .filter((decision) => rowKey(decision) === rowKey(aside))
        .map(({ number, rule, reason, decided_at }) => ({
          decision_id: decisionId(number),
          rule,
          reason,
          made_at: decided_at,
        })),
    };
  });
};
