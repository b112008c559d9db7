import { useTranslation } from "react-i18next";
import { CoverBars } from "#renderer/charts/cover-bars.tsx";
import { RankBars } from "#renderer/charts/rank-bars.tsx";
import { SparkTable } from "#renderer/charts/spark-table.tsx";
import { StackedWithPercent } from "#renderer/charts/stacked-with-percent.tsx";
import { useFormat } from "#renderer/format/use-format.ts";
import styles from "../reports.module.css";
import { useReportAddress } from "../use-report-address.ts";
import { marginView, STOCK_STATES, stockView, TRENDS, trendsView } from "../view/products.ts";
import { MonthPicker, Pick } from "./controls.tsx";
import type { PictureProps } from "./picture-props.ts";

/** One line a product, sorted by what it gained or lost. */
export function TrendPictures({ report }: PictureProps): React.JSX.Element {
  const { t } = useTranslation();
  const format = useFormat();
  const { search } = useReportAddress();
  const trend = TRENDS.find((each) => each === search.pick);
  const rows = trendsView(report, trend);
  const all = trendsView(report);
  const up = all[0];
  const down = all.at(-1);
  const word = (name: string): string => {
    const known = TRENDS.find((each) => each === name);
    return known ? t(`reports.trend_${known}`) : name;
  };
  return (
    <SparkTable
      title={t("reports.trends_title")}
      answer={
        up &&
        down &&
        t("reports.trends_text", {
          up: up.name,
          up_value: format.delta(up.change, "currency"),
          down: down.name,
          down_value: format.delta(down.change, "currency"),
        })
      }
      controls={
        <Pick
          label={t("reports.trend")}
          value={trend ?? "all"}
          choices={[
            { value: "all", label: t("reports.trend_all") },
            ...TRENDS.map((value) => ({ value, label: word(value) })),
          ]}
        />
      }
      rows={rows.map((row) => ({
        key: row.key,
        name: row.name,
        detail: row.category,
        values: row.months.map(({ revenue }) => revenue),
        recent: row.recent,
        change: row.change,
        percent: row.percent,
        mark: word(row.trend),
      }))}
      unit="currency"
      recentName={t("reports.trend_recent")}
      changeName={t("reports.trend_earlier")}
    />
  );
}

const STATE_KEYS = {
  "out of stock": "out",
  reorder: "reorder",
  "slow mover": "slow",
  fine: "fine",
} as const;
type StockState = (typeof STOCK_STATES)[number];
const stateOf = (name: string): StockState => STOCK_STATES.find((each) => each === name) ?? "fine";

/** How long the stock lasts, the most urgent first. */
export function StockPictures({ report }: PictureProps): React.JSX.Element {
  const { t } = useTranslation();
  const format = useFormat();
  const { search } = useReportAddress();
  const state = STOCK_STATES.find((each) => each === search.pick);
  const bars = stockView(report, state);
  const all = stockView(report);
  const out = all.filter((each) => each.state === "out of stock").length;
  const first = all.find((each) => each.state !== "out of stock" && each.days !== null);
  const answer = [
    out > 0 ? t("reports.stock_text_out", { count: out, number: format.count(out) }) : "",
    first
      ? t("reports.stock_text", { name: first.name, days: format.unit(first.days, "days") })
      : "",
  ].filter((text) => text !== "");
  return (
    <CoverBars
      title={t("reports.stock_title")}
      answer={answer.length > 0 ? answer.join(" ") : undefined}
      controls={
        <Pick
          label={t("reports.stock_state")}
          value={state ?? "all"}
          choices={[
            { value: "all", label: t("reports.stock_all") },
            ...STOCK_STATES.map((value) => ({
              value,
              label: t(`reports.stock_${STATE_KEYS[value]}`),
            })),
          ]}
        />
      }
      bars={bars.map((each) => ({
        key: each.key,
        name: each.name,
        detail: each.category,
        state: STATE_KEYS[stateOf(each.state)],
        stateName: t(`reports.stock_${STATE_KEYS[stateOf(each.state)]}`),
        days: each.days,
        reorderDays: each.reorderDays,
        onHand: each.onHand,
      }))}
      onHandName={t("reports.on_hand")}
    />
  );
}

/** Cost and margin by month, and the products that earn it. */
export function MarginPictures({ report }: PictureProps): React.JSX.Element {
  const { t } = useTranslation();
  const format = useFormat();
  const { search } = useReportAddress();
  const { months, products } = marginView(report, search.month);
  const last = months.findLast(({ complete }) => complete);
  const [best] = products;
  const newest = months.at(-1);
  return (
    <div className={styles.pictures}>
      <StackedWithPercent
        title={t("reports.margin_title")}
        answer={
          last &&
          t("reports.margin_text", {
            month: format.month(last.month),
            margin: format.money(last.margin),
            percent: format.percent(last.percent),
          })
        }
        periods={months.map((month) => ({
          period: month.month,
          values: [month.cost, month.margin],
          percent: month.percent,
          complete: month.complete,
        }))}
        parts={[t("reports.cost"), t("reports.margin")]}
        percentName={t("reports.margin_percent")}
        amountName={t("reports.revenue")}
      />
      <RankBars
        title={t("reports.margin_products_title")}
        answer={
          best &&
          t("reports.margin_products_text", { name: best.name, value: format.money(best.margin) })
        }
        controls={
          <MonthPicker
            all
            months={months.map(({ month }) => month).toReversed()}
            month={search.month}
            unfinished={newest && !newest.complete ? newest.month : undefined}
          />
        }
        bars={products.slice(0, 15).map(({ key, name, category, margin, percent }) => ({
          key,
          name,
          detail: category,
          value: margin,
          percent,
        }))}
        unit="currency"
        valueName={t("reports.margin")}
      />
    </div>
  );
}
