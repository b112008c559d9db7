import { useTranslation } from "react-i18next";
import { rampStep } from "./axis.ts";
import { ChartFrame, type ChartText } from "./frame.tsx";
import { Marks } from "./marks.tsx";
import styles from "./marks.module.css";
import type { TipRow } from "./plot.tsx";
import { useRoving } from "./use-roving.ts";

export interface MatrixCell {
  readonly row: string;
  readonly column: string;
  readonly value: number | null;
  /** More lines of the tip. */
  readonly more?: readonly TipRow[];
}

export interface MatrixProps extends ChartText {
  readonly rows: readonly string[];
  readonly columns: readonly string[];
  readonly cells: readonly MatrixCell[];
  /** Of the values: "Share of the group's spending". */
  readonly valueName: string;
  /** What rows and columns are: "Group", "Category". */
  readonly rowName: string;
  readonly columnName?: string;
  write(value: number | null): string;
  /** Where the ramp ends; default the largest value. */
  readonly max?: number;
  onOpen?(row: string, column: string): void;
}

/** Two categories at once: who buys what, recency by frequency, any heat map. */
export function MatrixChart(props: MatrixProps): React.JSX.Element {
  const { t } = useTranslation();
  const { rows, columns, cells, rowName, columnName, write } = props;
  const at = new Map(cells.map((cell) => [`${cell.row}\u0000${cell.column}`, cell]));
  const cellOf = (row: string, column: string) => at.get(`${row}\u0000${column}`);
  const top = cells.reduce<MatrixCell | null>(
    (best, cell) => ((cell.value ?? 0) > (best?.value ?? 0) ? cell : best),
    null,
  );
  const max = props.max ?? top?.value ?? 0;
  const summary = top
    ? t("charts.sum_matrix", { row: top.row, column: top.column, value: write(top.value) })
    : "";
  const roving = useRoving(rows.length * columns.length, columns.length);
  return (
    <ChartFrame
      {...props}
      summary={summary}
      height={40 + rows.length * 34}
      isEmpty={cells.length === 0}
      table={{
        columns: [{ label: rowName }, ...columns.map((label) => ({ label, right: true }))],
        rows: rows.map((row) => [
          row,
          ...columns.map((column) => write(cellOf(row, column)?.value ?? null)),
        ]),
      }}
    >
      {columnName && <p className={styles.axisName}>{columnName} →</p>}
      <Marks
        label={`${summary} ${t("charts.keys")}`}
        roving={roving}
        className={styles.scrollX}
        tip={(index) => {
          const row = rows[Math.floor(index / columns.length)]!;
          const column = columns[index % columns.length]!;
          const cell = cellOf(row, column);
          const value = { name: props.valueName, value: write(cell?.value ?? null) };
          return { title: `${row}, ${column}`, rows: [value, ...(cell?.more ?? [])] };
        }}
      >
        <table className={styles.matrix}>
          <thead>
            <tr>
              <th scope="col" style={{ textAlign: "left" }}>
                {rowName}
              </th>
              {columns.map((column) => (
                <th key={column} scope="col">
                  {column}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row, line) => (
              <tr key={row}>
                <th scope="row">{row}</th>
                {columns.map((column, place) => {
                  const index = line * columns.length + place;
                  const value = cellOf(row, column)?.value ?? null;
                  return (
                    <td
                      key={column}
                      className={styles.cell}
                      data-step={rampStep(value, max)}
                      data-active={roving.active === index}
                      onMouseEnter={roving.over(index)}
                    >
                      {write(value)}
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </Marks>
    </ChartFrame>
  );
}
