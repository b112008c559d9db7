import { Button } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Unit } from "#renderer/format/numbers.ts";
import { useFormat } from "#renderer/format/use-format.ts";
import { token } from "#renderer/theme/tokens.ts";
import { ChartFrame, type ChartText } from "./frame.tsx";
import { MarkName, Marks } from "./marks.tsx";
import styles from "./marks.module.css";
import frame from "./frame.module.css";
import { useRoving } from "./use-roving.ts";

export interface SparkRow {
  readonly key: string;
  readonly name: string;
  readonly detail?: string;
  /** Oldest first; null is a gap. */
  readonly values: readonly (number | null)[];
  readonly recent: number | null;
  readonly change: number | null;
  readonly percent: number | null;
  /** E.g. rising, new. */
  readonly mark?: ReactNode;
}

export interface SparkTableProps extends ChartText {
  readonly rows: readonly SparkRow[];
  readonly unit: Unit;
  /** "Last 3 months" */
  readonly recentName: string;
  /** "Against the 3 months before" */
  readonly changeName: string;
  /** Rows drawn before "show all". */
  readonly first?: number;
}

/** Many products at once: a small line each, sorted by change as given. */
export function SparkTable(props: SparkTableProps): React.JSX.Element {
  const { t } = useTranslation();
  const format = useFormat();
  const { rows, unit, recentName, changeName, first = 25 } = props;
  const [count, setCount] = useState(first);
  const shown = rows.slice(0, count);
  const roving = useRoving(shown.length);
  const head = rows[0];
  const tail = rows.at(-1);
  const summary =
    head && tail
      ? t("charts.sum_rank", {
          first: head.name,
          first_value: format.delta(head.change, unit),
          last: tail.name,
          last_value: format.delta(tail.change, unit),
        })
      : "";
  const headings = [t("charts.name"), recentName, changeName];
  return (
    <ChartFrame
      {...props}
      summary={summary}
      height={Math.min(rows.length, first) * 40}
      isEmpty={rows.length === 0}
      table={{
        columns: [
          { label: headings[0]! },
          { label: recentName, right: true },
          { label: changeName, right: true },
          { label: "%", right: true },
        ],
        rows: rows.map((row) => [
          row.name,
          format.unit(row.recent, unit),
          format.delta(row.change, unit),
          format.change(row.percent),
        ]),
      }}
    >
      <Marks
        label={`${summary} ${t("charts.keys")}`}
        roving={roving}
        tip={(index) => {
          const row = shown[index]!;
          return {
            title: row.name,
            rows: [
              { name: recentName, value: format.unit(row.recent, unit) },
              { name: changeName, value: format.delta(row.change, unit) },
            ],
          };
        }}
      >
        <table className={frame.table}>
          <thead>
            <tr>
              <th scope="col">{headings[0]}</th>
              <th scope="col" aria-label={props.title} />
              <th scope="col" data-right="true">
                {recentName}
              </th>
              <th scope="col" data-right="true">
                {changeName}
              </th>
            </tr>
          </thead>
          <tbody>
            {shown.map((row, index) => (
              <tr key={row.key} onMouseEnter={roving.over(index)}>
                <td style={{ width: "40%" }}>
                  <MarkName name={row.name} detail={row.detail} />
                </td>
                <td>
                  <Spark values={row.values} />
                </td>
                <td data-right="true">{format.unit(row.recent, unit)}</td>
                <td data-right="true">
                  {row.mark} {format.delta(row.change, unit)}
                  {row.percent !== null && (
                    <span className={styles.share}>{format.change(row.percent)}</span>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Marks>
      {rows.length > count && (
        <Button
          variant="default"
          size="xs"
          className={styles.more}
          onClick={() => setCount(count + 100)}
        >
          {t("charts.show_rows", {
            shown: format.count(Math.min(count + 100, rows.length)),
            all: format.count(rows.length),
          })}
        </Button>
      )}
    </ChartFrame>
  );
}

const SPARK = { width: 120, height: 28, edge: 3 } as const;

/** A line without axes, from zero, with a dot at its end. */
export function Spark(props: {
  readonly values: readonly (number | null)[];
  readonly width?: number;
}): React.JSX.Element {
  const { values, width = SPARK.width } = props;
  const max = Math.max(1e-9, ...values.map((value) => value ?? 0));
  const min = Math.min(0, ...values.map((value) => value ?? 0));
  const points = values.flatMap((value, index) => {
    if (value === null) return [];
    const x = SPARK.edge + (index / Math.max(1, values.length - 1)) * (width - 2 * SPARK.edge);
    const inner = SPARK.height - 2 * SPARK.edge;
    return [{ x, y: SPARK.edge + (1 - (value - min) / (max - min)) * inner }];
  });
  const last = points.at(-1);
  return (
    <svg className={styles.spark} width={width} height={SPARK.height} aria-hidden>
      <line
        x1={SPARK.edge}
        x2={width - SPARK.edge}
        y1={SPARK.height - SPARK.edge}
        y2={SPARK.height - SPARK.edge}
        stroke={token("hairline")}
      />
      <polyline
        points={points.map(({ x, y }) => `${x.toFixed(1)},${y.toFixed(1)}`).join(" ")}
        fill="none"
        stroke={token("series-1")}
        strokeWidth={1.5}
        strokeLinejoin="round"
      />
      {last && <circle cx={last.x} cy={last.y} r={2.5} fill={token("series-1")} />}
    </svg>
  );
}
