import { type KeyboardEvent, type ReactNode, useRef, useState } from "react";
import { Empty } from "./empty.tsx";
import styles from "./data-table.module.css";

export interface Column<Row> {
  readonly key: string;
  readonly label: ReactNode;
  /** Numbers stand right. */
  readonly align?: "left" | "right";
  readonly width?: number | string;
  cell(row: Row): ReactNode;
  /** The whole text, where the cell may be cut. */
  title?(row: Row): string;
  /** By what the column sorts; without it, it does not. */
  order?(row: Row): number | string | null;
}

export interface Sorting {
  readonly column: string;
  readonly descending: boolean;
}

export interface DataTableProps<Row> {
  /** What the table holds, for screen readers. */
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  rowKey(row: Row): string;
  /** Enter or a click. */
  onOpen?(row: Row): void;
  /** Key of the row whose panel is open. */
  readonly selected?: string | null;
  /** Keys of rows that were looked at; they get a quiet mark. */
  readonly opened?: ReadonlySet<string>;
  /** Controlled sorting, e.g. in the address; without `onSort` the table keeps its own. */
  readonly sort?: Sorting | null;
  onSort?(sort: Sorting | null): void;
  /** Old rows while new ones are asked for. */
  readonly dimmed?: boolean;
  readonly empty?: ReactNode;
}

function compare(one: number | string | null, two: number | string | null): number {
  if (one === two) return 0;
  if (one === null) return 1;
  if (two === null) return -1;
  if (typeof one === "number" && typeof two === "number") return one - two;
  return String(one).localeCompare(String(two), undefined, { numeric: true });
}

function sorted<Row>(
  rows: readonly Row[],
  columns: readonly Column<Row>[],
  sort: Sorting | null,
): readonly Row[] {
  const order = columns.find((column) => column.key === sort?.column)?.order;
  if (sort === null || order === undefined) return rows;
  const sign = sort.descending ? -1 : 1;
  return rows.toSorted((one, two) => {
    const [a, b] = [order(one), order(two)];
    // What is missing stays at the end in both directions.
    return a === null || b === null ? compare(a, b) : sign * compare(a, b);
  });
}

function nextSort(sort: Sorting | null, column: string): Sorting | null {
  if (sort?.column !== column) return { column, descending: false };
  return sort.descending ? null : { column, descending: true };
}

const STEPS: Readonly<Record<string, (at: number, last: number) => number>> = {
  ArrowDown: (at, last) => Math.min(at + 1, last),
  ArrowUp: (at) => Math.max(at - 1, 0),
  Home: () => 0,
  End: (_at, last) => last,
};

/** A short list: sortable, ↑↓ and Enter, one row is one thing. For many rows use the grid of Explore. */
export function DataTable<Row>(props: DataTableProps<Row>): React.JSX.Element {
  const { label, columns, rows, rowKey, onOpen, dimmed = false, empty } = props;
  const [ownSort, setOwnSort] = useState<Sorting | null>(null);
  const [active, setActive] = useState(0);
  const body = useRef<HTMLTableSectionElement>(null);
  const sort = props.onSort ? (props.sort ?? null) : ownSort;
  const setSort = props.onSort ?? setOwnSort;
  const shown = sorted(rows, columns, sort);

  const move = (event: KeyboardEvent, index: number, row: Row): void => {
    if (event.target !== event.currentTarget) return;
    if (event.key === "Enter" && onOpen) {
      event.preventDefault();
      onOpen(row);
      return;
    }
    const step = STEPS[event.key];
    if (!step) return;
    event.preventDefault();
    const next = step(index, shown.length - 1);
    setActive(next);
    body.current?.querySelectorAll<HTMLElement>(":scope > tr")[next]?.focus();
  };

  if (rows.length === 0 && empty !== undefined) {
    return typeof empty === "string" ? <Empty text={empty} /> : <>{empty}</>;
  }
  return (
    <div className={styles.scroll} data-dimmed={dimmed}>
      <table className={styles.table} role="grid" aria-label={label} aria-busy={dimmed}>
        <thead>
          <tr>
            {columns.map((column) => (
              <Heading key={column.key} column={column} sort={sort} onSort={setSort} />
            ))}
          </tr>
        </thead>
        <tbody ref={body}>
          {shown.map((row, index) => {
            const key = rowKey(row);
            return (
              <tr
                key={key}
                tabIndex={index === Math.min(active, shown.length - 1) ? 0 : -1}
                aria-selected={props.selected === key}
                data-openable={onOpen !== undefined}
                data-opened={props.opened?.has(key)}
                data-row-key={key}
                onFocus={() => setActive(index)}
                onKeyDown={(event) => move(event, index, row)}
                onClick={() => onOpen?.(row)}
              >
                {columns.map((column) => (
                  <td key={column.key} data-align={column.align} title={column.title?.(row)}>
                    {column.cell(row)}
                  </td>
                ))}
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

const SORT_WORDS = { none: "none", up: "ascending", down: "descending" } as const;

function Heading<Row>(props: {
  readonly column: Column<Row>;
  readonly sort: Sorting | null;
  onSort(sort: Sorting | null): void;
}): React.JSX.Element {
  const { column, sort, onSort } = props;
  const state = sort?.column !== column.key ? "none" : sort.descending ? "down" : "up";
  const style = { width: column.width };
  if (!column.order) {
    return (
      <th scope="col" data-align={column.align} style={style}>
        {column.label}
      </th>
    );
  }
  return (
    <th scope="col" data-align={column.align} style={style} aria-sort={SORT_WORDS[state]}>
      <button
        type="button"
        className={styles.sort}
        onClick={() => onSort(nextSort(sort, column.key))}
      >
        {column.label}
        <span className={styles.arrow} aria-hidden>
          {state === "up" ? "↑" : state === "down" ? "↓" : ""}
        </span>
      </button>
    </th>
  );
}
