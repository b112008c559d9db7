import type { Handler } from "#app/use-case.ts";
import type { Diff } from "#contract/reports.ts";
import type { Build } from "#domain/run/build.ts";
import { subtract } from "#domain/decimal.ts";
import type { Model } from "#models/load.ts";
import type { PublishedVersion } from "#ports/publisher.ts";
import { reportModels } from "#app/reports/reports.ts";
import { newestBuild } from "./publish.ts";

/** KPIs and row counts of the newest build beside what readers see. */
export const diff: Handler<"publishing", "diff"> = (services) => async () => {
  const build = await newestBuild(services);
  const current = await services.publisher.current();
  const versions = await services.publisher.versions();
  const published = versions.find((v) => v.version === current?.version) ?? null;
  const kpis = (await reportModels(services)).flatMap((m) => kpiRows(m, build, published));
  const tables = tableRows(build, published);
  const changed = published === null || published.build_id !== build.build_id;
  return {
    build_id: build.build_id,
    version: published?.version ?? null,
    changed,
    currency: build.workspace.currency,
    kpis,
    tables,
    findings: findings(build, published),
  };
};

function kpiRows(model: Model, build: Build, published: PublishedVersion | null): Diff["kpis"] {
  return (model.report?.kpis ?? []).map((kpi) => {
    const now = build.kpis[model.name]?.[kpi.name] ?? null;
    const before = published?.kpis[model.name]?.[kpi.name] ?? null;
    const delta = now === null || before === null ? null : subtract(now, before);
    return {
      report: model.name,
      name: kpi.name,
      label: kpi.label,
      unit: kpi.unit,
      published: before,
      build: now,
      delta,
      percent: percent(delta, before),
    };
  });
}

function percent(delta: string | null, before: string | null): number | null {
  if (delta === null || before === null) return null;
  const base = Math.abs(Number(before));
  const share = (Number(delta) / base) * 100;
  return base === 0 || !Number.isFinite(share) ? null : Math.round(share * 100) / 100;
}

function tableRows(build: Build, published: PublishedVersion | null): Diff["tables"] {
  return Object.entries(build.rows)
    .filter(([table]) => /^(gold|marts|reports)\./.test(table))
    .map(([table, rows]) => ({
      table,
      published: published?.tables[table]?.rows ?? null,
      build: rows,
    }));
}

function findings(build: Build, published: PublishedVersion | null): string[] {
  return [
    ...(published === null ? ["Nothing is published yet."] : []),
    ...(build.status === "held"
      ? [`Build ${build.build_id} is held; publishing it needs a written reason.`]
      : []),
  ];
}
