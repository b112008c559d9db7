import { useTranslation } from "react-i18next";
import type { Overview } from "#contract/overview.ts";
import { TrendLine } from "#renderer/charts/trend-line.tsx";

/** The score, run by run. */
export function QualityTrend(props: {
  readonly trend: Overview["quality_trend"];
}): React.JSX.Element {
  const { t } = useTranslation();
  return (
    <TrendLine
      title={t("overview.trend_title")}
      valueName={t("overview.trend_score")}
      points={props.trend.map(({ at, score }) => ({ at, value: score }))}
      max={100}
      empty={t("overview.trend_empty")}
    />
  );
}
