import { useTranslation } from "react-i18next";
import { Bar, BarChart, Cell, Line, LineChart } from "recharts";
import type { Unit } from "#renderer/format/numbers.ts";
import { useFormat } from "#renderer/format/use-format.ts";
import { token } from "#renderer/theme/tokens.ts";
import { type Axis, axisFor } from "./axis.ts";
import { ChartFrame, type ChartText, OnePoint } from "./frame.tsx";
import styles from "./frame.module.css";
import { axesOf, labelWidth, MARGIN, Sized, tipOf, yWidth } from "./plot.tsx";
import { trendSummary, unfinishedNote } from "./words.ts";

export interface CountedPoint {
  readonly period: string;
  readonly value: number | null;
  readonly count: number;
  readonly complete?: boolean;
}

export interface LineWithCountsProps extends ChartText {
  readonly points: readonly CountedPoint[];
  readonly unit: Unit;
  /** "Average order value" */
  readonly valueName: string;
  /** "Orders" */
  readonly countName: string;
}

const LINE_HEIGHT = 190;
const COUNT_HEIGHT = 120;

interface Drawn extends CountedPoint {
  /** The line up to the last period that is over, and the dashed rest. */
  readonly solid: number | null;
  readonly dashed: number | null;
}

/** Splits a line where the unfinished period begins; the last finished point belongs to both parts. */
export function splitLine<P extends CountedPoint>(points: readonly P[]): (P & Drawn)[] {
  return points.map((point, index) => {
    const over = point.complete !== false;
    const nextOpen = points[index + 1]?.complete === false;
    return {
      ...point,
      solid: over ? point.value : null,
      dashed: !over || nextOpen ? point.value : null,
    };
  });
}

/** A value over months as a line, and beneath it on how many cases it rests. */
export function LineWithCounts(props: LineWithCountsProps): React.JSX.Element {
  const { t } = useTranslation();
  const format = useFormat();
  const { points, unit, valueName, countName } = props;
  const write = (value: number): string => format.unit(value, unit);
  const name = (point: CountedPoint): string =>
    point.complete === false
      ? t("charts.so_far", { period: format.month(point.period) })
      : format.month(point.period);
  const axis = axisFor(
    points.map(({ value }) => value),
    { zero: false },
  );
  const [only] = points;
  return (
    <ChartFrame
      {...props}
      summary={trendSummary(t, points, write, format.month)}
      height={LINE_HEIGHT + COUNT_HEIGHT}
      isEmpty={points.length === 0}
      notes={[
        unfinishedNote(t, points.at(-1), () => format.month(points.at(-1)?.period)),

        axis.cut && points.length > 1 ? t("charts.axis_starts", { value: write(axis.min) }) : null,
      ]}
      table={{
        columns: [
          { label: t("charts.month") },
          { label: valueName, right: true },
          { label: countName, right: true },
        ],
        rows: points.map((point) => [
          name(point),
          format.unit(point.value, unit),
          format.count(point.count),
        ]),
      }}
    >
      {points.length === 1 && only ? (
        <OnePoint
          height={120}
          value={format.unit(only.value, unit)}
          period={name(only)}
          text={t("charts.one_month")}
        />
      ) : (
        <Panels {...props} axis={axis} name={name} />
      )}
    </ChartFrame>
  );
}

function Panels(
  props: LineWithCountsProps & { readonly axis: Axis; name(point: CountedPoint): string },
): React.JSX.Element {
  const format = useFormat();
  const { points, unit, valueName, countName, axis, name } = props;
  const data = splitLine(points);
  const periods = points.map(({ period }) => period);
  const counts = axisFor(
    points.map(({ count }) => count),
    { zero: true, whole: true, lines: 3 },
  );
  const write = (value: number): string => format.compact(value, unit);
  const left = Math.max(yWidth(axis, write), labelWidth(counts.ticks.map(format.count)));
  const shift = (own: number) => ({ ...MARGIN, left: MARGIN.left + left - own });
  const tip = tipOf<Drawn>((point) => ({
    title: name(point),
    rows: [
      { name: valueName, value: format.unit(point.value, unit), colour: token("series-1") },
      { name: countName, value: format.count(point.count), colour: token("series-other") },
    ],
  }));
  const common = { period: "period", writePeriod: format.monthTick, periods };
  const line = { type: "linear", isAnimationActive: false, stroke: token("series-1") } as const;
  return (
    <>
      <p className={styles.panelName}>{valueName}</p>
      <Sized height={LINE_HEIGHT}>
        {(width) => (
          <LineChart
            {...{ width, height: LINE_HEIGHT, data, syncId: valueName, accessibilityLayer: true }}
            margin={shift(yWidth(axis, write))}
          >
            {axesOf({ ...common, axis, write, width, bare: true })}
            {tip}
            <Line {...line} dataKey="solid" strokeWidth={2} dot={{ r: 2.5 }} />
            <Line
              {...line}
              dataKey="dashed"
              strokeWidth={2}
              strokeDasharray="4 4"
              dot={{ r: 2.5, strokeDasharray: "0" }}
            />
          </LineChart>
        )}
      </Sized>
      <p className={styles.panelName}>{countName}</p>
      <Sized height={COUNT_HEIGHT}>
        {(width) => (
          <BarChart
            {...{ width, height: COUNT_HEIGHT, data, syncId: valueName, accessibilityLayer: true }}
            margin={shift(yWidth(counts, format.count))}
          >
            {axesOf({ ...common, axis: counts, write: format.count, width })}
            {tip}
            <Bar
              dataKey="count"
              isAnimationActive={false}
              maxBarSize={36}
              fill={token("series-other")}
            >
              {points.map((point) => (
                <Cell key={point.period} fillOpacity={point.complete === false ? 0.35 : 1} />
              ))}
            </Bar>
          </BarChart>
        )}
      </Sized>
    </>
  );
}
