import { memo } from "react";
import type { Cell } from "#contract/values.ts";
import type { GridColumn } from "./grid-column.ts";
import styles from "./grid.module.css";
import { cellId } from "./keys.ts";

export const ROW_HEIGHT = 28;

interface Place {
  readonly key: React.Key;
  readonly index: number;
  readonly start: number;
  readonly size: number;
}

interface GridRowProps {
  readonly index: number;
  readonly top: number;
  readonly row: readonly Cell[] | undefined;
  readonly columns: readonly GridColumn[];
  readonly shown: readonly Place[];
  readonly numberWidth: number;
  /** Its number as people read it. */
  readonly number: string;
  /** The active column when this is the active row. */
  readonly active: number | null;
  readonly selected: boolean;
  readonly opened: boolean;
}

function sameRow(before: GridRowProps, after: GridRowProps): boolean {
  return (
    before.index === after.index &&
    before.top === after.top &&
    before.row === after.row &&
    before.columns === after.columns &&
    before.shown === after.shown &&
    before.active === after.active &&
    before.selected === after.selected &&
    before.opened === after.opened
  );
}

/** One row; its cells are text whatever they hold. */
export const GridRow = memo(function GridRow(props: GridRowProps): React.JSX.Element {
  const { index, row, columns, shown, active } = props;
  return (
    <div
      className={styles.row}
      role="row"
      aria-rowindex={index + 2}
      aria-selected={props.selected}
      data-opened={props.opened}
      data-row={index}
      style={{ transform: `translateY(${props.top}px)` }}
    >
      {shown.map((item) => {
        const column = columns[item.index]!;
        const cell = { row: index, column: item.index };
        return (
          <div
            key={item.key}
            id={cellId(cell)}
            role="gridcell"
            aria-colindex={item.index + 2}
            className={styles.cell}
            data-align={column.align}
            data-active={active === item.index}
            style={{ width: item.size, transform: `translateX(${item.start}px)` }}
          >
            <CellText value={row?.[item.index]} column={column} />
          </div>
        );
      })}
      <div className={styles.number} role="rowheader" style={{ width: props.numberWidth }}>
        {props.number}
      </div>
    </div>
  );
}, sameRow);

function CellText(props: {
  readonly value: Cell | undefined;
  readonly column: GridColumn;
}): React.JSX.Element {
  const { value, column } = props;
  if (value === undefined) return <span className={styles.wait} aria-hidden />;
  if (value === null) return <span className={styles.empty}>—</span>;
  const text = column.text(value);
  return <span title={text.length > 24 ? text : undefined}>{text}</span>;
}
