import type { Handler } from "#app/use-case.ts";
import type { Services } from "#app/services.ts";
import type { Kpi } from "#contract/reports.ts";
import { AppError } from "#domain/errors.ts";
import type { JsonValue } from "#domain/json.ts";
import { reportSentence } from "#domain/report-sentence.ts";
import { quoteIdentifier } from "#domain/sql-text.ts";
import type { Model } from "#models/load.ts";
import type { QuerySession } from "#ports/warehouse.ts";
import { openResult } from "./open-result.ts";

/** Names and questions of all reports. */
export const listReports: Handler<"reports", "list"> = (services) => async () => {
  const build = await services.builds.newest();
  return (await reportModels(services)).map((model) => ({
    name: model.name,
    label: model.yml.meta.label ?? model.name,
    question: model.report?.question ?? "",
    applicable: (build?.rows[model.table] ?? 0) > 0,
  }));
};

/** One report with its KPIs beside the published ones, its rows and its sentence. */
export const getReport: Handler<"reports", "get"> = (services) => async (input, call) => {
  const models = await reportModels(services);
  const model = models.find((m) => m.name === input.name);
  if (!model) {
    throw new AppError("not_found", `There is no report ${input.name}.`, {
      hint: `Reports: ${models.map((m) => m.name).join(", ")}.`,
    });
  }
  const open = await openResult(services, input.published, call.signal);
  try {
    const table = await open.session.table(`from ${model.table} order by all`);
    const kpis = await readKpis(services, model, open.session);
    return {
      ...table,
      name: model.name,
      label: model.yml.meta.label ?? model.name,
      question: model.report?.question ?? "",
      kpis,
      currency: open.currency,
      sentence: reportSentence(model.report?.sentence ?? "", kpis, open.currency),
      chart: JSON.parse(JSON.stringify(model.report?.chart ?? null)),
      build_id: open.build_id,
    };
  } finally {
    await open.session.close();
  }
};

export async function reportModels(services: Services): Promise<readonly Model[]> {
  const { models } = await services.models();
  return models.filter((model) => model.layer === "reports");
}

async function readKpis(services: Services, model: Model, session: QuerySession): Promise<Kpi[]> {
  const defined = model.report?.kpis ?? [];
  if (defined.length === 0) return [];
  const columns = defined.map((k) => `(${k.expression})::varchar as ${quoteIdentifier(k.name)}`);
  const [row = {}] = await session.rows<Record<string, JsonValue>>(
    `select ${columns.join(", ")} from ${model.table}`,
  );
  const published = await publishedKpis(services, model.name);
  return defined.map(({ name, label, unit, better }) => ({
    name,
    label,
    unit,
    better,
    value: row[name] ?? null,
    previous: published[name] ?? null,
  }));
}

async function publishedKpis(
  services: Services,
  report: string,
): Promise<Readonly<Record<string, string | null>>> {
  const current = await services.publisher.current();
  if (!current) return {};
  const version = (await services.publisher.versions()).find((v) => v.version === current.version);
  return version?.kpis[report] ?? {};
}
