import { type KeyboardEvent, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { StateMark } from "#renderer/components/state-mark.tsx";
import { useFormat } from "#renderer/format/use-format.ts";
import {
  type Dimension,
  DIMENSIONS,
  moveInGrid,
  type Place,
  type ScoreCell,
  type ScoreGroup,
  type ScoreRow,
} from "./scorecard.ts";
import { ClearLine } from "./clear-line.tsx";
import styles from "./quality.module.css";
import { useTexts } from "./use-texts.ts";
import { markOf } from "./verdict.ts";

interface GridProps {
  readonly groups: readonly ScoreGroup[];
  /** Layers whose clear tables are shown too. */
  readonly open: readonly string[];
  readonly chosen: { readonly table: string | null; readonly dimension: Dimension | null };
  onOpen(open: readonly string[]): void;
  onChoose(table: string, dimension: Dimension): void;
}

function CellContent(props: { readonly cell: ScoreCell }): React.JSX.Element {
  const { t } = useTranslation();
  const format = useFormat();
  const { cell } = props;
  const mark = markOf(cell.status);
  const word = t(`quality.status_${cell.status}`);
  if (mark === null) return <span title={word}>—</span>;
  return (
    <>
      <StateMark mark={mark} word={word} compact />
      {cell.rows_failed > 0 && (
        <span className={styles.cellRows}>{format.count(cell.rows_failed)}</span>
      )}
    </>
  );
}

function useCellLabel(): (row: ScoreRow, index: number) => string {
  const { t } = useTranslation();
  const format = useFormat();
  return (row, index) => {
    const cell = row.cells[index];
    const dimension = t(`quality.dimension_${DIMENSIONS[index] ?? "schema"}`);
    if (!cell) return t("quality.cell_none", { table: row.label, dimension });
    const status = t(`quality.status_${cell.status}`);
    const what = t("quality.cell", { table: row.label, dimension, status });
    const number = (count: number) => ({ count, number: format.count(count) });
    const rows = cell.rows_failed > 0 ? [t("quality.cell_rows", number(cell.rows_failed))] : [];
    return [what, ...rows, t("quality.cell_checks", number(cell.checks))].join(", ");
  };
}

function Row(props: {
  readonly row: ScoreRow;
  readonly index: number;
  readonly at: Place;
  readonly chosen: GridProps["chosen"];
  onFocus(place: Place): void;
  onChoose: GridProps["onChoose"];
}): React.JSX.Element {
  const labelOf = useCellLabel();
  const { row, index, at, chosen, onFocus, onChoose } = props;
  return (
    <tr>
      <th scope="row" className={styles.tableName} title={row.table}>
        {row.label}
      </th>
      {row.cells.map((cell, column) => {
        const dimension = DIMENSIONS[column] as Dimension;
        const selected = chosen.table === row.table && chosen.dimension === dimension;
        return (
          <td key={dimension} data-selected={selected} data-status={cell?.status ?? "none"}>
            <button
              type="button"
              className={styles.cell}
              data-cell={`${index} ${column}`}
              aria-disabled={cell === null}
              aria-pressed={selected}
              tabIndex={at.row === index && at.column === column ? 0 : -1}
              aria-label={labelOf(row, column)}
              onFocus={() => onFocus({ row: index, column })}
              onClick={() => cell && onChoose(row.table, dimension)}
            >
              {cell && <CellContent cell={cell} />}
            </button>
          </td>
        );
      })}
    </tr>
  );
}

/** Tables against what checks look at. What is clear takes one line; what is not says how many rows. */
export function ScoreGrid(props: GridProps): React.JSX.Element {
  const { t } = useTranslation();
  const texts = useTexts();
  const { groups, open, chosen, onOpen, onChoose } = props;
  const [at, setAt] = useState<Place>({ row: 0, column: 0 });
  const grid = useRef<HTMLTableElement>(null);
  const parts = groups.map((group) => {
    const isOpen = open.includes(group.layer);
    const hidden = group.rows.filter((row) => !row.asks);
    return {
      group,
      isOpen,
      hidden,
      rows: isOpen ? group.rows : group.rows.filter((row) => row.asks),
    };
  });
  const rows = parts.flatMap((part) => part.rows);
  const place = { row: Math.min(at.row, Math.max(0, rows.length - 1)), column: at.column };

  const keys = (event: KeyboardEvent): void => {
    if (!(event.target instanceof HTMLElement) || !event.target.dataset["cell"]) return;
    const next = moveInGrid(place, event.key, rows.length, DIMENSIONS.length);
    if (next === null) return;
    event.preventDefault();
    grid.current?.querySelector<HTMLElement>(`[data-cell="${next.row} ${next.column}"]`)?.focus();
  };
  const toggle = (layer: string): void =>
    onOpen(open.includes(layer) ? open.filter((one) => one !== layer) : [...open, layer]);

  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- arrow keys move between the buttons inside
    <table
      ref={grid}
      className={styles.grid}
      aria-label={t("quality.grid")}
      onKeyDown={keys}
      data-region="grid"
    >
      <caption className="hidden-text">{t("quality.grid_help")}</caption>
      <thead>
        <tr>
          <th scope="col">{t("quality.table")}</th>
          {DIMENSIONS.map((dimension) => (
            <th key={dimension} scope="col">
              {t(`quality.dimension_${dimension}`)}
            </th>
          ))}
        </tr>
      </thead>
      {parts.map(({ group, isOpen, hidden, rows: shown }) => (
        <tbody key={group.layer}>
          <tr>
            <th scope="rowgroup" colSpan={DIMENSIONS.length + 1} className={styles.layer}>
              {texts.layer(group.layer)}
            </th>
          </tr>
          {shown.map((row) => (
            <Row
              key={row.table}
              row={row}
              index={rows.indexOf(row)}
              at={place}
              chosen={chosen}
              onFocus={setAt}
              onChoose={onChoose}
            />
          ))}
          {hidden.length > 0 && (
            <ClearLine
              group={group}
              hidden={hidden}
              open={isOpen}
              onToggle={() => toggle(group.layer)}
            />
          )}
        </tbody>
      ))}
    </table>
  );
}
