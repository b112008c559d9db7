import { useElementSize } from "@mantine/hooks";
import type { ReactElement, ReactNode } from "react";
import { CartesianGrid, Tooltip, XAxis, YAxis } from "recharts";
import { token, type TokenName } from "#renderer/theme/tokens.ts";
import { type Axis, everyNth, share, spread } from "./axis.ts";
import styles from "./frame.module.css";

/** The four colours of series, in order; what is left over is grey. */
export const SERIES: readonly TokenName[] = ["series-1", "series-2", "series-3", "series-4"];

export function seriesColour(index: number): string {
  return token(SERIES[index] ?? "series-other");
}

/** Room around the drawing for labels. */
export const MARGIN = { top: 10, right: 12, bottom: 4, left: 4 } as const;
const TICK_HEIGHT = 24;

/** Waits for a width before drawing and keeps the height meanwhile. */
export function Sized(props: {
  readonly height: number;
  children(width: number): ReactNode;
}): React.JSX.Element {
  const { ref, width } = useElementSize();
  return (
    <div ref={ref} style={{ height: props.height, width: "100%", overflow: "hidden" }}>
      {width > 0 && props.children(Math.floor(width))}
    </div>
  );
}

/** Width of an axis' labels, so none is clipped: 12 px figures are about 7 px wide. */
export function labelWidth(texts: readonly string[]): number {
  return Math.max(24, ...texts.map((text) => Math.ceil(text.length * 6.9) + 10));
}

const TICK = { fill: token("muted"), fontSize: 12 } as const;

interface AxesProps {
  readonly axis: Axis;
  write(value: number): string;
  /** Column of the data with the period. */
  readonly period: string;
  /** `before` is the tick written to the left of it. */
  writePeriod(period: string, before?: string): string;
  readonly periods: readonly string[];
  readonly width: number;
  /** No labels under this panel; another one below has them. */
  readonly bare?: boolean;
}

/** Horizontal lines, their values, and as many periods as fit without turning them. */
export function axesOf(props: AxesProps): ReactElement[] {
  const { axis, write, period, writePeriod, periods, width, bare = false } = props;
  const widest = labelWidth(periods.map((each) => writePeriod(each))) + 8;
  const nth = everyNth(periods.length, width - yWidth(axis, write), widest);
  const shown = periods.filter((_, index) => (periods.length - 1 - index) % nth === 0);
  const texts = new Map(shown.map((each, index) => [each, writePeriod(each, shown[index - 1])]));
  return [
    <CartesianGrid key="grid" vertical={false} stroke={token("hairline")} />,
    <XAxis
      key="x"
      dataKey={period}
      ticks={shown}
      interval={0}
      // Bands for lines too, so that panels above each other agree on where a period is.
      scale="band"
      tickFormatter={(each: string) => texts.get(each) ?? ""}
      tick={bare ? false : TICK}
      height={bare ? 6 : TICK_HEIGHT}
      tickLine={false}
      axisLine={{ stroke: token("edge") }}
      padding={{ left: 12, right: 12 }}
    />,
    <YAxis
      key="y"
      width={yWidth(axis, write)}
      domain={[axis.min, axis.max]}
      ticks={[...axis.ticks]}
      interval={0}
      tickFormatter={write}
      tick={TICK}
      tickLine={false}
      axisLine={false}
    />,
  ];
}

export function yWidth(axis: Axis, write: (value: number) => string): number {
  return labelWidth(axis.ticks.map(write));
}

export interface TipRow {
  readonly name: string;
  readonly value: string;
  readonly colour?: string;
}

/** What a pointer or an arrow key shows: exact values of one period. */
export function TipBox(props: {
  readonly title: string;
  readonly rows: readonly TipRow[];
}): React.JSX.Element {
  return (
    <div className={styles.tip} role="status">
      <div className={styles.tipTitle}>{props.title}</div>
      {props.rows.map(({ name, value, colour }) => (
        <div key={name} className={styles.tipRow}>
          <span>
            {colour && <span className={styles.swatch} style={{ background: colour }} />}
            {name}
          </span>
          <span>{value}</span>
        </div>
      ))}
    </div>
  );
}

/** A Recharts tooltip that says what `tell` makes of the point. */
export function tipOf<Point>(
  tell: (point: Point) => { readonly title: string; readonly rows: readonly TipRow[] },
): ReactElement {
  return (
    <Tooltip
      key="tip"
      isAnimationActive={false}
      cursor={{ fill: token("hover"), stroke: token("hairline") }}
      wrapperStyle={{ zIndex: 20, outline: "none" }}
      content={({ active, payload }) => {
        const point = payload?.[0]?.payload as Point | undefined;
        if (!active || point === undefined) return null;
        return <TipBox {...tell(point)} />;
      }}
    />
  );
}

export interface EndLabel {
  readonly name: string;
  readonly colour: string;
  /** On the axis. */
  readonly value: number;
}

/** Names of series at their right end, in place of a legend. */
export function EndLabels(props: {
  readonly labels: readonly EndLabel[];
  readonly axis: Axis;
  readonly height: number;
  readonly width: number;
}): React.JSX.Element {
  const { labels, axis, height, width } = props;
  const inner = height - MARGIN.top - MARGIN.bottom - TICK_HEIGHT;
  const wanted = labels.map(({ value }) => MARGIN.top + (1 - share(value, axis)) * inner);
  const places = spread(wanted, 17, MARGIN.top + inner);
  return (
    <div className={styles.endLabels} style={{ width }} aria-hidden>
      {labels.map(({ name, colour }, index) => (
        <span key={name} className={styles.endLabel} style={{ top: places[index] }} title={name}>
          <span className={styles.swatch} style={{ background: colour }} />
          {name}
        </span>
      ))}
    </div>
  );
}

/** Stripes of a day that was held, and of a period that is not over. */
export function Patterns(props: { readonly id: string; readonly colours: readonly string[] }) {
  return (
    <defs>
      {props.colours.map((colour, index) => (
        <pattern
          key={colour}
          id={`${props.id}-${index}`}
          width="6"
          height="6"
          patternUnits="userSpaceOnUse"
          patternTransform="rotate(45)"
        >
          <rect width="6" height="6" fill={colour} fillOpacity="0.25" />
          <rect width="2" height="6" fill={colour} />
        </pattern>
      ))}
    </defs>
  );
}

/** An id that may stand in `url(#…)`. */
export function patternId(id: string): string {
  return `pattern-${id.replace(/[^\w]/g, "")}`;
}
