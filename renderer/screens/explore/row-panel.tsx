import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { TableSummary } from "#contract/explore.ts";
import type { Cell } from "#contract/values.ts";
import { useClient } from "#renderer/client/context.tsx";
import { queryOf } from "#renderer/client/queries.ts";
import { ErrorPanel } from "#renderer/components/error-panel.tsx";
import { SidePanel } from "#renderer/components/side-panel.tsx";
import { Skeletons } from "#renderer/components/skeletons.tsx";
import { useFormat } from "#renderer/format/use-format.ts";
import styles from "./explore.module.css";
import { TraceView } from "./trace-view.tsx";
import { useAddress } from "./use-address.ts";
import { type GridRows, type RowsPage, selectionOf } from "./use-rows.ts";
import { cellText } from "./view/cell-text.ts";
import { without } from "./view/filters.ts";
import { traceKey, WINDOW } from "./view/windows.ts";

interface RowPanelProps {
  readonly table: TableSummary;
  readonly rows: GridRows;
  readonly head: RowsPage;
  readonly index: number;
  onOpen(index: number): void;
}

/** One row in full, and the cells of the sources it comes from. */
export function RowPanel(props: RowPanelProps): React.JSX.Element | null {
  const { t } = useTranslation();
  const format = useFormat();
  const { change } = useAddress();
  const { table, head, index, onOpen } = props;
  const { row, error, retry } = useRow(props);
  const all = format.count(head.total);
  if (index >= head.total) return null;
  return (
    <SidePanel
      title={t("explore.row", { number: format.count(index + 1) })}
      position={t("explore.row_of", { number: format.count(index + 1), all })}
      onClose={() => change((before) => without(before, "row"))}
      onPrevious={index > 0 ? () => onOpen(index - 1) : undefined}
      onNext={index + 1 < head.total ? () => onOpen(index + 1) : undefined}
    >
      {row ? (
        <>
          <Trace key={index} table={table} head={head} row={row} />
          <Cells head={head} row={row} />
        </>
      ) : error ? (
        <ErrorPanel error={error} onRetry={retry} />
      ) : (
        <Skeletons rows={8} />
      )}
    </SidePanel>
  );
}

/** The row from the grid, else asked for by its number: an address may point anywhere. */
function useRow({ table, rows, index }: RowPanelProps) {
  const client = useClient();
  const { search } = useAddress();
  const known = rows.rowAt(index);
  const offset = Math.floor(index / WINDOW) * WINDOW;
  const input = { ...selectionOf(table.table, search), limit: WINDOW, offset };
  const query = useQuery({
    ...queryOf(client, ["explore", "rows"], input),
    enabled: known === undefined,
  });
  return {
    row: known ?? query.data?.rows[index - offset],
    error: query.error,
    retry: () => void query.refetch(),
  };
}

function Cells(props: {
  readonly head: RowsPage;
  readonly row: readonly Cell[];
}): React.JSX.Element {
  const { t } = useTranslation();
  const format = useFormat();
  const words = { yes: t("explore.yes"), no: t("explore.no") };
  return (
    <dl className={styles.cells} aria-label={t("explore.row_cells")}>
      {props.head.columns.map((column, index) => {
        const value = props.row[index] ?? null;
        return (
          <div key={column.name}>
            <dt>{column.name}</dt>
            <dd data-empty={value === null}>
              {value === null ? "—" : cellText(value, column, format, words)}
            </dd>
          </div>
        );
      })}
    </dl>
  );
}

function Trace(props: {
  readonly table: TableSummary;
  readonly head: RowsPage;
  readonly row: readonly Cell[];
}): React.JSX.Element {
  const { t } = useTranslation();
  const { search } = useAddress();
  const [asked, setAsked] = useState(false);
  const { table, head, row } = props;
  const key = traceKey(head.key, head.columns, row);
  if (key === null) return <p className="caption">{t("explore.trace_not_here")}</p>;
  if (search.published) return <p className="caption">{t("explore.trace_not_published")}</p>;
  if (asked) return <TraceView table={table.table} rowKey={key} />;
  return (
    <div>
      <Button variant="default" onClick={() => setAsked(true)}>
        {t("explore.trace")}
      </Button>
    </div>
  );
}
