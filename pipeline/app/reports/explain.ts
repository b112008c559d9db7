import type { Services } from "#app/services.ts";
import { newestBuild } from "#app/publish/publish.ts";
import type { Handler } from "#app/use-case.ts";
import type { Explanation } from "#contract/reports.ts";
import { subtract } from "#domain/decimal.ts";
import { AppError } from "#domain/errors.ts";
import type { JsonValue } from "#domain/json.ts";
import { figureText } from "#domain/report-sentence.ts";
import { list } from "#domain/run/bronze-sql.ts";
import type { Model } from "#models/load.ts";
import type { PublishedVersion } from "#ports/publisher.ts";
import type { QuerySession } from "#ports/warehouse.ts";
import { explainSql, publishedName, shownColumns } from "./explain-sql.ts";
import { currentVersion } from "./open-result.ts";
import { reportModels } from "./reports.ts";

/** Rows that are shown; the rest is counted. */
const SHOWN = 100;

const NOTHING: Explanation = { sentence: "", columns: [], rows: [], total: 0 };

type Kpi = NonNullable<Model["report"]>["kpis"][number];

/** `reports.explain`: which rows of a report make up the difference between build and published version. */
export const explain: Handler<"reports", "explain"> = (services) => async (input, call) => {
  const { model, kpi } = await findKpi(services, input.report, input.kpi);
  const build = await newestBuild(services);
  const version = await currentVersion(services);
  if (version.build_id === build.build_id || !(model.table in version.tables)) return NOTHING;
  const session = await openBoth(services, build.build_id, version, model, call.signal);
  try {
    return await explainWith(session, model, kpi, build.workspace.currency);
  } finally {
    await session.close();
  }
};

async function findKpi(
  services: Services,
  report: string,
  name: string,
): Promise<{ readonly model: Model; readonly kpi: Kpi }> {
  const models = await reportModels(services);
  const model = models.find((one) => one.name === report);
  if (!model) {
    throw new AppError("not_found", `There is no report ${report}.`, {
      hint: `Reports: ${models.map((one) => one.name).join(", ")}.`,
    });
  }
  const kpis = model.report?.kpis ?? [];
  const kpi = kpis.find((one) => one.name === name);
  if (kpi) return { model, kpi };
  throw new AppError("not_found", `The report ${report} has no KPI ${name}.`, {
    hint: `KPIs: ${kpis.map((one) => one.name).join(", ")}.`,
  });
}

/** The build, with the one published table beside it. */
async function openBoth(
  services: Services,
  build_id: string,
  version: PublishedVersion,
  model: Model,
  signal: AbortSignal,
): Promise<QuerySession> {
  const file = services.publisher.file(version.version, model.table);
  const { settings } = await services.workspaces.open(services.directory);
  const sql = `create schema published;
create view ${publishedName(model.table)} as from read_parquet(${list([file])})`;
  return services.warehouse.openQuery(
    services.builds.file(build_id),
    { sql, files: [file] },
    services.limits(settings.memory_limit),
    signal,
  );
}

async function explainWith(
  session: QuerySession,
  model: Model,
  kpi: Kpi,
  currency: string,
): Promise<Explanation> {
  const key = model.report?.key ?? [];
  const columns = await session.rows<{ column_name: string }>(
    `describe ${publishedName(model.table)}`,
  );
  const before = columns.map(({ column_name }) => column_name);
  const known = model.yml.columns.map(({ name }) => name).filter((name) => before.includes(name));
  if (!key.every((name) => known.includes(name))) return NOTHING;
  const shown = shownColumns(key, known);
  const { table } = model;
  const rows = await session.rows(
    explainSql({ table, key, shown, expression: kpi.expression }, SHOWN),
  );
  const view = rows.map((row) => toRow(row, key.length));
  return {
    sentence: sentenceOf(rows, view, shown, kpi, currency),
    columns: shown,
    rows: view,
    total: Number(rows[0]?.["total"] ?? 0),
  };
}

type Row = Record<string, JsonValue>;

function toRow(row: Row, keys: number): Explanation["rows"][number] {
  const text = (name: string): string | null => {
    const value = row[name];
    return value === null || value === undefined ? null : String(value);
  };
  const [published, build] = [text("published"), text("build")];
  return {
    key: Array.from({ length: keys }, (_, i) => text(`k${i}`)),
    change: String(row["change"]) as Explanation["rows"][number]["change"],
    published,
    build,
    delta: published === null || build === null ? null : subtract(build, published),
  };
}

/** Only what adds up has parts: of an average the largest change says nothing about the whole. */
function sentenceOf(
  rows: readonly Row[],
  view: Explanation["rows"],
  shown: readonly string[],
  kpi: Kpi,
  currency: string,
): string {
  const [first] = view;
  if (!first) return "";
  const total = Number(rows[0]?.["total"] ?? 0);
  const largest = Number(rows[0]?.["difference"] ?? 0);
  const where = first.key.map((value, i) => placeOf(shown[i] ?? "", value));
  const figure = (value: number): string => {
    const text = figureText({ name: kpi.name, value: Math.abs(value), unit: kpi.unit }, currency);
    return `${value < 0 ? "−" : "+"}${text}`;
  };
  const count = `${total.toLocaleString("en-US")} ${total === 1 ? "row differs" : "rows differ"}`;
  const said = { new: "is new", gone: "is gone", changed: "changed" }[first.change];
  const adds = kpi.unit === "currency" || kpi.unit === "count";
  const part = `${where.join(", ")} ${said}: ${figure(largest)}`;
  return `${count} in ${kpi.label}. The largest ${adds ? "part" : "change"}: ${part}.`;
}

/** A part of a row's key as people say it: `month 2026-10-01` is October 2026. */
function placeOf(column: string, value: JsonValue): string {
  if (typeof value === "string" && column === "month" && /^\d{4}-\d{2}-01/.test(value)) {
    const date = new Date(`${value.slice(0, 10)}T00:00:00Z`);
    return date.toLocaleDateString("en", { month: "long", year: "numeric", timeZone: "UTC" });
  }
  return `${words(column)} ${String(value ?? "—")}`;
}

const words = (column: string): string => column.replace(/_(key|name)$/, "").replaceAll("_", " ");
