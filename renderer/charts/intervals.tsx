import { useTranslation } from "react-i18next";
import type { Unit } from "#renderer/format/numbers.ts";
import { useFormat } from "#renderer/format/use-format.ts";
import { token } from "#renderer/theme/tokens.ts";
import { axisFor, share } from "./axis.ts";
import { ChartFrame, type ChartText } from "./frame.tsx";
import { MarkName, Marks } from "./marks.tsx";
import styles from "./marks.module.css";
import { useRoving } from "./use-roving.ts";

export interface Interval {
  readonly key: string;
  readonly name: string;
  readonly detail?: string;
  readonly median: number | null;
  readonly p90: number | null;
  readonly mean: number | null;
  /** Texts of the extra columns, e.g. on time and cost. */
  readonly extra?: readonly string[];
}

export interface IntervalsProps extends ChartText {
  readonly intervals: readonly Interval[];
  readonly unit?: Unit;
  readonly extraColumns?: readonly string[];
}

/** How far values spread: a bar from the median to the 90th percentile, a line at the mean. */
export function IntervalChart(props: IntervalsProps): React.JSX.Element {
  const { t } = useTranslation();
  const format = useFormat();
  const { intervals, unit = "days", extraColumns = [] } = props;
  const write = (value: number | null): string => format.unit(value, unit);
  const axis = axisFor(
    intervals.flatMap(({ median, p90, mean }) => [median, p90, mean]),
    { zero: true },
  );
  const place = (value: number): string => `${share(value, axis) * 100}%`;
  const first = intervals.find(({ median }) => median !== null);
  const summary = first
    ? t("charts.sum_interval", {
        name: first.name,
        median: write(first.median),
        p90: write(first.p90),
      })
    : "";
  const roving = useRoving(intervals.length);
  const extras = extraColumns.map(() => "max-content").join(" ");
  return (
    <ChartFrame
      {...props}
      summary={summary}
      height={60 + intervals.length * 40}
      isEmpty={intervals.length === 0}
      notes={[t("charts.median_to_p90")]}
      table={{
        columns: [
          { label: t("charts.name") },
          ...[t("charts.median"), t("charts.p90"), t("charts.mean"), ...extraColumns].map(
            (label) => ({ label, right: true }),
          ),
        ],
        rows: intervals.map((each) => [
          each.name,
          write(each.median),
          write(each.p90),
          write(each.mean),
          ...(each.extra ?? []),
        ]),
      }}
    >
      <Marks
        label={`${summary} ${t("charts.keys")}`}
        roving={roving}
        className={styles.bars}
        tip={(index) => {
          const each = intervals[index]!;
          return {
            title: each.name,
            rows: [
              { name: t("charts.median"), value: write(each.median) },
              { name: t("charts.p90"), value: write(each.p90) },
              { name: t("charts.mean"), value: write(each.mean) },
            ],
          };
        }}
      >
        <div
          className={styles.intervals}
          style={{
            gridColumn: "1 / -1",
            gridTemplateColumns: `minmax(96px, 24%) minmax(120px, 1fr) ${extras}`,
          }}
        >
          <div className={styles.headRow}>
            <span />
            <span className={styles.scale}>
              {axis.ticks.map((tick) => (
                <span key={tick} style={{ left: place(tick) }}>
                  {format.decimal(tick, Number.isInteger(tick) ? 0 : 1)}
                </span>
              ))}
            </span>
            {extraColumns.map((label) => (
              <span key={label} className={styles.headCell}>
                {label}
              </span>
            ))}
          </div>
          {intervals.map((each, index) => (
            <div
              key={each.key}
              className={styles.barRow}
              style={{ minHeight: 40 }}
              data-active={roving.active === index}
              onMouseEnter={roving.over(index)}
            >
              <MarkName name={each.name} detail={each.detail} />
              <span className={styles.track}>
                <span className={styles.zero} style={{ left: 0 }} />
                {each.median !== null && each.p90 !== null && (
                  <span
                    className={styles.bar}
                    style={{
                      left: place(each.median),
                      width: `max(3px, calc(${place(each.p90)} - ${place(each.median)}))`,
                      background: token("series-2"),
                      borderRadius: 3,
                    }}
                  />
                )}
                {each.mean !== null && (
                  <span className={styles.tick} style={{ left: place(each.mean) }} />
                )}
              </span>
              {extraColumns.map((label, at) => (
                <span key={label} className={styles.value}>
                  {each.extra?.[at] ?? ""}
                </span>
              ))}
            </div>
          ))}
        </div>
      </Marks>
    </ChartFrame>
  );
}
