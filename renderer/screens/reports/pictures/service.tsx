import { useTranslation } from "react-i18next";
import { IntervalChart } from "#renderer/charts/intervals.tsx";
import { RankBars } from "#renderer/charts/rank-bars.tsx";
import { type SharePart, ShareBars } from "#renderer/charts/share-bars.tsx";
import { StarColumns } from "#renderer/charts/star-columns.tsx";
import { useFormat } from "#renderer/format/use-format.ts";
import styles from "../reports.module.css";
import {
  PAYMENT_STATES,
  type PaymentMethod,
  paymentsView,
  reactionsView,
  shippingView,
} from "../view/service.ts";
import type { PictureProps } from "./picture-props.ts";

export function ShippingPictures({ report }: PictureProps): React.JSX.Element {
  const { t } = useTranslation();
  const format = useFormat();
  const methods = shippingView(report);
  const timed = methods.filter(({ mean }) => mean !== null);
  const fast = timed[0];
  const slow = timed.at(-1);
  const days = (value: number | null | undefined) => format.unit(value, "days");
  return (
    <IntervalChart
      title={t("reports.shipping_title")}
      answer={
        fast &&
        slow &&
        (timed.length === 1
          ? t("reports.shipping_text_only", { fast: fast.name, days: days(fast.mean) })
          : t("reports.shipping_text", {
              fast: fast.name,
              days: days(fast.mean),
              slow: slow.name,
              slow_days: days(slow.mean),
            }))
      }
      intervals={methods.map((method) => ({
        key: method.key,
        name: method.name,
        median: method.median,
        p90: method.p90,
        mean: method.mean,
        extra: [
          format.share(method.onTimeCount, method.judged),
          format.money(method.costPerOrder),
          format.count(method.shipments),
        ],
      }))}
      extraColumns={[t("reports.on_time"), t("reports.cost_order"), t("reports.shipments")]}
    />
  );
}

/** Stars by delay, and what costs the most of them. */
export function ReactionPictures({ report }: PictureProps): React.JSX.Element {
  const { t } = useTranslation();
  const format = useFormat();
  const { delays, drivers } = reactionsView(report);
  const stars = (value: number | null | undefined) => format.unit(value, "rating");
  const told = delays.filter(({ reviews, rating }) => reviews >= 5 && rating !== null);
  const best = told[0];
  const worst = told.toSorted((a, b) => a.rating! - b.rating!)[0];
  const [driver] = drivers;
  return (
    <div className={styles.pictures}>
      <StarColumns
        title={t("reports.delay_title")}
        answer={
          best &&
          worst &&
          t("reports.delay_text", {
            first: best.name,
            best: stars(best.rating),
            last: worst.name,
            worst: stars(worst.rating),
          })
        }
        columns={delays.map(({ name, rating, reviews }) => ({ name, rating, count: reviews }))}
        countName={t("reports.reviews")}
      />
      <RankBars
        title={t("reports.drivers_title")}
        answer={
          driver &&
          t("reports.drivers_text", {
            name: driver.name,
            value: stars(driver.starsLost),
            suggestion: driver.suggestion,
          })
        }
        empty={t("reports.drivers_none")}
        bars={drivers.map(({ section, name, starsLost, suggestion }) => ({
          key: `${section} ${name}`,
          name,
          detail: suggestion,
          value: starsLost,
        }))}
        unit="rating"
        valueName={t("reports.stars_lost")}
      />
    </div>
  );
}

const STATE_COLOURS = {
  succeeded: { colour: "series-1", text: "surface" },
  refunded: { colour: "ramp-3", text: "ink" },
  pending: { colour: "ramp-2", text: "ink" },
  failed: { colour: "broken", text: "surface" },
  unknown: { colour: "unknown", text: "surface" },
} as const satisfies Record<string, Omit<SharePart, "name">>;

const shareOf = (method: PaymentMethod, wanted: string) =>
  method.shares.find(({ state }) => state === wanted);

export function PaymentPictures({ report }: PictureProps): React.JSX.Element {
  const { t } = useTranslation();
  const format = useFormat();
  const methods = paymentsView(report);
  const shares = methods.map(({ name, shares }) => ({
    name,
    percent: shares.find(({ state }) => state === "failed")?.percent ?? 0,
  }));
  const worst = shares.toSorted((a, b) => b.percent - a.percent)[0];
  // States that no payment has are no key of the picture.
  const met = PAYMENT_STATES.filter((state) =>
    methods.some((method) => (shareOf(method, state)?.count ?? 0) > 0),
  );
  return (
    <ShareBars
      title={t("reports.payments_title")}
      answer={
        worst && worst.percent > 0
          ? t("reports.payments_text", { name: worst.name, percent: format.percent(worst.percent) })
          : t("reports.payments_text_fine")
      }
      rows={methods.map((method) => ({
        key: method.name,
        name: method.name,
        detail: `${t("reports.payments")}: ${format.count(method.payments)}`,
        percents: met.map((state) => shareOf(method, state)?.percent ?? 0),
        counts: met.map((state) => shareOf(method, state)?.count ?? 0),
        end: format.money(method.amount),
      }))}
      parts={met.map((state) => ({
        name: t(`reports.state_${state}`),
        ...STATE_COLOURS[state],
      }))}
      endName={t("reports.amount")}
    />
  );
}
