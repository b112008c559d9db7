import { useVirtualizer } from "@tanstack/react-virtual";
import { type KeyboardEvent, useEffect, useId, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Proposal, RawGrid } from "#contract/sources.ts";
import { useColumnName } from "../entity-list.tsx";
import { type CellPlace, columnCount, columnLetters, columnWidths } from "../grid-model.ts";
import { feeds, headerCells } from "../wizard-state.ts";
import styles from "./grid.module.css";

const ROW_HEIGHT = 28;
const CHARACTER = 8;
const PADDING = 20;
const NUMBERS = 56;

export interface RawGridProps {
  readonly label: string;
  readonly grid: RawGrid;
  readonly proposal: Proposal | null;
  /** A cell to bring into view and mark. */
  readonly marked: CellPlace | null;
  /** Takes a row as column names; only while that is asked. */
  readonly onRow?: ((row: number) => void) | undefined;
}

/** The file as it is, under the letters and numbers a spreadsheet gives its cells. */
export function RawGridView(props: RawGridProps): React.JSX.Element {
  const { grid, label, onRow } = props;
  const id = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const [active, setActive] = useState<CellPlace>({ column: 0, row: grid.first_row });
  const widths = useMemo(
    () => columnWidths(grid.rows).map((n) => n * CHARACTER + PADDING),
    [grid.rows],
  );
  const count = columnCount(grid.rows);
  const rows = useVirtualizer({
    count: grid.rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 12,
    scrollPaddingStart: 56,
  });
  const columns = useVirtualizer({
    horizontal: true,
    count,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => widths[index] ?? 60,
    overscan: 4,
    scrollPaddingStart: NUMBERS,
  });

  const show = (place: CellPlace): void => {
    rows.scrollToIndex(place.row - grid.first_row, { align: "auto" });
    if (place.column !== null) columns.scrollToIndex(place.column, { align: "auto" });
  };
  const { marked } = props;
  useEffect(() => {
    if (marked !== null) {
      setActive(marked);
      show(marked);
    }
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- only a newly marked cell moves the grid
  }, [marked]);

  const keys = (event: KeyboardEvent): void => {
    if (event.key === "Enter" && onRow) {
      event.preventDefault();
      onRow(active.row);
      return;
    }
    const next = moved(event.key, active, grid, count);
    if (next === null) return;
    event.preventDefault();
    setActive(next);
    show(next);
  };

  const parts = { ...props, id, active, widths };
  return (
    <div
      ref={scroller}
      className={styles.scroll}
      role="grid"
      tabIndex={0}
      aria-label={label}
      aria-rowcount={grid.rows.length}
      aria-colcount={count}
      aria-activedescendant={`${id}-${active.row}-${active.column ?? 0}`}
      onKeyDown={keys}
    >
      <div
        className={styles.sheet}
        style={{
          width: columns.getTotalSize() + NUMBERS,
          height: rows.getTotalSize() + HEADING,
        }}
      >
        <Headings {...parts} columns={columns.getVirtualItems()} />
        {rows.getVirtualItems().map((item) => (
          <Row
            key={item.key}
            {...parts}
            number={item.index + grid.first_row}
            cells={grid.rows[item.index] ?? []}
            top={item.start + HEADING}
            columns={columns.getVirtualItems()}
            onActive={setActive}
          />
        ))}
      </div>
    </div>
  );
}

const HEADING = 44;

function moved(key: string, at: CellPlace, grid: RawGrid, count: number): CellPlace | null {
  const last = grid.first_row + grid.rows.length - 1;
  const column = at.column ?? 0;
  const to = (row: number, col: number): CellPlace => ({
    row: Math.min(Math.max(row, grid.first_row), last),
    column: Math.min(Math.max(col, 0), count - 1),
  });
  switch (key) {
    case "ArrowDown":
      return to(at.row + 1, column);
    case "ArrowUp":
      return to(at.row - 1, column);
    case "ArrowRight":
      return to(at.row, column + 1);
    case "ArrowLeft":
      return to(at.row, column - 1);
    case "PageDown":
      return to(at.row + 15, column);
    case "PageUp":
      return to(at.row - 15, column);
    case "Home":
      return to(at.row, 0);
    case "End":
      return to(at.row, count - 1);
    default:
      return null;
  }
}

interface Item {
  readonly index: number;
  readonly start: number;
  readonly size: number;
}

/** Letters, and below them which of our columns each one fills. */
function Headings(props: RawGridProps & { readonly columns: readonly Item[] }): React.JSX.Element {
  const { t } = useTranslation();
  const nameOf = useColumnName();
  const { grid, proposal } = props;
  const fed = useMemo(() => {
    const byHeader = feeds(proposal);
    return new Map(
      headerCells(grid).map(({ header, column }) => [column, byHeader.get(header) ?? []]),
    );
  }, [grid, proposal]);
  return (
    <div className={styles.headings} role="row">
      <div className={styles.corner} role="columnheader" aria-label={t("sources.row")} />
      {props.columns.map(({ index, start, size }) => {
        const names = (fed.get(index) ?? []).map((path) => nameOf(path.split(".")[1] ?? path));
        const text = [...new Set(names)].join(", ");
        return (
          <div
            key={index}
            role="columnheader"
            className={styles.heading}
            aria-colindex={index + 1}
            style={{ left: start + NUMBERS, width: size }}
            title={text}
          >
            <span>{columnLetters(index)}</span>
            <span className={styles.fed}>{text}</span>
          </div>
        );
      })}
    </div>
  );
}

function Row(
  props: RawGridProps & {
    readonly id: string;
    readonly active: CellPlace;
    readonly number: number;
    readonly cells: readonly string[];
    readonly top: number;
    readonly columns: readonly Item[];
    onActive(place: CellPlace): void;
  },
): React.JSX.Element {
  const { t } = useTranslation();
  const { grid, number, cells, top, columns, active, marked, id, onRow, onActive } = props;
  const names = grid.first_row === 0 ? 0 : grid.header_row;
  const kind =
    names === null ? "row" : number === names ? "names" : number < names ? "above" : "row";
  return (
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus -- Enter on the grid does the same
    <div
      role="row"
      aria-rowindex={number}
      className={styles.row}
      data-kind={kind}
      data-choosable={onRow !== undefined}
      style={{ transform: `translateY(${top}px)` }}
      onClick={() => onRow?.(number)}
    >
      <div
        className={styles.number}
        role="rowheader"
        aria-label={t("sources.grid_row", { row: number })}
      >
        {number === 0 ? "" : number}
      </div>
      {columns.map(({ index, start, size }) => (
        // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus -- arrow keys move the active cell
        <div
          key={index}
          id={`${id}-${number}-${index}`}
          role="gridcell"
          aria-colindex={index + 1}
          className={styles.cell}
          data-active={active.row === number && (active.column ?? 0) === index}
          data-marked={
            marked?.row === number && (marked.column === null || marked.column === index)
          }
          style={{ left: start + NUMBERS, width: size }}
          title={cells[index]}
          onClick={() => onActive({ row: number, column: index })}
        >
          {cells[index]}
        </div>
      ))}
    </div>
  );
}
