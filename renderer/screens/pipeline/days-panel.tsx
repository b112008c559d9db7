import { Button, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { useClient, useJobs } from "#renderer/client/context.tsx";
import { useQueryOf, useStartJob } from "#renderer/client/queries.ts";
import type { ConsoleClient, OutputOf } from "#renderer/client/types.ts";
import { type Column, DataTable } from "#renderer/components/data-table.tsx";
import { QueryView } from "#renderer/components/query-view.tsx";
import { SidePanel } from "#renderer/components/side-panel.tsx";
import { useFormat } from "#renderer/format/use-format.ts";
import { estimateFor } from "./estimate.ts";
import { activeRun } from "./live.ts";
import styles from "./pipeline.module.css";

interface Days {
  readonly from: string;
  readonly to: string;
}
interface Preview {
  readonly sources: readonly {
    readonly id: string;
    readonly batches: number;
    readonly rows: number;
  }[];
  readonly rows: number;
}

/** Counts only, so it is asked for at once, not as a job of the window. */
async function preview(client: ConsoleClient, days: Days, signal: AbortSignal): Promise<Preview> {
  const events = await client.runs.backfill({ ...days, dry_run: true }, { signal, context: {} });
  for (;;) {
    const next = await events.next();
    if (!next.done) continue;
    const sources = Object.entries(next.value.sources).map(([id, counts]) => ({ id, ...counts }));
    return { sources, rows: sources.reduce((sum, one) => sum + one.rows, 0) };
  }
}

function usePreview(days: Days, enabled: boolean) {
  const client = useClient();
  return useQuery({
    queryKey: ["runs", "backfill", days],
    queryFn: ({ signal }) => preview(client, days, signal),
    enabled,
    retry: false,
  });
}

/** The newest run that finished, for how long things take. */
function useBasis(): readonly OutputOf<"runs", "get">[] {
  const runs = useQueryOf(["runs", "list"], { limit: 50 });
  const newest = runs.data?.find((run) => run.kind === "run" && run.status === "succeeded");
  const result = useQueryOf(
    ["runs", "get"],
    { run_id: newest?.run_id ?? "none" },
    { enabled: newest !== undefined },
  );
  return result.data && newest ? [result.data] : [];
}

type PreviewRow = Preview["sources"][number];

/** The line without a name is the sum. */
function useColumns(): readonly Column<PreviewRow>[] {
  const { t } = useTranslation();
  const format = useFormat();
  return [
    {
      key: "source",
      label: t("pipeline.days_source"),
      cell: (row) => row.id || <strong>{t("pipeline.days_total")}</strong>,
    },
    {
      key: "reads",
      label: t("pipeline.days_reads"),
      align: "right",
      cell: (row) => (row.id ? format.count(row.batches) : ""),
    },
    {
      key: "rows",
      label: t("pipeline.days_rows"),
      align: "right",
      cell: (row) => (row.id ? format.count(row.rows) : <strong>{format.count(row.rows)}</strong>),
    },
  ];
}

function PreviewTable(props: { readonly preview: Preview }): React.JSX.Element {
  const { t } = useTranslation();
  const format = useFormat();
  const basis = useBasis();
  const columns = useColumns();
  const { sources, rows } = props.preview;
  if (rows === 0)
    return (
      <p role="status" className={styles.flat}>
        {t("pipeline.days_none")}
      </p>
    );
  const estimate = estimateFor(rows, basis);
  return (
    <>
      <h3 className={styles.panelHeading}>{t("pipeline.days_preview")}</h3>
      <DataTable
        label={t("pipeline.days_preview")}
        rows={[...sources, { id: "", batches: 0, rows }]}
        rowKey={(row) => row.id}
        columns={columns}
      />
      <p role="status" className={styles.flat}>
        {estimate
          ? t("pipeline.days_time", {
              time: format.seconds(estimate.seconds),
              rows: format.count(estimate.rows),
              took: format.seconds(estimate.took),
            })
          : t("pipeline.days_time_unknown")}
      </p>
    </>
  );
}

/** Which days to derive again, what that reads and how long it may take, before it starts. */
export function DaysPanel(
  props: Days & {
    onChange(days: Partial<Days>): void;
    onClose(): void;
  },
): React.JSX.Element {
  const { t } = useTranslation();
  const format = useFormat();
  const { from, to, onChange, onClose } = props;
  const busy = activeRun(useJobs().running) !== null;
  const start = useStartJob("runs.backfill", { onSuccess: onClose });
  const problem = !from || !to ? "days_missing" : from > to ? "days_order" : null;
  const days = usePreview({ from, to }, problem === null);
  const rows = problem === null ? (days.data?.rows ?? 0) : 0;
  return (
    <SidePanel
      title={t("pipeline.days_title")}
      onClose={onClose}
      actions={
        <>
          <Button
            disabled={rows === 0 || busy}
            loading={start.isPending}
            onClick={() => start.mutate({ from, to })}
          >
            {rows > 0
              ? t("pipeline.days_start", { count: rows, number: format.count(rows) })
              : t("pipeline.days_start_none")}
          </Button>
          <Button variant="default" onClick={onClose}>
            {t("common.cancel")}
          </Button>
          {busy && <span className="caption">{t("pipeline.days_busy")}</span>}
        </>
      }
    >
      <p className={`muted ${styles.flat}`}>{t("pipeline.days_text")}</p>
      <div className={styles.dates}>
        <TextInput
          type="date"
          label={t("pipeline.days_from")}
          value={from}
          onChange={(event) => onChange({ from: event.currentTarget.value })}
        />
        <TextInput
          type="date"
          label={t("pipeline.days_to")}
          value={to}
          onChange={(event) => onChange({ to: event.currentTarget.value })}
        />
      </div>
      {problem ? (
        <p className="muted">{t(`pipeline.${problem}`)}</p>
      ) : (
        <QueryView query={days}>{(data) => <PreviewTable preview={data} />}</QueryView>
      )}
    </SidePanel>
  );
}
