import { resultOf, toSummary } from "#app/run/list-runs.ts";
import type { Services } from "#app/services.ts";
import type { Handler } from "#app/use-case.ts";
import type { RunDetail } from "#contract/pipeline.ts";
import type { RunResult } from "#contract/runs.ts";
import { AppError } from "#domain/errors.ts";
import { logText } from "./log-text.ts";
import { runSentences } from "./run-sentences.ts";
import { stepsOf } from "./steps.ts";

/** `runs.detail`: what one run did, step by step, in words. */
export const runDetail: Handler<"runs", "detail"> =
  (services) =>
  async ({ run_id }) => {
    const record = services.journal().run(run_id);
    if (!record) {
      throw new AppError("not_found", `There is no run ${run_id}.`, {
        hint: "The history lists the runs of this workspace.",
      });
    }
    const { time_zone } = await services.workspaces.open(services.directory);
    const lines = await services.logs.read(record.id);
    const summary = toSummary(record);
    const result = resultOf(record);
    const rows = await rowsByStep(services, record.build_id, result);
    const reading = { now: services.clock.now().toISOString(), time_zone };
    return {
      summary,
      result,
      sentences: runSentences(summary, result, reading),
      steps: stepsOf(lines, record.started_at).map((step): RunDetail["steps"][number] => ({
        ...step,
        rows: rows.get(step.step) ?? null,
      })),
      log: logText(lines),
      findings: result?.findings ?? [],
    };
  };

/** Rows that each step read or made; the counts of marts and reports go with their build. */
async function rowsByStep(
  services: Services,
  build_id: string | null,
  result: RunResult | null,
): Promise<ReadonlyMap<string, number>> {
  const builds = build_id === null ? [] : await services.builds.list();
  const build = builds.find((one) => one.build_id === build_id);
  const { bronze = {}, silver = {}, gold = {} } = result?.layers ?? {};
  return new Map([
    ...Object.entries(build?.rows ?? {}),
    ...Object.entries(bronze).map(([id, { rows_read }]) => [`bronze.${id}`, rows_read] as const),
    ...Object.entries(silver).map(([entity, { rows }]) => [`silver.${entity}`, rows] as const),
    ...Object.entries(gold).map(([name, { rows }]) => [`gold.${name}`, rows] as const),
  ]);
}
