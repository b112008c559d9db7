import { Button } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { TableSummary } from "#contract/explore.ts";
import { Empty } from "#renderer/components/empty.tsx";
import { ErrorPanel } from "#renderer/components/error-panel.tsx";
import { Skeletons } from "#renderer/components/skeletons.tsx";
import { ColumnPanel } from "./column-panel.tsx";
import { DataGrid } from "./data-grid.tsx";
import styles from "./explore.module.css";
import { RowPanel } from "./row-panel.tsx";
import { TableHeader } from "./table-header.tsx";
import { useAddress } from "./use-address.ts";
import { useFilterText } from "./use-filter-text.ts";
import { type GridRows, useRows } from "./use-rows.ts";
import { setOrDrop, withoutFilter } from "./view/filters.ts";

/** One table: what it is, its filters, every row of it. */
export function TableView({ table }: { readonly table: TableSummary }): React.JSX.Element {
  const { search, change } = useAddress();
  const rows = useRows(table.table, search);
  const [opened, setOpened] = useState<ReadonlySet<number>>(new Set());
  const open = (index: number): void => {
    setOpened((before) => new Set(before).add(index));
    change((before) => ({ ...setOrDrop(before, "column", undefined), row: index }));
  };
  const column = table.columns.find(({ name }) => name === search.column);
  return (
    <>
      <TableHeader table={table} head={rows.head} old={rows.old} />
      <Body table={table} rows={rows} opened={opened} onOpen={open} />
      {search.row !== undefined && rows.head && (
        <RowPanel table={table} rows={rows} head={rows.head} index={search.row} onOpen={open} />
      )}
      {column && search.row === undefined && <ColumnPanel table={table} column={column} />}
    </>
  );
}

function Body(props: {
  readonly table: TableSummary;
  readonly rows: GridRows;
  readonly opened: ReadonlySet<number>;
  onOpen(index: number): void;
}): React.JSX.Element {
  const { t } = useTranslation();
  const { table, rows, opened, onOpen } = props;
  const { head, error } = rows;
  if (head === null) {
    if (error) return <ErrorPanel error={error} onRetry={rows.retry} />;
    return <Skeletons rows={14} height={20} />;
  }
  if (head.rows_all === 0) {
    return <Empty title={t("explore.no_rows_title")} text={t("explore.no_rows_text")} />;
  }
  return (
    <>
      {error && <ErrorPanel error={error} onRetry={rows.retry} />}
      {head.total === 0 ? (
        <NoHits />
      ) : (
        <div className={styles.gridBox}>
          <DataGrid table={table} rows={rows} head={head} opened={opened} onOpen={onOpen} />
        </div>
      )}
    </>
  );
}

/** Names what to remove so that rows come back. */
function NoHits(): React.JSX.Element {
  const { t } = useTranslation();
  const { search, change } = useAddress();
  const textOf = useFilterText();
  const filters = search.f ?? [];
  const last = filters.at(-1);
  if (last !== undefined) {
    const filter = textOf(last);
    return (
      <Empty text={t("explore.no_hits", { filter })}>
        <Button
          variant="default"
          onClick={() => change((before) => withoutFilter(before, filters.length - 1))}
        >
          {t("explore.remove_filter", { filter })}
        </Button>
      </Empty>
    );
  }
  return (
    <Empty text={t("explore.no_hits_search", { text: search.q ?? "" })}>
      <Button
        variant="default"
        onClick={() => change((before) => setOrDrop(before, "q", undefined))}
      >
        {t("explore.remove_search")}
      </Button>
    </Empty>
  );
}
