import { useTranslation } from "react-i18next";
import type { RunResult } from "#contract/runs.ts";
import { type Column, DataTable } from "#renderer/components/data-table.tsx";
import { Panel, Section } from "#renderer/components/page.tsx";
import { useFormat } from "#renderer/format/use-format.ts";

interface Line {
  readonly name: string;
  readonly counts: readonly number[];
}

function Counts(props: {
  readonly label: string;
  readonly names: readonly string[];
  readonly lines: readonly Line[];
}): React.JSX.Element | null {
  const { t } = useTranslation();
  const format = useFormat();
  if (props.lines.length === 0) return null;
  const columns: Column<Line>[] = [
    {
      key: "name",
      label: t("pipeline.run_rows_name"),
      cell: (line) => line.name,
      order: (line) => line.name,
    },
    ...props.names.map((label, index): Column<Line> => ({
      key: label,
      label,
      align: "right",
      width: 112,
      cell: (line) => format.count(line.counts[index]),
      order: (line) => line.counts[index] ?? null,
    })),
  ];
  return (
    <Panel flush>
      <DataTable
        label={props.label}
        columns={columns}
        rows={props.lines}
        rowKey={(line) => line.name}
      />
    </Panel>
  );
}

/** `order_items` as people write it. */
const plain = (name: string): string => name.replaceAll("_", " ");

/** What a run read per source and kept per cleaned table. */
export function RunTables(props: { readonly result: RunResult }): React.JSX.Element {
  const { t } = useTranslation();
  const { bronze, silver } = props.result.layers;
  const read = Object.entries(bronze).map(([name, one]): Line => ({
    name,
    counts: [one.rows_read, one.rows_new, one.rows_changed, one.rows_deleted],
  }));
  const kept = Object.entries(silver).map(([name, one]): Line => ({
    name: plain(name),
    counts: [one.rows, one.quarantined, one.duplicates],
  }));
  return (
    <Section title={t("pipeline.run_rows")}>
      <Counts
        label={t("pipeline.lane_bronze")}
        lines={read}
        names={[
          t("pipeline.run_rows_read"),
          t("pipeline.run_rows_new"),
          t("pipeline.run_rows_changed"),
          t("pipeline.run_rows_deleted"),
        ]}
      />
      <Counts
        label={t("pipeline.lane_silver")}
        lines={kept}
        names={[
          t("pipeline.run_rows_kept"),
          t("pipeline.run_rows_aside"),
          t("pipeline.run_rows_duplicates"),
        ]}
      />
    </Section>
  );
}
