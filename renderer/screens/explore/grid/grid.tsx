import { useVirtualizer, type VirtualItem } from "@tanstack/react-virtual";
import { type ReactNode, useEffect, useState } from "react";
import type { Cell } from "#contract/values.ts";
import { useFormat } from "#renderer/format/use-format.ts";
import type { GridColumn } from "./grid-column.ts";
import { GridRow, ROW_HEIGHT } from "./grid-row.tsx";
import styles from "./grid.module.css";
import { type ActiveCell, cellId, stepOf } from "./keys.ts";
import { useGridScroll } from "./use-scroll.ts";

export interface GridProps {
  readonly label: string;
  readonly columns: readonly GridColumn[];
  readonly total: number;
  /** Undefined while it is on its way. */
  rowAt(index: number): readonly Cell[] | undefined;
  /** Which rows are in view now. */
  onRange?(from: number, to: number): void;
  /** Enter or a double click. */
  onOpen?(index: number): void;
  readonly selected?: number | null;
  readonly opened?: ReadonlySet<number>;
  readonly dimmed?: boolean;
  readonly headHeight?: number;
  head(column: GridColumn, index: number, active: boolean): ReactNode;
}

/** The cell under the pointer; the column is null over a row's number. */
function cellAt(target: EventTarget): { row: number; column: number | null } | null {
  if (!(target instanceof Element)) return null;
  const row = target.closest<HTMLElement>("[data-row]");
  if (!row) return null;
  const column = target.closest("[role=gridcell]")?.getAttribute("aria-colindex");
  return { row: Number(row.dataset.row), column: column ? Number(column) - 2 : null };
}

const NUMBER_WIDTH = 84;
const OVERSCAN = 8;

/** Any number of rows: only those in view exist. Arrows, Page, Home, End and Enter work as in a sheet. */
export function Grid(props: GridProps): React.JSX.Element {
  const { columns, total, rowAt, onRange, onOpen, headHeight = 36 } = props;
  const format = useFormat();
  const [element, setElement] = useState<HTMLDivElement | null>(null);
  const [active, setActive] = useState<ActiveCell>({ row: 0, column: 0 });
  const scroll = useGridScroll(element, total, ROW_HEIGHT, headHeight);
  // oxlint-disable-next-line react-hooks-js/incompatible-library -- its answers are used in this render only
  const across = useVirtualizer({
    horizontal: true,
    count: columns.length,
    getScrollElement: () => element,
    estimateSize: (index) => columns[index]!.width,
    paddingStart: NUMBER_WIDTH,
    scrollPaddingStart: NUMBER_WIDTH,
    overscan: 2,
  });
  const widths = columns.map(({ width }) => width).join();
  useEffect(() => across.measure(), [across, widths]);

  const { selected = null } = props;
  const { reveal, view } = scroll;
  // An address may name any row, and the panel's arrows lead beyond what is in view.
  useEffect(() => {
    if (selected !== null && view > 0) reveal(selected);
  }, [selected, reveal, view]);

  const seen = Math.floor(scroll.virtual / ROW_HEIGHT);
  const from = Math.max(0, seen - OVERSCAN);
  const to = Math.min(total, seen + Math.ceil(scroll.view / ROW_HEIGHT) + OVERSCAN);
  useEffect(() => onRange?.(from, to), [onRange, from, to]);

  const onKeyDown = (event: React.KeyboardEvent): void => {
    if (event.target !== event.currentTarget) return;
    if (event.key === "Enter" && total > 0) onOpen?.(active.row);
    const page = Math.max(1, Math.floor(scroll.view / ROW_HEIGHT) - 1);
    const next = stepOf(event, active, { rows: total, columns: columns.length, page });
    if (next === null) return;
    event.preventDefault();
    setActive(next);
    scroll.reveal(next.row);
    across.scrollToIndex(next.column);
  };
  const onMouse = (event: React.MouseEvent): void => {
    const cell = cellAt(event.target);
    if (cell === null) return;
    if (cell.column !== null) setActive({ row: cell.row, column: cell.column });
    // With a panel open, looking at another row takes one click.
    const opens = cell.column === null || event.detail > 1 || selected !== null;
    if (event.type === "click" && opens) onOpen?.(cell.row);
  };
  const shown = across.getVirtualItems();
  const width = across.getTotalSize();
  // A cell out of view is no element that could be named.
  const exists =
    active.row >= from && active.row < to && shown.some(({ index }) => index === active.column);
  return (
    <div
      ref={setElement}
      className={styles.grid}
      role="grid"
      aria-label={props.label}
      aria-rowcount={total + 1}
      aria-colcount={columns.length + 1}
      aria-busy={props.dimmed ?? false}
      aria-activedescendant={exists ? cellId(active) : undefined}
      tabIndex={0}
      onScroll={scroll.onScroll}
      onKeyDown={onKeyDown}
      onMouseDown={onMouse}
      onClick={onMouse}
      data-region="grid"
    >
      <div className={styles.head} role="row" style={{ height: headHeight, width }}>
        <Headings {...props} shown={shown} active={active.column} />
      </div>
      <div
        className={styles.rows}
        role="presentation"
        data-dimmed={props.dimmed ?? false}
        style={{ height: scroll.height, width }}
      >
        {Array.from({ length: Math.max(0, to - from) }, (_, i) => from + i).map((index) => (
          <GridRow
            key={index}
            index={index}
            number={format.count(index + 1)}
            top={index * ROW_HEIGHT + scroll.shift}
            row={rowAt(index)}
            columns={columns}
            shown={shown}
            numberWidth={NUMBER_WIDTH}
            active={active.row === index ? active.column : null}
            selected={selected === index}
            opened={props.opened?.has(index) ?? false}
          />
        ))}
      </div>
    </div>
  );
}

function Headings(
  props: GridProps & { readonly shown: readonly VirtualItem[]; readonly active: number },
): React.JSX.Element {
  const { columns, shown, active, head } = props;
  return (
    <>
      <div className={styles.corner} role="columnheader" style={{ width: NUMBER_WIDTH }}>
        #
      </div>
      {shown.map((item) => (
        <div
          key={item.key}
          role="columnheader"
          aria-colindex={item.index + 2}
          className={styles.headCell}
          style={{ width: item.size, transform: `translateX(${item.start}px)` }}
        >
          {head(columns[item.index]!, item.index, item.index === active)}
        </div>
      ))}
    </>
  );
}
