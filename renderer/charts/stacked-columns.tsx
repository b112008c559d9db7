import { useId } from "react";
import { useTranslation } from "react-i18next";
import { Bar, BarChart, Cell } from "recharts";
import type { Unit } from "#renderer/format/numbers.ts";
import { useFormat } from "#renderer/format/use-format.ts";
import { type Axis, axisFor } from "./axis.ts";
import { ChartFrame, type ChartText } from "./frame.tsx";
import {
  axesOf,
  EndLabels,
  MARGIN,
  Patterns,
  patternId,
  seriesColour,
  Sized,
  tipOf,
} from "./plot.tsx";
import { trendSummary, unfinishedNote } from "./words.ts";

export interface StackedPeriod {
  /** `YYYY-MM-DD`, first day of the month. */
  readonly period: string;
  /** One value per part, in the order of `parts`. */
  readonly values: readonly number[];
  /** False for the period that is not over. */
  readonly complete?: boolean;
  /** A source was held: the number is as of an earlier day. */
  readonly held?: boolean;
}

export interface StackedColumnsProps extends ChartText {
  readonly periods: readonly StackedPeriod[];
  readonly parts: readonly string[];
  readonly unit: Unit;
  readonly height?: number;
  /** How many of the parts are drawn grey because they are left over. */
  readonly others?: number;
}

const total = (period: StackedPeriod): number =>
  period.values.reduce((sum, value) => sum + value, 0);

/** Parts of a whole over months: new and returning, cost and margin. */
export function StackedColumns(props: StackedColumnsProps): React.JSX.Element {
  const { t } = useTranslation();
  const format = useFormat();
  const { periods, parts, unit } = props;
  const name = ({ period, complete = true }: StackedPeriod): string =>
    complete ? format.month(period) : t("charts.so_far", { period: format.month(period) });
  const summary = trendSummary(
    t,
    periods.map((each) => ({ period: each.period, value: total(each) })),
    (value) => format.compact(value, unit),
    format.month,
  );
  return (
    <ChartFrame
      {...props}
      summary={summary}
      height={props.height ?? 260}
      isEmpty={periods.length === 0}
      notes={[unfinishedNote(t, periods.at(-1), () => format.month(periods.at(-1)?.period))]}
      table={{
        columns: [{ label: t("charts.month") }, ...parts.map((label) => ({ label, right: true }))],
        rows: periods.map((each) => [
          name(each),
          ...each.values.map((value) => format.unit(value, unit)),
        ]),
      }}
    >
      <Columns {...props} name={name} />
    </ChartFrame>
  );
}

/** Room at the right for the names of the parts. */
export function endWidth(parts: readonly string[]): number {
  return Math.min(160, 24 + Math.max(0, ...parts.map((part) => part.length)) * 7);
}

/** The axis of the columns, for panels that stand above them. */
export function columnAxis(periods: readonly StackedPeriod[], unit: Unit): Axis {
  return axisFor(periods.map(total), { zero: true, whole: unit === "count" });
}

/** The drawing alone, for charts that have more panels. */
export function Columns(
  props: StackedColumnsProps & { name(period: StackedPeriod): string },
): React.JSX.Element {
  const format = useFormat();
  const id = patternId(useId());
  const { periods, parts, unit, height = 260, others = 0, name } = props;
  const axis = columnAxis(periods, unit);
  const colours = parts.map((_, index) =>
    seriesColour(index >= parts.length - others ? 99 : index),
  );
  const last = periods.at(-1)?.values ?? [];
  const below = (index: number): number =>
    last.slice(0, index).reduce((sum, value) => sum + value, 0);
  const ends = parts.map((part, index) => ({
    name: part,
    colour: colours[index]!,
    value: below(index) + (last[index] ?? 0) / 2,
  }));
  const labels = endWidth(parts);
  return (
    <>
      <Sized height={height}>
        {(width) => (
          <BarChart
            width={width}
            height={height}
            data={[...periods]}
            margin={{ ...MARGIN, right: labels + 8 }}
            barCategoryGap="24%"
            accessibilityLayer
          >
            <Patterns id={id} colours={colours} />
            {axesOf({
              axis,
              write: (value) => format.compact(value, unit),
              period: "period",
              writePeriod: format.monthTick,
              periods: periods.map(({ period }) => period),
              width: width - labels,
            })}
            {tipOf<StackedPeriod>((point) => ({
              title: name(point),
              rows: parts
                .map((part, index) => ({
                  name: part,
                  value: format.unit(point.values[index], unit),
                  colour: colours[index]!,
                }))
                .toReversed(),
            }))}
            {parts.map((part, index) => (
              <Bar
                key={part}
                dataKey={(point: StackedPeriod) => point.values[index]}
                stackId="all"
                fill={colours[index]!}
                isAnimationActive={false}
                maxBarSize={44}
              >
                {periods.map((each) => (
                  <Cell
                    key={each.period}
                    {...look(each, colours[index]!, `url(#${id}-${index})`)}
                  />
                ))}
              </Bar>
            ))}
          </BarChart>
        )}
      </Sized>
      <EndLabels labels={ends} axis={axis} height={height} width={labels} />
    </>
  );
}

/** Held periods are hatched, the one that is not over is pale with a dashed edge. */
function look(period: StackedPeriod, colour: string, hatch: string) {
  if (period.held) return { fill: hatch };
  if (period.complete === false) {
    return { fill: colour, fillOpacity: 0.35, stroke: colour, strokeDasharray: "3 3" };
  }
  return { fill: colour };
}
