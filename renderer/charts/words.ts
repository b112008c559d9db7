import type { TFunction } from "i18next";

export interface Point {
  readonly period: string;
  readonly value: number | null;
}

/** First, last and highest value of a run of periods, in one sentence. Empty without values. */
export function trendSummary(
  t: TFunction,
  points: readonly Point[],
  write: (value: number) => string,
  writePeriod: (period: string) => string,
): string {
  const known = points.filter((point): point is Point & { value: number } => point.value !== null);
  const [first] = known;
  const last = known.at(-1);
  if (!first || !last) return "";
  if (known.length === 1) return `${writePeriod(first.period)}: ${write(first.value)}`;
  const top = known.reduce((best, point) => (point.value > best.value ? point : best), first);
  return t("charts.sum_trend", {
    from: write(first.value),
    from_period: writePeriod(first.period),
    to: write(last.value),
    to_period: writePeriod(last.period),
    max: write(top.value),
    max_period: writePeriod(top.period),
  });
}

interface Named {
  readonly name: string;
  readonly value: number | null;
}

/** Highest and lowest of a list, in one sentence. Empty without values. */
export function rankSummary(
  t: TFunction,
  items: readonly Named[],
  write: (value: number) => string,
): string {
  const known = items
    .filter((item): item is Named & { value: number } => item.value !== null)
    .toSorted((one, two) => two.value - one.value);
  const [first] = known;
  const last = known.at(-1);
  if (!first || !last) return "";
  if (known.length === 1) return `${first.name}: ${write(first.value)}`;
  return t("charts.sum_rank", {
    first: first.name,
    first_value: write(first.value),
    last: last.name,
    last_value: write(last.value),
  });
}

/** Small print for a period that is not over; null when all are. */
export function unfinishedNote(
  t: TFunction,
  last: { readonly complete?: boolean | undefined } | undefined,
  name: () => string,
): string | null {
  return last?.complete === false ? t("charts.unfinished", { period: name() }) : null;
}
