import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useQueryOf } from "#renderer/client/queries.ts";
import type { OutputOf } from "#renderer/client/types.ts";
import { type Column, DataTable } from "#renderer/components/data-table.tsx";
import { Empty } from "#renderer/components/empty.tsx";
import { Panel } from "#renderer/components/page.tsx";
import { QueryView } from "#renderer/components/query-view.tsx";
import { DateText, DayText } from "#renderer/components/values.tsx";
import { useTakeBack } from "./waive-form.tsx";

type Decision = OutputOf<"quarantine", "decisions">[number];

function useColumns(): readonly Column<Decision>[] {
  const { t } = useTranslation();
  const takeBack = useTakeBack();
  return [
    {
      key: "made",
      label: t("quality.decision_made"),
      width: 152,
      cell: (one) => <DateText value={one.made_at} />,
      order: (one) => one.made_at,
    },
    {
      key: "row",
      label: t("quality.decision_row"),
      width: 160,
      cell: (one) => `${one.entity.replaceAll("_", " ")} ${one.key}`,
      order: (one) => `${one.entity} ${one.key}`,
    },
    {
      key: "rule",
      label: t("quality.decision_rule"),
      cell: (one) => one.rule.replaceAll("_", " "),
      order: (one) => one.rule,
    },
    { key: "reason", label: t("quality.decision_reason"), cell: (one) => one.reason },
    { key: "by", label: t("quality.decision_by"), width: 96, cell: (one) => one.by ?? "" },
    {
      key: "until",
      label: t("quality.decision_until"),
      width: 112,
      cell: (one) =>
        one.until === null ? t("quality.decision_for_good") : <DayText value={one.until} />,
      order: (one) => one.until,
    },
    {
      key: "state",
      label: t("quality.decision_state"),
      width: 120,
      cell: (one) => t(`quality.decision_${one.state}`),
      order: (one) => one.state,
    },
    {
      key: "undo",
      label: <span className="hidden-text">{t("quality.decision_undo")}</span>,
      align: "right",
      width: 128,
      cell: (one) =>
        one.state === "in_force" && (
          <Button
            variant="default"
            size="compact-sm"
            onClick={() => void takeBack([one.decision_id])}
          >
            {t("quality.decision_undo")}
          </Button>
        ),
    },
  ];
}

/** Every row that was let through: who, why, until when, and the way back. */
export function DecisionList(): React.JSX.Element {
  const { t } = useTranslation();
  const decisions = useQueryOf(["quarantine", "decisions"], {});
  const columns = useColumns();
  return (
    <QueryView query={decisions}>
      {(rows) => (
        <Panel flush>
          <DataTable
            label={t("quality.aside_decisions")}
            columns={columns}
            rows={rows}
            rowKey={(one) => one.decision_id}
            empty={
              <Empty
                title={t("quality.decisions_none_title")}
                text={t("quality.decisions_none_text")}
              />
            }
          />
        </Panel>
      )}
    </QueryView>
  );
}
