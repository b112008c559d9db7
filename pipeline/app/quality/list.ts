import type { Handler } from "#app/use-case.ts";
import { newestBuild, withBuild } from "./open-build.ts";
import { pageOfRows, rowRules, toView } from "./quarantine-rows.ts";

/** Rows that are set aside in the newest build, with every reason. */
export const list: Handler<"quarantine", "list"> = (services) => async (input, call) => {
  const build = await newestBuild(services);
  const rules = await rowRules(services);
  return withBuild(services, build.build_id, call.signal, async (session) => {
    const { total, rows } = await pageOfRows(session, input, input);
    return { total, rows: rows.map((row) => toView(row, rules)) };
  });
};
