import { useTranslation } from "react-i18next";
import { Line, LineChart } from "recharts";
import type { Unit } from "#renderer/format/numbers.ts";
import { useFormat } from "#renderer/format/use-format.ts";
import { token, type TokenName } from "#renderer/theme/tokens.ts";
import { axisFor } from "./axis.ts";
import { ChartFrame, type ChartText, OnePoint } from "./frame.tsx";
import { axesOf, MARGIN, Sized, tipOf } from "./plot.tsx";
import { trendSummary } from "./words.ts";

export interface TrendPoint {
  /** An instant of a run, or a day. */
  readonly at: string;
  /** Null where nothing was measured: the line has a gap there. */
  readonly value: number | null;
  /** More about the point, e.g. "41 of 12,300 rows". */
  readonly note?: string;
}

export interface TrendLineProps extends ChartText {
  readonly points: readonly TrendPoint[];
  readonly valueName: string;
  readonly unit?: Unit;
  readonly height?: number;
  readonly colour?: TokenName;
  /** Bars' rule for a line: always from zero, e.g. for counts of failing rows. */
  readonly fromZero?: boolean;
  /** The axis ends here, e.g. 100 for a score. */
  readonly max?: number;
}

/** One number run by run. */
export function TrendLine(props: TrendLineProps): React.JSX.Element {
  const { t } = useTranslation();
  const format = useFormat();
  const { points, valueName, unit = "count", height = 160, colour = "series-1" } = props;
  const write = (value: number | null): string =>
    unit === "count" && value !== null && !Number.isInteger(value)
      ? format.decimal(value, 1)
      : format.unit(value, unit);
  const axis = axisFor(
    points.map(({ value }) => value),
    {
      zero: props.fromZero ?? false,
      lines: 4,
      ...(props.max === undefined ? {} : { max: props.max }),
    },
  );
  // Runs of one day are told apart by their position, not by their date.
  const data = points.map((point, index) => ({ ...point, key: String(index) }));
  const first = points[0]?.at;
  const last = points.at(-1)?.at;
  const oneDay = format.instant(first).split(",")[0] === format.instant(last).split(",")[0];
  const dayOf = (key: string): string => {
    const at = points[Number(key)]?.at;
    return oneDay ? format.clock(at) : format.instant(at).split(",")[0]!;
  };
  const only = points.filter(({ value }) => value !== null);
  return (
    <ChartFrame
      {...props}
      summary={trendSummary(
        t,
        points.map(({ at, value }) => ({ period: at, value })),
        write,
        format.instant,
      )}
      height={height}
      isEmpty={only.length === 0}
      notes={[
        axis.cut && only.length > 1 ? t("charts.axis_starts", { value: write(axis.min) }) : null,
      ]}
      table={{
        columns: [{ label: t("charts.period") }, { label: valueName, right: true }],
        rows: points.map(({ at, value }) => [format.instant(at), write(value)]),
      }}
    >
      {only.length === 1 ? (
        <OnePoint
          height={Math.min(height, 100)}
          value={write(only[0]!.value)}
          period={format.instant(only[0]!.at)}
          text={t("charts.one_run")}
        />
      ) : (
        <Sized height={height}>
          {(width) => (
            <LineChart
              {...{
                width,
                height,
                data,
                margin: { ...MARGIN, right: 36 },
                accessibilityLayer: true,
              }}
            >
              {axesOf({
                axis,
                write,
                period: "key",
                writePeriod: dayOf,
                periods: data.map(({ key }) => key),
                width,
              })}
              {tipOf<TrendPoint>((point) => ({
                title: format.instant(point.at),
                rows: [
                  { name: valueName, value: write(point.value) },
                  ...(point.note ? [{ name: point.note, value: "" }] : []),
                ],
              }))}
              <Line
                dataKey="value"
                stroke={token(colour)}
                strokeWidth={2}
                dot={points.length <= 40 ? { r: 2.5, fill: token(colour) } : false}
                isAnimationActive={false}
              />
            </LineChart>
          )}
        </Sized>
      )}
    </ChartFrame>
  );
}
