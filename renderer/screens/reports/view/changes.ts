import type { Diff } from "#contract/reports.ts";

export type DiffKpi = Diff["kpis"][number];

/** A figure that moved; `reports` are all that show it, the first one explains it. */
export interface ChangedKpi extends DiffKpi {
  readonly reports: readonly string[];
}

export interface Changes {
  /** Money first, then the largest relative change. */
  readonly changed: readonly ChangedKpi[];
  /** Reports none of whose figures moved. */
  readonly unchanged: readonly string[];
  /** Tables whose number of rows moved. */
  readonly tables: Diff["tables"];
}

/** What readers would see change, without saying the same figure twice. */
export function changesOf(diff: Pick<Diff, "kpis" | "tables">): Changes {
  const moved = diff.kpis.filter(hasMoved);
  const changed = new Map<string, ChangedKpi>();
  for (const kpi of moved) {
    const key = JSON.stringify([kpi.name, kpi.label, kpi.published, kpi.build]);
    const known = changed.get(key);
    changed.set(key, {
      ...(known ?? kpi),
      reports: [...(known?.reports ?? []), kpi.report],
    });
  }
  const touched = new Set(moved.map(({ report }) => report));
  const reports = [...new Set(diff.kpis.map(({ report }) => report))];
  return {
    changed: [...changed.values()].map(explainedBest).sort((a, b) => weight(b) - weight(a)),
    unchanged: reports.filter((report) => !touched.has(report)),
    tables: diff.tables.filter(({ published, build }) => published !== build),
  };
}

/** Its rows are products in months, which says more than a list of the best. */
const FINEST = "margin";

function explainedBest(kpi: ChangedKpi): ChangedKpi {
  if (!kpi.reports.includes(FINEST)) return kpi;
  const others = kpi.reports.filter((report) => report !== FINEST);
  return { ...kpi, report: FINEST, reports: [FINEST, ...others] };
}

export function hasMoved(kpi: DiffKpi): boolean {
  if (kpi.published === kpi.build) return false;
  if (kpi.published === null || kpi.build === null) return true;
  return kpi.delta === null || Number(kpi.delta) !== 0;
}

/** Technical counts matter least, money most; then in how many reports it stands, and its relative change. */
function weight(kpi: ChangedKpi): number {
  const change = Math.min(Math.abs(kpi.percent ?? 0), 999);
  if (kpi.name === "other_currency_rows") return change - 100_000;
  const seen = kpi.reports.length * 1000;
  if (kpi.name === "revenue") return change + seen + 100_000;
  return kpi.unit === "currency" ? change + seen + 10_000 : change;
}

/** A figure of the diff by which people know the shop, moved or not: orders, for the publish question. */
export function steadyKpi(diff: Pick<Diff, "kpis">): DiffKpi | null {
  return (
    diff.kpis.find((kpi) => kpi.name === "orders" && !hasMoved(kpi)) ??
    diff.kpis.find((kpi) => kpi.unit === "count" && kpi.build !== null && !hasMoved(kpi)) ??
    null
  );
}
