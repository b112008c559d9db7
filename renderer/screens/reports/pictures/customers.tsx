import { useTranslation } from "react-i18next";
import { CohortTriangle } from "#renderer/charts/cohort-triangle.tsx";
import { MatrixChart } from "#renderer/charts/matrix.tsx";
import { RankBars } from "#renderer/charts/rank-bars.tsx";
import { StackedColumns } from "#renderer/charts/stacked-columns.tsx";
import { useFormat } from "#renderer/format/use-format.ts";
import styles from "../reports.module.css";
import { useReportAddress } from "../use-report-address.ts";
import { customerView, GROUPINGS, newReturningView, whoBuysView } from "../view/customers.ts";
import { Pick } from "./controls.tsx";
import type { PictureProps } from "./picture-props.ts";

/** What groups buy, and how much of it comes from those who come back. */
export function WhoBuysPictures({ report }: PictureProps): React.JSX.Element {
  return (
    <div className={styles.pictures}>
      <Groups report={report} />
      <Loyal report={report} />
    </div>
  );
}

function Groups({ report }: PictureProps): React.JSX.Element {
  const { t } = useTranslation();
  const format = useFormat();
  const { search } = useReportAddress();
  const grouping = GROUPINGS.find((each) => each === search.pick) ?? GROUPINGS[0];
  const view = whoBuysView(report, grouping);
  const top = view.standsOut;
  const above = top?.affinity !== null && top !== null && top.affinity > 110;
  return (
    <MatrixChart
      title={t("reports.matrix_title")}
      answer={
        above
          ? t("reports.matrix_text", {
              group: top.row,
              category: top.column,
              factor: format.decimal(top.affinity! / 100, 1),
            })
          : t("reports.matrix_text_even")
      }
      controls={
        <Pick
          label={t("reports.grouping")}
          value={grouping}
          choices={GROUPINGS.map((value) => ({ value, label: t(`reports.group_${value}`) }))}
        />
      }
      rows={view.rows}
      columns={view.columns}
      cells={view.cells}
      valueName={t("reports.matrix_note")}
      rowName={t(`reports.group_${grouping}`)}
      columnName={t("reports.category")}
      write={(value) => format.percent(value, 0)}
    />
  );
}

function Loyal({ report }: PictureProps): React.JSX.Element {
  const { t } = useTranslation();
  const format = useFormat();
  const months = newReturningView(report);
  const last = months.at(-2) ?? months.at(-1);
  const strangers = months.some(({ unknown }) => unknown !== 0);
  const whole = last ? last.fresh + last.returning + last.unknown : 0;
  return (
    <StackedColumns
      title={t("reports.loyal_title")}
      answer={
        last && whole > 0
          ? t("reports.loyal_text", {
              month: format.month(last.month),
              percent: format.percent((last.returning / whole) * 100),
            })
          : undefined
      }
      periods={months.map((month) => ({
        period: month.month,
        values: strangers
          ? [month.returning, month.fresh, month.unknown]
          : [month.returning, month.fresh],
      }))}
      parts={[
        t("reports.returning_customers"),
        t("reports.new_customers"),
        ...(strangers ? [t("reports.unknown_customers")] : []),
      ]}
      unit="currency"
      others={strangers ? 1 : 0}
    />
  );
}

const SCORES = ["5", "4", "3", "2", "1"] as const;

/** What customers are worth: by segment, by habit, and whether they come back. */
export function CustomerPictures({ report }: PictureProps): React.JSX.Element {
  const { t } = useTranslation();
  const format = useFormat();
  const view = customerView(report);
  const [first] = view.segments;
  const good = view.scores.filter(({ recency, frequency }) => recency >= 4 && frequency >= 4);
  const count = (cells: typeof view.scores) =>
    cells.reduce((total, { customers }) => total + customers, 0);
  return (
    <div className={styles.pictures}>
      <div className={styles.pair}>
        <RankBars
          title={t("reports.segments_title")}
          answer={
            first &&
            t("reports.segments_text", {
              name: first.name,
              value: format.money(first.averageValue),
            })
          }
          bars={view.segments.map((segment) => ({
            key: segment.name,
            name: segment.name,
            detail: `${t("reports.customers")}: ${format.count(segment.customers)}`,
            value: segment.averageValue,
          }))}
          unit="currency"
          valueName={t("reports.value_each")}
        />
        <MatrixChart
          title={t("reports.scores_title")}
          answer={t("reports.scores_text", {
            good: format.count(count(good)),
            all: format.count(count(view.scores)),
          })}
          rows={SCORES}
          columns={SCORES.toReversed()}
          cells={view.scores.map((score) => ({
            row: String(score.recency),
            column: String(score.frequency),
            value: score.customers,
            more: [{ name: t("reports.value_each"), value: format.money(score.averageValue) }],
          }))}
          valueName={t("reports.customers")}
          rowName={t("reports.recency")}
          columnName={t("reports.frequency")}
          write={format.count}
        />
      </div>
      <CohortTriangle
        title={t("reports.cohorts_title")}
        answer={
          view.nextMonth === null
            ? t("reports.cohorts_text_young")
            : t("reports.cohorts_text", { percent: format.percent(view.nextMonth) })
        }
        cohorts={view.cohorts}
      />
    </div>
  );
}
