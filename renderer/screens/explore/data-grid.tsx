import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { TableSummary } from "#contract/explore.ts";
import { useQueryOf } from "#renderer/client/queries.ts";
import { type Formats, useFormat } from "#renderer/format/use-format.ts";
import { ColumnHead } from "./column-head.tsx";
import { Grid } from "./grid/grid.tsx";
import type { GridColumn } from "./grid/grid-column.ts";
import { useAddress } from "./use-address.ts";
import type { GridRows, RowsPage } from "./use-rows.ts";
import { cellText } from "./view/cell-text.ts";
import { columnWidth, kindOf } from "./view/columns.ts";

type Column = RowsPage["columns"][number];

/** Columns of an answer, wide enough for their names and first values. */
export function useGridColumns(
  columns: readonly Column[],
  sample: RowsPage["rows"],
): readonly GridColumn[] {
  const { t } = useTranslation();
  const format: Formats = useFormat();
  return useMemo(() => {
    const words = { yes: t("explore.yes"), no: t("explore.no") };
    return columns.map(({ name, type }, index) => {
      const text = (value: Parameters<GridColumn["text"]>[0]) =>
        cellText(value, { name, type }, format, words);
      const texts = sample.slice(0, 40).map((row) => text(row[index] ?? null));
      return {
        name,
        width: columnWidth(name, type, texts),
        align: kindOf(type) === "number" ? "right" : "left",
        text,
      };
    });
  }, [columns, sample, format, t]);
}

/** The rows of a table under headings that say how full each column is. */
export function DataGrid(props: {
  readonly table: TableSummary;
  readonly rows: GridRows;
  readonly head: RowsPage;
  readonly opened: ReadonlySet<number>;
  onOpen(index: number): void;
}): React.JSX.Element {
  const { table, rows, head, opened, onOpen } = props;
  const { search } = useAddress();
  const profile = useQueryOf(
    ["explore", "profile"],
    { table: table.table, published: search.published ?? false },
    { keep: false },
  );
  const columns = useGridColumns(head.columns, head.rows);
  return (
    <Grid
      label={table.label}
      columns={columns}
      total={head.total}
      rowAt={rows.rowAt}
      onRange={rows.onRange}
      onOpen={onOpen}
      selected={search.row ?? null}
      opened={opened}
      dimmed={rows.old}
      headHeight={72}
      head={(column, index, active) => (
        <ColumnHead
          name={column.name}
          type={head.columns[index]?.type ?? "VARCHAR"}
          active={active}
          failed={profile.error !== null}
          profile={profile.data?.columns.find(({ name }) => name === column.name)}
        />
      )}
    />
  );
}
