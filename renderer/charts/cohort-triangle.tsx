import { useTranslation } from "react-i18next";
import { useFormat } from "#renderer/format/use-format.ts";
import { rampStep } from "./axis.ts";
import { ChartFrame, type ChartText } from "./frame.tsx";
import { Marks } from "./marks.tsx";
import styles from "./marks.module.css";
import { type Roving, useRoving } from "./use-roving.ts";

export interface Cohort {
  /** First day of the month of the first order. */
  readonly month: string;
  readonly size: number;
  /** Share that ordered so many months later, 0 to 100; the index is the number of months. */
  readonly retention: readonly (number | null)[];
}

export interface CohortProps extends ChartText {
  readonly cohorts: readonly Cohort[];
  /** Columns at most; later months are in the table. */
  readonly months?: number;
}

/** Who comes back, month after month: one row per month of the first order. */
export function CohortTriangle(props: CohortProps): React.JSX.Element {
  const { t } = useTranslation();
  const format = useFormat();
  const { cohorts, months = 12 } = props;
  const longest = Math.max(0, ...cohorts.map(({ retention }) => retention.length));
  const width = Math.max(1, Math.min(months + 1, longest));
  const all = Array.from({ length: longest }, (_, index) => index);
  const shown = all.slice(1, width);
  const values = cohorts.flatMap(({ retention }) => retention.slice(1));
  const max = Math.max(0, ...values.map((value) => value ?? 0));
  const roving = useRoving(cohorts.length * shown.length, Math.max(1, shown.length));
  const told = cohorts.findLast(({ retention }) => typeof retention[1] === "number");
  const summary = told
    ? t("charts.sum_cohort", {
        month: format.month(told.month),
        share: format.percent(told.retention[1]),
      })
    : "";
  const heading = (index: number): string => t("charts.month_n", { count: index });
  return (
    <ChartFrame
      {...props}
      summary={summary}
      height={40 + cohorts.length * 34}
      isEmpty={cohorts.length === 0}
      table={{
        columns: [
          { label: t("charts.cohort") },
          { label: t("charts.size"), right: true },
          ...all.slice(1).map((index) => ({ label: heading(index), right: true })),
        ],
        rows: cohorts.map((cohort) => [
          format.month(cohort.month),
          format.count(cohort.size),
          ...all.slice(1).map((index) => format.percent(cohort.retention[index])),
        ]),
      }}
    >
      <Marks
        label={`${summary} ${t("charts.keys")}`}
        roving={roving}
        className={styles.scrollX}
        tip={(index) => {
          const cohort = cohorts[Math.floor(index / shown.length)]!;
          const month = shown[index % shown.length]!;
          return {
            title: `${format.month(cohort.month)}, ${heading(month)}`,
            rows: [
              { name: t("charts.share"), value: format.percent(cohort.retention[month]) },
              { name: t("charts.size"), value: format.count(cohort.size) },
            ],
          };
        }}
      >
        <table className={styles.matrix}>
          <thead>
            <tr>
              <th scope="col" style={{ textAlign: "left" }}>
                {t("charts.cohort")}
              </th>
              <th scope="col" data-keep="true" style={{ textAlign: "right" }}>
                {t("charts.size")}
              </th>
              {shown.map((index) => (
                <th key={index} scope="col" data-keep="true">
                  {heading(index)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {cohorts.map((cohort, line) => (
              <CohortRow
                key={cohort.month}
                {...{ cohort, shown, max, roving }}
                from={line * shown.length}
              />
            ))}
          </tbody>
        </table>
      </Marks>
    </ChartFrame>
  );
}

function CohortRow(props: {
  readonly cohort: Cohort;
  readonly shown: readonly number[];
  readonly max: number;
  readonly roving: Roving;
  /** Number of the first mark of this row. */
  readonly from: number;
}): React.JSX.Element {
  const format = useFormat();
  const { cohort, shown, max, roving, from } = props;
  return (
    <tr>
      <th scope="row">{format.month(cohort.month)}</th>
      <td className={styles.value} style={{ padding: "2px 8px" }}>
        {format.count(cohort.size)}
      </td>
      {shown.map((month, place) => {
        const value = cohort.retention[month];
        return (
          <td
            key={month}
            className={styles.cell}
            data-step={rampStep(value ?? null, max)}
            data-blank={value === undefined}
            data-active={roving.active === from + place}
            onMouseEnter={roving.over(from + place)}
          >
            {value === undefined ? "" : format.percent(value, 0)}
          </td>
        );
      })}
    </tr>
  );
}
