import { useTranslation } from "react-i18next";
import type { SourceDetail } from "#contract/sources.ts";
import { type Column, DataTable } from "#renderer/components/data-table.tsx";
import { Panel, Section } from "#renderer/components/page.tsx";
import { useFormat } from "#renderer/format/use-format.ts";

type Read = SourceDetail["batches"][number];

/** Each read that found something changed, newest first. */
export function Reads({ detail }: { readonly detail: SourceDetail }): React.JSX.Element {
  const { t } = useTranslation();
  const format = useFormat();
  const columns: readonly Column<Read>[] = [
    { key: "when", label: t("sources.reads_when"), cell: ({ at }) => format.instant(at) },
    {
      key: "rows",
      label: t("sources.reads_rows"),
      align: "right",
      cell: ({ rows }) => format.count(rows),
    },
    {
      key: "changed",
      label: t("sources.reads_changed"),
      align: "right",
      cell: ({ changed }) => format.count(changed),
    },
    {
      key: "deleted",
      label: t("sources.reads_deleted"),
      align: "right",
      cell: ({ deleted }) => format.count(deleted),
    },
  ];
  return (
    <Section title={t("sources.reads")} text={t("sources.reads_text")}>
      <Panel flush>
        <DataTable
          label={t("sources.reads")}
          columns={columns}
          rows={detail.batches.slice(0, 100)}
          rowKey={({ batch_id }) => batch_id}
          empty={t("sources.reads_none")}
        />
      </Panel>
    </Section>
  );
}
