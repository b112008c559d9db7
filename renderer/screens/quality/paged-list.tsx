import { useVirtualizer } from "@tanstack/react-virtual";
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from "react";
import styles from "./quality.module.css";

export interface ListColumn<Row> {
  readonly key: string;
  readonly label: string;
  /** A track of the grid, e.g. `160px` or `minmax(120px, 1fr)`. */
  readonly track: string;
  readonly right?: boolean;
  cell(row: Row): ReactNode;
}

export interface PagedListProps<Row> {
  readonly label: string;
  readonly columns: readonly ListColumn<Row>[];
  readonly total: number;
  rowAt(index: number): Row | undefined;
  onVisible(from: number, to: number): void;
  onOpen(row: Row, index: number): void;
  isSelected(row: Row, index: number): boolean;
  isOpened?(row: Row): boolean;
}

const HEIGHT = 36;
const STEPS: Readonly<Record<string, number>> = {
  ArrowDown: 1,
  ArrowUp: -1,
  PageDown: 14,
  PageUp: -14,
  Home: Number.NEGATIVE_INFINITY,
  End: Number.POSITIVE_INFINITY,
};

/** A list of any length: only rows in sight exist. ↑↓ move, Enter opens, all by keyboard. */
export function PagedList<Row>(props: PagedListProps<Row>): React.JSX.Element {
  const { label, columns, total, rowAt, onVisible, onOpen, isSelected } = props;
  const box = useRef<HTMLDivElement>(null);
  const [at, setAt] = useState(0);
  const wants = useRef(false);
  // oxlint-disable-next-line react-hooks-js/incompatible-library -- its answers are used in this render only
  const virtual = useVirtualizer({
    count: total,
    getScrollElement: () => box.current,
    estimateSize: () => HEIGHT,
    overscan: 8,
  });
  const items = virtual.getVirtualItems();
  const [from, to] = [items[0]?.index ?? 0, items.at(-1)?.index ?? 0];
  useEffect(() => onVisible(from, to), [from, to, onVisible]);

  // The row that got the focus by a key may only now be there.
  useEffect(() => {
    if (!wants.current) return;
    const row = box.current?.querySelector<HTMLElement>(`[data-index="${at}"]`);
    if (!row) return;
    wants.current = false;
    row.focus({ preventScroll: true });
  });

  const keys = (event: KeyboardEvent, index: number): void => {
    if (event.target !== event.currentTarget) return;
    const row = rowAt(index);
    if (event.key === "Enter" && row !== undefined) {
      event.preventDefault();
      onOpen(row, index);
    }
    const step = STEPS[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const next = Math.min(total - 1, Math.max(0, index + step));
    wants.current = true;
    setAt(next);
    virtual.scrollToIndex(next);
  };
  const tracks = { gridTemplateColumns: columns.map((column) => column.track).join(" ") };

  return (
    <div
      ref={box}
      className={styles.list}
      role="grid"
      aria-label={label}
      aria-rowcount={total + 1}
      data-region="list"
    >
      <div className={styles.listHead} role="row" aria-rowindex={1} style={tracks}>
        {columns.map((column) => (
          <span key={column.key} role="columnheader" className={column.right ? styles.right : ""}>
            {column.label}
          </span>
        ))}
      </div>
      <div className={styles.listBody} role="rowgroup" style={{ height: virtual.getTotalSize() }}>
        {items.map(({ index, start }) => {
          const row = rowAt(index);
          return (
            <div
              key={index}
              role="row"
              aria-rowindex={index + 2}
              aria-selected={row !== undefined && isSelected(row, index)}
              data-index={index}
              data-opened={row !== undefined && props.isOpened?.(row)}
              className={styles.listRow}
              style={{ ...tracks, transform: `translateY(${start}px)` }}
              tabIndex={index === Math.min(Math.max(at, from), Math.max(to, from)) ? 0 : -1}
              onFocus={() => setAt(index)}
              onKeyDown={(event) => keys(event, index)}
              onClick={() => row !== undefined && onOpen(row, index)}
            >
              {columns.map((column) => (
                <span key={column.key} role="gridcell" className={column.right ? styles.right : ""}>
                  {row === undefined ? (
                    <span className={styles.waiting} aria-hidden />
                  ) : (
                    column.cell(row)
                  )}
                </span>
              ))}
            </div>
          );
        })}
      </div>
    </div>
  );
}
