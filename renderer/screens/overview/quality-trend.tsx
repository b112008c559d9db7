import { useTranslation } from "react-i18next";
import type { Overview } from "#contract/overview.ts";
import { TrendLine } from "#renderer/charts/trend-line.tsx";
import { useFormat } from "#renderer/format/use-format.ts";
import { scoreText } from "./facts.tsx";

/** The score, run by run. */
export function QualityTrend(props: {
  readonly trend: Overview["quality_trend"];
}): React.JSX.Element {
  const { t } = useTranslation();
  const format = useFormat();
  const scores = props.trend.flatMap(({ score }) => (score === null ? [] : [score]));
  const [first, last] = [scores[0], scores.at(-1)];
  const answer = (from: number, to: number): string => {
    const [was, is] = [scoreText(from, format.decimal), scoreText(to, format.decimal)];
    return was === is
      ? t("overview.trend_same", { to: is, count: scores.length - 1 })
      : t("overview.trend_moved", { from: was, to: is, count: scores.length });
  };
  const known = scores.length > 1 && first !== undefined && last !== undefined;
  return (
    <TrendLine
      title={t("overview.trend_title")}
      answer={known ? answer(first, last) : undefined}
      valueName={t("overview.trend_score")}
      points={props.trend.map(({ at, score }) => ({ at, value: score }))}
      max={100}
      empty={t("overview.trend_empty")}
    />
  );
}
