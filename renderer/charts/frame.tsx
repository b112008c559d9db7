import { SegmentedControl } from "@mantine/core";
import { type ReactNode, useId, useState } from "react";
import { useTranslation } from "react-i18next";
import styles from "./frame.module.css";

/** What every chart is told by its screen. */
export interface ChartText {
  /** The question the chart answers. */
  readonly title: string;
  /** The answer with its unit; default a sentence made from the data. */
  readonly answer?: string | undefined;
  /** E.g. a month picker. */
  readonly controls?: ReactNode;
  /** Why there is nothing to draw, and what helps. */
  readonly empty?: ReactNode;
}

export interface ChartTable {
  readonly columns: readonly { readonly label: string; readonly right?: boolean }[];
  readonly rows: readonly (readonly ReactNode[])[];
}

interface FrameProps extends ChartText {
  /** One sentence made from the data, for those who do not see the chart. */
  readonly summary: string;
  readonly table: ChartTable;
  /** Pixels kept for the picture, so nothing jumps. */
  readonly height: number;
  readonly isEmpty: boolean;
  /** Small print under the picture, e.g. where a cut axis starts. */
  readonly notes?: readonly (string | null)[];
  readonly children: ReactNode;
}

/** The one wrapper of all charts: question, answer, picture or table. */
export function ChartFrame(props: FrameProps): React.JSX.Element {
  const { t } = useTranslation();
  const [view, setView] = useState<"chart" | "table">("chart");
  const id = useId();
  const { title, summary, isEmpty, height } = props;
  const notes = (props.notes ?? []).filter((note) => note !== null);
  return (
    <figure className={styles.frame} aria-labelledby={id}>
      <figcaption className={styles.caption}>
        <div className={styles.words}>
          <h3 id={id} className={styles.title}>
            {title}
          </h3>
          {!isEmpty && <p className={styles.answer}>{props.answer ?? summary}</p>}
        </div>
        <div className={styles.controls}>
          {props.controls}
          {!isEmpty && (
            <SegmentedControl
              size="xs"
              aria-label={title}
              value={view}
              onChange={(chosen) => setView(chosen === "table" ? "table" : "chart")}
              data={[
                { value: "chart", label: t("common.chart") },
                { value: "table", label: t("common.table") },
              ]}
            />
          )}
        </div>
      </figcaption>
      {isEmpty ? (
        <div className={styles.empty} style={{ minHeight: Math.min(height, 160) }}>
          {props.empty ?? t("charts.empty")}
        </div>
      ) : view === "table" ? (
        <DataOf table={props.table} title={title} height={height} />
      ) : (
        <div className={styles.picture} role="group" aria-label={summary}>
          {props.children}
        </div>
      )}
      {view === "chart" && !isEmpty && notes.length > 0 && (
        <p className={styles.notes}>{notes.join(" · ")}</p>
      )}
    </figure>
  );
}

function DataOf(props: {
  readonly table: ChartTable;
  readonly title: string;
  readonly height: number;
}): React.JSX.Element {
  const { columns, rows } = props.table;
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a scrolling region is reached by keyboard
    <div className={styles.scroll} tabIndex={0} role="group" aria-label={props.title}>
      <table className={styles.table}>
        <thead>
          <tr>
            {columns.map(({ label, right }, index) => (
              <th key={index} scope="col" data-right={right}>
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <tr key={index}>
              {row.map((value, at) => (
                <td key={at} data-right={columns[at]?.right}>
                  {value}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** One point is no trend: a dot, its value, and what it would take. */
export function OnePoint(props: {
  readonly value: string;
  readonly period: string;
  readonly text: string;
  readonly height: number;
}): React.JSX.Element {
  return (
    <div className={styles.onePoint} style={{ height: props.height }}>
      <span className={styles.dot} aria-hidden />
      <span>
        <strong>{props.value}</strong> <span className="muted">{props.period}</span>
        <br />
        <span className="muted">{props.text}</span>
      </span>
    </div>
  );
}
