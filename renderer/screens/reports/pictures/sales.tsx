import { SegmentedControl } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { DailyPanels } from "#renderer/charts/daily-panels.tsx";
import { LineWithCounts } from "#renderer/charts/line-with-counts.tsx";
import { RankBars } from "#renderer/charts/rank-bars.tsx";
import { useFormat } from "#renderer/format/use-format.ts";
import styles from "../reports.module.css";
import { useReportAddress } from "../use-report-address.ts";
import {
  daysView,
  lastChange,
  orderValueView,
  type RankedProduct,
  sellersView,
} from "../view/sales.ts";
import { MonthPicker } from "./controls.tsx";
import type { PictureProps } from "./picture-props.ts";

const bar = ({ key, name, category, revenue, percent }: RankedProduct) => ({
  key,
  name,
  detail: category,
  value: revenue,
  percent,
});

/** The ten best and the ten worst of one month, drawn to one scale each. */
export function SellerPictures({ report }: PictureProps): React.JSX.Element {
  const { t } = useTranslation();
  const format = useFormat();
  const { search } = useReportAddress();
  const view = sellersView(report, search.month);
  const [best] = view.best;
  const [worst] = view.worst;
  const unfinished = view.complete ? undefined : view.month;
  return (
    <div className={styles.pictures}>
      <RankBars
        title={t("reports.best_title")}
        answer={
          best &&
          t("reports.best_text", {
            name: best.name,
            value: format.money(best.revenue),
            percent: format.percent(view.bestPercent),
          })
        }
        controls={<MonthPicker months={view.months} month={view.month} unfinished={unfinished} />}
        bars={view.best.map(bar)}
        unit="currency"
        valueName={t("reports.revenue")}
      />
      <RankBars
        title={t("reports.worst_title")}
        answer={
          worst && t("reports.worst_text", { name: worst.name, value: format.money(worst.revenue) })
        }
        bars={view.worst.map(bar)}
        unit="currency"
        valueName={t("reports.revenue")}
        colour="series-2"
      />
    </div>
  );
}

export function OrderValuePictures({ report }: PictureProps): React.JSX.Element {
  const { t } = useTranslation();
  const format = useFormat();
  const points = orderValueView(report);
  const change = lastChange(points);
  return (
    <LineWithCounts
      title={t("reports.order_value_title")}
      answer={
        change
          ? t("reports.order_value_text", {
              value: format.money(change.value),
              month: format.month(change.month),
              change: format.change(change.percent),
            })
          : undefined
      }
      points={points.map(({ month, value, orders, complete }) => ({
        period: month,
        value,
        count: orders,
        complete,
      }))}
      unit="currency"
      valueName={t("reports.order_value")}
      countName={t("reports.orders")}
    />
  );
}

const RANGES = ["90", "365", "all"] as const;

export function DayPictures({ report }: PictureProps): React.JSX.Element {
  const { t } = useTranslation();
  const format = useFormat();
  const { search, set } = useReportAddress();
  const range = search.days ?? 90;
  const view = daysView(report, range === "all" ? undefined : range);
  return (
    <div>
      <DailyPanels
        title={t("reports.days_title")}
        answer={
          view.best
            ? t("reports.days_text", {
                value: format.money(view.revenue),
                count: view.days.length,
                day: format.day(view.best.day),
                best: format.money(view.best.revenue),
              })
            : undefined
        }
        controls={
          <SegmentedControl
            size="xs"
            aria-label={t("reports.range")}
            transitionDuration={0}
            value={String(range)}
            onChange={(value) =>
              set("days", value === "all" ? "all" : value === "365" ? 365 : undefined)
            }
            data={RANGES.map((value) => ({ value, label: t(`reports.range_${value}`) }))}
          />
        }
        days={view.days.map((day) => ({
          day: day.day,
          values: [day.revenue, day.orders],
          means: [day.revenueMean, day.ordersMean],
          complete: day.complete,
        }))}
        panels={[
          { name: t("reports.revenue"), unit: "currency" },
          { name: t("reports.orders"), unit: "count" },
        ]}
      />
      {view.undated !== 0 && (
        <p className="caption">{t("reports.undated", { value: format.money(view.undated) })}</p>
      )}
    </div>
  );
}
