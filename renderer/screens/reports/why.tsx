import { Button } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Explanation } from "#contract/reports.ts";
import { useQueryOf } from "#renderer/client/queries.ts";
import { type Column, DataTable } from "#renderer/components/data-table.tsx";
import { Panel, Section } from "#renderer/components/page.tsx";
import { QueryView } from "#renderer/components/query-view.tsx";
import { Skeletons } from "#renderer/components/skeletons.tsx";
import { useFormat } from "#renderer/format/use-format.ts";
import styles from "./reports.module.css";
import { changeKey, useChosenChange } from "./changes-table.tsx";
import type { Release } from "./use-release.ts";
import type { ChangedKpi } from "./view/changes.ts";
import { columnLabel, keyText, type ExplainedRow } from "./view/why.ts";

/** The largest parts; the others are one click away. */
const FEW = 8;

/** Which rows make the difference of the chosen figure. */
export function Why({ release }: { readonly release: Release }): React.JSX.Element | null {
  const { t } = useTranslation();
  const kpi = useChosenChange(release);
  if (kpi === null) return null;
  return (
    <Section title={t("reports.why_title", { label: kpi.label })}>
      <Rows key={changeKey(kpi)} kpi={kpi} />
    </Section>
  );
}

function Rows({ kpi }: { readonly kpi: ChangedKpi }): React.JSX.Element {
  const query = useQueryOf(["reports", "explain"], { report: kpi.report, kpi: kpi.name });
  return (
    <QueryView query={query} skeleton={<Skeletons rows={4} height={28} />}>
      {(explanation) => <Explained explanation={explanation} kpi={kpi} />}
    </QueryView>
  );
}

function Explained(props: {
  readonly explanation: Explanation;
  readonly kpi: ChangedKpi;
}): React.JSX.Element {
  const { t } = useTranslation();
  const format = useFormat();
  const { explanation, kpi } = props;
  const columns = useColumns(explanation, kpi);
  const [all, setAll] = useState(false);
  const known = explanation.rows.length;
  if (explanation.rows.length === 0) return <p className="muted">{t("reports.why_none")}</p>;
  return (
    <>
      {explanation.sentence !== "" && <p className={styles.why}>{explanation.sentence}</p>}
      <Panel flush>
        <DataTable
          label={t("reports.why_rows")}
          columns={columns}
          rows={all ? explanation.rows : explanation.rows.slice(0, FEW)}
          rowKey={(row) => JSON.stringify(row.key)}
        />
      </Panel>
      <p className={styles.more}>
        {!all && known > FEW && (
          <Button variant="default" size="xs" onClick={() => setAll(true)}>
            {t("reports.why_all", { number: format.count(known) })}
          </Button>
        )}
        {explanation.total > known && all && (
          <span className="caption">
            {t("reports.why_shown", {
              shown: format.count(known),
              all: format.count(explanation.total),
            })}
          </span>
        )}
      </p>
    </>
  );
}

function useColumns(explanation: Explanation, kpi: ChangedKpi): readonly Column<ExplainedRow>[] {
  const { t } = useTranslation();
  const format = useFormat();
  const words = {
    new: t("reports.why_new"),
    gone: t("reports.why_gone"),
    changed: t("reports.why_changed"),
  };
  const figure = (value: ExplainedRow["build"]) => format.unit(value as string | null, kpi.unit);
  const numbers: readonly ["published" | "build", string][] = [
    ["published", t("reports.published")],
    ["build", t("reports.build")],
  ];
  return [
    ...explanation.columns.map((name, index) => ({
      key: `key.${name}`,
      label: columnLabel(name),
      cell: (row: ExplainedRow) => keyText(name, row.key[index] ?? null, format),
    })),
    { key: "what", label: t("reports.row_change"), cell: (row) => words[row.change] },
    ...numbers.map(([key, label]) => ({
      key,
      label,
      align: "right" as const,
      cell: (row: ExplainedRow) => figure(row[key]),
    })),
    {
      key: "delta",
      label: t("reports.change"),
      align: "right",
      cell: (row) => format.delta(row.delta as string | null, kpi.unit),
    },
  ];
}
