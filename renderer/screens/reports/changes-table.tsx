import { Button } from "@mantine/core";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type Column, DataTable } from "#renderer/components/data-table.tsx";
import { Panel, Section } from "#renderer/components/page.tsx";
import { useFormat } from "#renderer/format/use-format.ts";
import { useReportNames } from "./use-names.ts";
import { useChangeText } from "./use-change-text.ts";
import type { Release } from "./use-release.ts";
import type { ChangedKpi } from "./view/changes.ts";

/** So many fit above the reasons without scrolling. */
const FEW = 5;

export const changeKey = (kpi: ChangedKpi): string => `${kpi.report}.${kpi.name}`;

/** The figure whose rows are shown: the one in the address, else the first. */
export function useChosenChange(release: Release): ChangedKpi | null {
  const { why } = useSearch({ from: "/reports" });
  const { changed } = release.changes;
  return changed.find((kpi) => changeKey(kpi) === why) ?? changed[0] ?? null;
}

/** Every figure that moves; a row opens its reasons below. */
export function ChangesTable({ release }: { readonly release: Release }): React.JSX.Element {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const chosen = useChosenChange(release);
  const columns = useColumns();
  const [all, setAll] = useState(false);
  const { changed } = release.changes;
  const few = changed.filter((kpi, index) => index < FEW || kpi === chosen);
  return (
    <Section title={t("reports.changes_title")}>
      <Panel flush>
        <DataTable
          label={t("reports.changes_label")}
          columns={columns}
          rows={all ? changed : few}
          rowKey={changeKey}
          selected={chosen && changeKey(chosen)}
          onOpen={(kpi) =>
            void navigate({
              to: "/reports",
              search: { why: changeKey(kpi) },
              replace: true,
              resetScroll: false,
            })
          }
        />
      </Panel>
      {!all && changed.length > few.length && (
        <div>
          <Button variant="default" size="xs" onClick={() => setAll(true)}>
            {t("reports.all_changes", { count: changed.length })}
          </Button>
        </div>
      )}
    </Section>
  );
}

function useColumns(): readonly Column<ChangedKpi>[] {
  const { t } = useTranslation();
  const format = useFormat();
  const changeText = useChangeText();
  const names = useReportNames();
  const figure = (value: ChangedKpi["build"], kpi: ChangedKpi) =>
    format.unit(value as string | null, kpi.unit);
  return [
    { key: "figure", label: t("reports.figure"), cell: (kpi) => kpi.label },
    {
      key: "report",
      label: t("reports.in_reports"),
      cell: ({ reports }) =>
        reports.length < 2
          ? names(reports[0]!)
          : t("reports.more_reports", {
              report: names(reports[0]!),
              number: format.count(reports.length - 1),
            }),
      title: ({ reports }) => reports.map(names).join(", "),
    },
    {
      key: "published",
      label: t("reports.published"),
      align: "right",
      cell: (kpi) => figure(kpi.published, kpi),
    },
    {
      key: "build",
      label: t("reports.build"),
      align: "right",
      cell: (kpi) => figure(kpi.build, kpi),
    },
    {
      key: "change",
      label: t("reports.change"),
      align: "right",
      width: 240,
      cell: (kpi) =>
        kpi.delta === null
          ? t(kpi.build === null ? "reports.disappears" : "reports.appears")
          : changeText(kpi.delta as string, kpi.unit, kpi.percent),
    },
  ];
}
