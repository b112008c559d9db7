import { SegmentedControl } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type Column, DataTable } from "#renderer/components/data-table.tsx";
import { Empty } from "#renderer/components/empty.tsx";
import { Panel, Section } from "#renderer/components/page.tsx";
import { SidePanel } from "#renderer/components/side-panel.tsx";
import { StateMark } from "#renderer/components/state-mark.tsx";
import { useFormat } from "#renderer/format/use-format.ts";
import styles from "./cloud.module.css";
import { inOrder, type Verdict } from "./cloud-model.ts";

/** Keys that stand in the table itself; the panel has all. */
const SHOWN = 3;

/** Table by table: rows here and there, and whether they are the same. */
export function VerdictTable(props: { readonly verdicts: readonly Verdict[] }): React.JSX.Element {
  const { t } = useTranslation();
  const [only, setOnly] = useState<"all" | "differing">("all");
  const [chosen, setChosen] = useState<string | null>(null);
  const columns = useColumns();
  const rows = inOrder(props.verdicts).filter((one) => only === "all" || !one.identical);
  const open = rows.find((one) => one.table === chosen && !one.identical);
  const compared = props.verdicts.length > 0;
  return (
    <Section
      title={t("target.verdicts")}
      aside={
        compared && (
          <SegmentedControl
            size="xs"
            aria-label={t("target.verdicts_label")}
            value={only}
            onChange={(value) => setOnly(value === "differing" ? "differing" : "all")}
            data={[
              { value: "all", label: t("target.verdicts_all") },
              { value: "differing", label: t("target.verdicts_differing") },
            ]}
          />
        )
      }
    >
      <Panel flush>
        {compared ? (
          <DataTable
            label={t("target.verdicts_label")}
            columns={columns}
            rows={rows}
            rowKey={(one) => one.table}
            selected={open?.table ?? null}
            onOpen={(one) => setChosen(one.identical ? null : one.table)}
            empty={t("target.verdicts_no_differing")}
          />
        ) : (
          <Empty text={t("target.verdicts_none")} />
        )}
      </Panel>
      {open && <Differing verdict={open} onClose={() => setChosen(null)} />}
    </Section>
  );
}

function useColumns(): readonly Column<Verdict>[] {
  const { t } = useTranslation();
  const format = useFormat();
  return [
    {
      key: "table",
      label: t("target.table"),
      cell: (one) => <span className="mono">{one.table}</span>,
      order: (one) => one.table,
    },
    {
      key: "here",
      label: t("target.rows_here"),
      align: "right",
      width: 120,
      cell: (one) => format.count(one.rows),
      order: (one) => one.rows,
    },
    {
      key: "there",
      label: t("target.rows_there"),
      align: "right",
      width: 150,
      cell: (one) => format.count(one.cloud_rows),
      order: (one) => one.cloud_rows,
    },
    {
      key: "verdict",
      label: t("target.verdict"),
      width: 140,
      cell: (one) => (
        <StateMark
          mark={one.identical ? "good" : "broken"}
          word={t(one.identical ? "target.identical" : "target.differs")}
          plain={one.identical}
        />
      ),
      order: (one) => Number(one.identical),
    },
    {
      key: "differing",
      label: t("target.differing"),
      cell: (one) => <Keys verdict={one} />,
      title: (one) => one.differing.join(", "),
    },
  ];
}

function Keys({ verdict }: { readonly verdict: Verdict }): React.JSX.Element | null {
  const { t } = useTranslation();
  const format = useFormat();
  const { identical, differing } = verdict;
  if (identical) return null;
  if (differing.length === 0) {
    return <span className="muted">{t("target.differing_unknown")}</span>;
  }
  const keys = differing.slice(0, SHOWN).join(", ");
  const more = differing.length - SHOWN;
  return (
    <span className="mono">
      {more > 0 ? t("target.differing_more", { keys, number: format.count(more) }) : keys}
    </span>
  );
}

function Differing(props: { readonly verdict: Verdict; onClose(): void }): React.JSX.Element {
  const { t } = useTranslation();
  const { table, differing } = props.verdict;
  return (
    <SidePanel title={t("target.differing_panel", { table })} onClose={props.onClose}>
      <p className="muted">
        {t(differing.length === 0 ? "target.differing_unknown" : "target.differing_text")}
      </p>
      <ul className={`mono ${styles.keys}`}>
        {differing.map((key) => (
          <li key={key}>{key}</li>
        ))}
      </ul>
    </SidePanel>
  );
}
