import { useTranslation } from "react-i18next";
import { Line, LineChart } from "recharts";
import { useFormat } from "#renderer/format/use-format.ts";
import { token } from "#renderer/theme/tokens.ts";
import { axisFor } from "./axis.ts";
import { ChartFrame, type ChartText } from "./frame.tsx";
import styles from "./frame.module.css";
import { splitLine } from "./line-with-counts.tsx";
import { axesOf, MARGIN, Sized, tipOf, yWidth } from "./plot.tsx";
import { columnAxis, Columns, endWidth } from "./stacked-columns.tsx";
import { trendSummary, unfinishedNote } from "./words.ts";

export interface PartedPeriod {
  readonly period: string;
  readonly values: readonly number[];
  /** 0 to 100; null where nothing is known. */
  readonly percent: number | null;
  readonly complete?: boolean;
}

export interface StackedWithPercentProps extends ChartText {
  readonly periods: readonly PartedPeriod[];
  readonly parts: readonly string[];
  /** "Gross margin of revenue" */
  readonly percentName: string;
  /** "Revenue" */
  readonly amountName: string;
}

const LINE_HEIGHT = 110;

/** Amounts stacked by month, and above them the percent that matters: never a second axis. */
export function StackedWithPercent(props: StackedWithPercentProps): React.JSX.Element {
  const { t } = useTranslation();
  const format = useFormat();
  const { periods, parts, percentName, amountName } = props;
  const name = (point: { readonly period: string; readonly complete?: boolean }): string =>
    point.complete === false
      ? t("charts.so_far", { period: format.month(point.period) })
      : format.month(point.period);
  const points = periods.map((each) => ({ ...each, value: each.percent, count: 0 }));
  const axis = axisFor(
    periods.map(({ percent }) => percent),
    { zero: false, lines: 4 },
  );
  const write = (value: number): string => format.percent(value);
  const left = yWidth(columnAxis(periods, "currency"), (value) =>
    format.compact(value, "currency"),
  );
  return (
    <ChartFrame
      {...props}
      summary={trendSummary(t, points, write, format.month)}
      height={LINE_HEIGHT + 240}
      isEmpty={periods.length === 0}
      notes={[
        unfinishedNote(t, periods.at(-1), () => format.month(periods.at(-1)?.period)),
        axis.cut ? t("charts.axis_starts", { value: write(axis.min) }) : null,
      ]}
      table={{
        columns: [
          { label: t("charts.month") },
          ...parts.map((label) => ({ label, right: true })),
          { label: percentName, right: true },
        ],
        rows: periods.map((each) => [
          name(each),
          ...each.values.map((value) => format.money(value)),
          format.percent(each.percent),
        ]),
      }}
    >
      <p className={styles.panelName}>{percentName}</p>
      <Sized height={LINE_HEIGHT}>
        {(width) => (
          <LineChart
            {...{ width, height: LINE_HEIGHT, data: splitLine(points), accessibilityLayer: true }}
            margin={{
              ...MARGIN,
              left: MARGIN.left + left - yWidth(axis, write),
              right: endWidth(parts) + 8,
            }}
          >
            {axesOf({
              axis,
              write,
              period: "period",
              writePeriod: format.monthTick,
              periods: periods.map(({ period }) => period),
              width: width - endWidth(parts),
              bare: true,
            })}
            {tipOf<(typeof points)[number]>((point) => ({
              title: name(point),
              rows: [{ name: percentName, value: format.percent(point.percent) }],
            }))}
            {(["solid", "dashed"] as const).map((part) => (
              <Line
                key={part}
                dataKey={part}
                stroke={token("ink")}
                strokeWidth={2}
                dot={{ r: 2.5, strokeDasharray: "0" }}
                isAnimationActive={false}
                {...(part === "dashed" ? { strokeDasharray: "4 4" } : {})}
              />
            ))}
          </LineChart>
        )}
      </Sized>
      <p className={styles.panelName}>{amountName}</p>
      <div style={{ position: "relative" }}>
        <Columns {...props} unit="currency" height={230} name={name} />
      </div>
    </ChartFrame>
  );
}
