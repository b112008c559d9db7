import { useId } from "react";
import { useTranslation } from "react-i18next";
import { Bar, Cell, ComposedChart, Line } from "recharts";
import type { Unit } from "#renderer/format/numbers.ts";
import { useFormat } from "#renderer/format/use-format.ts";
import { token } from "#renderer/theme/tokens.ts";
import { axisFor } from "./axis.ts";
import { ChartFrame, type ChartText, OnePoint } from "./frame.tsx";
import styles from "./frame.module.css";
import { axesOf, labelWidth, MARGIN, Patterns, patternId, Sized, tipOf, yWidth } from "./plot.tsx";
import { trendSummary, unfinishedNote } from "./words.ts";

export interface DailyPoint {
  readonly day: string;
  /** One value per panel, then its 7-day mean. */
  readonly values: readonly (number | null)[];
  readonly means: readonly (number | null)[];
  readonly complete?: boolean;
  readonly held?: boolean;
}

export interface DailyPanelsProps extends ChartText {
  readonly days: readonly DailyPoint[];
  readonly panels: readonly { readonly name: string; readonly unit: Unit }[];
}

const HEIGHT = 170;

/** Two measures of each day with their own scale, one above the other; the line is the mean of 7 days. */
export function DailyPanels(props: DailyPanelsProps): React.JSX.Element {
  const { t } = useTranslation();
  const format = useFormat();
  const { days, panels } = props;
  const [first] = panels;
  const [only] = days;
  const name = (point: DailyPoint): string => {
    const day = format.day(point.day);
    if (point.held) return `${day} (${t("charts.held_day")})`;
    return point.complete === false ? t("charts.so_far", { period: day }) : day;
  };
  const unit = first?.unit ?? "count";
  return (
    <ChartFrame
      {...props}
      summary={trendSummary(
        t,
        days.map(({ day, values }) => ({ period: day, value: values[0] ?? null })),
        (value) => format.unit(value, unit),
        format.day,
      )}
      height={HEIGHT * panels.length}
      isEmpty={days.length === 0}
      notes={[unfinishedNote(t, days.at(-1), () => format.day(days.at(-1)?.day))]}
      table={{
        columns: [
          { label: t("charts.period") },
          ...panels.flatMap((panel) => [
            { label: panel.name, right: true },
            { label: t("charts.mean_7"), right: true },
          ]),
        ],
        rows: days.map((day) => [
          name(day),
          ...panels.flatMap((panel, index) => [
            format.unit(day.values[index], panel.unit),
            format.compact(day.means[index], panel.unit),
          ]),
        ]),
      }}
    >
      {days.length === 1 && only ? (
        <OnePoint
          height={120}
          value={panels.map((panel, at) => format.unit(only.values[at], panel.unit)).join(" · ")}
          period={name(only)}
          text={t("charts.one_day")}
        />
      ) : (
        panels.map((panel, index) => (
          <Panel key={panel.name} {...props} index={index} name={name} title={props.title} />
        ))
      )}
    </ChartFrame>
  );
}

function Panel(
  props: DailyPanelsProps & { readonly index: number; name(point: DailyPoint): string },
): React.JSX.Element {
  const { t } = useTranslation();
  const format = useFormat();
  const id = patternId(useId());
  const { days, panels, index, name, title } = props;
  const axes = panels.map(({ unit }, at) =>
    axisFor(
      days.map(({ values }) => values[at] ?? null),
      { zero: true, lines: 4, whole: unit === "count" },
    ),
  );
  const writers = panels.map(
    ({ unit }) =>
      (value: number) =>
        format.compact(value, unit),
  );
  const left = Math.max(...axes.map((axis, at) => labelWidth(axis.ticks.map(writers[at]!))));
  const axis = axes[index]!;
  const write = writers[index]!;
  const { name: label, unit } = panels[index]!;
  const isLast = index === panels.length - 1;
  const height = isLast ? HEIGHT : HEIGHT - 18;
  return (
    <>
      <p className={styles.panelName}>
        {label} <span className="muted">· {t("charts.mean_7")} ━</span>
      </p>
      <Sized height={height}>
        {(width) => (
          <ComposedChart
            {...{ width, height, data: [...days], syncId: title, accessibilityLayer: true }}
            margin={{ ...MARGIN, right: 36, left: MARGIN.left + left - yWidth(axis, write) }}
            barCategoryGap="18%"
          >
            <Patterns id={id} colours={[token("series-2")]} />
            {axesOf({
              axis,
              write,
              period: "day",
              writePeriod: format.day,
              periods: days.map(({ day }) => day),
              width: width - left,
              bare: !isLast,
            })}
            {tipOf<DailyPoint>((point) => ({
              title: name(point),
              rows: [
                { name: label, value: format.unit(point.values[index], unit) },
                { name: t("charts.mean_7"), value: format.compact(point.means[index], unit) },
              ],
            }))}
            <Bar
              dataKey={(day: DailyPoint) => day.values[index]}
              isAnimationActive={false}
              fill={token("series-2")}
            >
              {days.map((day) => (
                <Cell
                  key={day.day}
                  fill={day.held ? `url(#${id}-0)` : token("series-2")}
                  fillOpacity={day.complete === false ? 0.4 : 1}
                />
              ))}
            </Bar>
            <Line
              dataKey={(day: DailyPoint) => day.means[index]}
              stroke={token("series-1")}
              strokeWidth={2}
              dot={false}
              isAnimationActive={false}
            />
          </ComposedChart>
        )}
      </Sized>
    </>
  );
}
