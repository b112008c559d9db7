import { useTranslation } from "react-i18next";
import { ScatterChart } from "#renderer/charts/scatter.tsx";
import { ShareBars } from "#renderer/charts/share-bars.tsx";
import { useFormat } from "#renderer/format/use-format.ts";
import styles from "../reports.module.css";
import { marketingView } from "../view/service.ts";
import type { PictureProps } from "./picture-props.ts";

const MOODS = [
  { key: "positive", colour: "series-1", text: "surface" },
  { key: "neutral", colour: "ramp-2", text: "ink" },
  { key: "negative", colour: "broken", text: "surface" },
] as const;

/** Ratings against how many speak, and where people are unhappy. */
export function MarketingPictures({ report }: PictureProps): React.JSX.Element {
  const { t } = useTranslation();
  const format = useFormat();
  const view = marketingView(report);
  const [worst] = view.named;
  const [unhappy] = view.sentiment;
  return (
    <div className={styles.pictures}>
      <ScatterChart
        title={t("reports.scatter_title")}
        answer={
          worst && worst.reviews >= 5
            ? t("reports.scatter_text", {
                name: worst.name,
                rating: format.unit(worst.rating, "rating"),
                reviews: format.count(worst.reviews),
              })
            : t("reports.scatter_text_few")
        }
        points={view.products.map(({ key, name, reviews, rating }) => ({
          key,
          name,
          x: reviews,
          y: rating,
        }))}
        named={view.named.map(({ key }) => key)}
        xName={t("reports.reviews")}
        yName={t("reports.rating")}
        mean={view.average}
      />
      <ShareBars
        title={t("reports.sentiment_title")}
        answer={
          unhappy &&
          t("reports.sentiment_text", {
            name: unhappy.name,
            percent: format.share(unhappy.negativeCount, unhappy.reviews),
          })
        }
        rows={view.sentiment.map((bar) => ({
          key: bar.name,
          name: bar.name,
          percents: [bar.positive, bar.neutral, bar.negative],
          end: format.count(bar.reviews),
        }))}
        parts={MOODS.map(({ key, ...look }) => ({ name: t(`reports.${key}`), ...look }))}
        endName={t("reports.reviews")}
      />
    </div>
  );
}
