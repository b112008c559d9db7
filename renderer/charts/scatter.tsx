import { useTranslation } from "react-i18next";
import {
  CartesianGrid,
  LabelList,
  ReferenceLine,
  Scatter,
  ScatterChart as Plot,
  XAxis,
  YAxis,
} from "recharts";
import type { Unit } from "#renderer/format/numbers.ts";
import { useFormat } from "#renderer/format/use-format.ts";
import { token } from "#renderer/theme/tokens.ts";
import { axisFor } from "./axis.ts";
import { ChartFrame, type ChartText } from "./frame.tsx";
import styles from "./frame.module.css";
import { MARGIN, Sized, tipOf, yWidth } from "./plot.tsx";

export interface ScatterPoint {
  readonly key: string;
  readonly name: string;
  readonly x: number;
  readonly y: number;
}

export interface ScatterProps extends ChartText {
  readonly points: readonly ScatterPoint[];
  /** Keys of those whose name is written. */
  readonly named: readonly string[];
  readonly xName: string;
  readonly yName: string;
  readonly xUnit?: Unit;
  readonly yUnit?: Unit;
  /** A line across at the mean of all. */
  readonly mean?: number | null;
}

const HEIGHT = 320;
const TICK = { fill: token("muted"), fontSize: 12 } as const;

/** How two measures go together; what stands out has its name beside it. */
export function ScatterChart(props: ScatterProps): React.JSX.Element {
  const { t } = useTranslation();
  const format = useFormat();
  const { points, named, xName, yName, xUnit = "count", yUnit = "rating", mean = null } = props;
  const x = axisFor(
    points.map((point) => point.x),
    { zero: true, whole: xUnit === "count" },
  );
  const y = axisFor(
    points.map((point) => point.y),
    // No scale ends above what can be given.
    yUnit === "rating" ? { zero: false, max: 5, lines: 6 } : { zero: false },
  );
  const writeX = (value: number): string => format.compact(value, xUnit);
  const writeY = (value: number): string => format.unit(value, yUnit);
  const chosen = new Set(named);
  const outstanding = points.find(({ key }) => key === named[0]) ?? points[0];
  const ordinary = points.filter(({ key }) => !chosen.has(key));
  const special = points.filter(({ key }) => chosen.has(key));
  const summary = outstanding
    ? t("charts.sum_points", {
        number: format.count(points.length),
        name: outstanding.name,
        x: `${format.unit(outstanding.x, xUnit)} ${xName}`,
        y: writeY(outstanding.y),
      })
    : "";
  return (
    <ChartFrame
      {...props}
      summary={summary}
      height={HEIGHT}
      isEmpty={points.length === 0}
      notes={[y.cut ? t("charts.axis_starts", { value: writeY(y.min) }) : null]}
      table={{
        columns: [
          { label: t("charts.name") },
          { label: xName, right: true },
          { label: yName, right: true },
        ],
        rows: points.map((point) => [point.name, format.unit(point.x, xUnit), writeY(point.y)]),
      }}
    >
      <p className={styles.panelName}>{yName}</p>
      <Sized height={HEIGHT}>
        {(width) => (
          <Plot
            {...{ width, height: HEIGHT, accessibilityLayer: true }}
            margin={{ ...MARGIN, right: 90 }}
          >
            <CartesianGrid vertical={false} stroke={token("hairline")} />
            <XAxis
              type="number"
              dataKey="x"
              domain={[x.min, x.max]}
              ticks={[...x.ticks]}
              tickFormatter={writeX}
              tick={TICK}
              tickLine={false}
              height={44}
              axisLine={{ stroke: token("edge") }}
              label={{ value: xName, position: "insideBottom", offset: 6 }}
            />
            <YAxis
              type="number"
              dataKey="y"
              domain={[y.min, y.max]}
              ticks={[...y.ticks]}
              tickFormatter={writeY}
              tick={TICK}
              tickLine={false}
              axisLine={false}
              width={yWidth(y, writeY)}
            />
            {mean !== null && (
              <ReferenceLine
                y={mean}
                stroke={token("edge")}
                strokeDasharray="4 4"
                label={{ value: `${t("charts.mean")} ${writeY(mean)}`, position: "right" }}
              />
            )}
            {tipOf<ScatterPoint>((point) => ({
              title: point.name,
              rows: [
                { name: xName, value: format.unit(point.x, xUnit) },
                { name: yName, value: writeY(point.y) },
              ],
            }))}
            <Scatter
              data={ordinary}
              fill={token("series-2")}
              fillOpacity={0.55}
              isAnimationActive={false}
            />
            <Scatter data={special} fill={token("series-1")} isAnimationActive={false}>
              <LabelList dataKey="name" position="right" content={nameLabel(width)} />
            </Scatter>
          </Plot>
        )}
      </Sized>
    </ChartFrame>
  );
}

interface LabelPlace {
  readonly x?: number | string | undefined;
  readonly y?: number | string | undefined;
  readonly width?: number | string | undefined;
  readonly value?: unknown;
}

/** A name beside its dot, on the side that has room; cut when it is long: the whole one is in the tip. */
function nameLabel(chart: number): (place: LabelPlace) => React.JSX.Element {
  return (place) => {
    const name = String(place.value ?? "");
    const short = name.length > 22 ? `${name.slice(0, 12)}…${name.slice(-8)}` : name;
    const [x, y, size] = [Number(place.x), Number(place.y) + 9, Number(place.width ?? 8)];
    return x > chart * 0.66 ? (
      <text x={x - 6} y={y} textAnchor="end">
        {short}
      </text>
    ) : (
      <text x={x + size + 6} y={y}>
        {short}
      </text>
    );
  };
}
