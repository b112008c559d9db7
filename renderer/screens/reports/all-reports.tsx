import { Link, useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { Diff } from "#contract/reports.ts";
import { useQueryOf } from "#renderer/client/queries.ts";
import type { OutputOf } from "#renderer/client/types.ts";
import { type Column, DataTable } from "#renderer/components/data-table.tsx";
import { Panel, Section } from "#renderer/components/page.tsx";
import { QueryView } from "#renderer/components/query-view.tsx";
import styles from "./reports.module.css";
import type { Release } from "./use-release.ts";
import { hasMoved } from "./view/changes.ts";

type Summary = OutputOf<"reports", "list">[number];

/** One line a report: its question, and whether readers would see another answer. */
export function AllReports({ release }: { readonly release: Release }): React.JSX.Element {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const query = useQueryOf(["reports", "list"], {});
  const columns = useColumns(release.diff);
  return (
    <Section title={t("reports.all_title")}>
      <QueryView query={query}>
        {(reports) => (
          <Panel flush>
            <DataTable
              label={t("reports.all_label")}
              columns={columns}
              rows={reports}
              rowKey={({ name }) => name}
              onOpen={({ name }) => void navigate({ to: "/reports/$name", params: { name } })}
            />
          </Panel>
        )}
      </QueryView>
    </Section>
  );
}

function useColumns(diff: Diff): readonly Column<Summary>[] {
  const { t } = useTranslation();
  const state = ({ name, applicable }: Summary): string => {
    if (!applicable) return t("reports.state_unconnected");
    if (diff.version === null) return t("reports.state_new");
    const count = diff.kpis.filter((kpi) => kpi.report === name && hasMoved(kpi)).length;
    return count === 0 ? t("reports.state_same") : t("reports.state_changed", { count });
  };
  return [
    {
      key: "report",
      label: t("reports.report"),
      width: 220,
      cell: ({ name, label }) => (
        <Link
          to="/reports/$name"
          params={{ name }}
          className={styles.link}
          onClick={(event) => event.stopPropagation()}
        >
          {label}
        </Link>
      ),
    },
    { key: "question", label: t("reports.question"), cell: ({ question }) => question },
    {
      key: "state",
      label: t("reports.state"),
      width: 220,
      cell: (report) => {
        const text = state(report);
        return text === t("reports.state_same") ? <span className="muted">{text}</span> : text;
      },
    },
  ];
}
