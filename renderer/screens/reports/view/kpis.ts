import type { Kpi } from "#contract/reports.ts";

/** A note rather than a figure: how much the amounts leave out. */
const NOTE = "other_currency_rows";

export function shownKpis(kpis: readonly Kpi[]): readonly Kpi[] {
  return kpis.filter(({ name }) => name !== NOTE);
}

export function otherCurrencyRows(kpis: readonly Kpi[]): number {
  const value = kpis.find(({ name }) => name === NOTE)?.value ?? 0;
  return Number(value) || 0;
}

/** The difference to what readers see; null when there is none or it cannot be said. */
export function kpiChange(
  kpi: Pick<Kpi, "value" | "previous">,
): { readonly delta: number; readonly percent: number | null } | null {
  if (kpi.value === null || kpi.previous === null) return null;
  const [now, before] = [Number(kpi.value), Number(kpi.previous)];
  // The last digits of a mean differ between computers; nobody publishes because of them.
  const delta = Number((now - before).toPrecision(12));
  if (!Number.isFinite(delta) || Math.abs(delta) < 1e-9) return null;
  return { delta, percent: before === 0 ? null : (delta / Math.abs(before)) * 100 };
}
