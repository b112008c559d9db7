import { useTranslation } from "react-i18next";
import type { Overview } from "#contract/overview.ts";
import { Section } from "#renderer/components/page.tsx";

export function QualityTrend({
  trend,
}: {
  readonly trend: Overview["quality_trend"];
}): React.JSX.Element {
  const { t } = useTranslation();
  return <Section title={t("overview.trend_title")}>{trend.length}</Section>;
}
