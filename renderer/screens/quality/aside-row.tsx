import { Button } from "@mantine/core";
import type { UseQueryResult } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { windowError } from "#renderer/client/errors.ts";
import { useQueryOf } from "#renderer/client/queries.ts";
import type { OutputOf } from "#renderer/client/types.ts";
import { Empty } from "#renderer/components/empty.tsx";
import { QueryView } from "#renderer/components/query-view.tsx";
import { StateMark } from "#renderer/components/state-mark.tsx";
import { useFormat } from "#renderer/format/use-format.ts";
import { CellText } from "./failing-list.tsx";
import { Place, usePlaceOf } from "./place.tsx";
import styles from "./quality.module.css";
import { rowCells } from "./row-cells.ts";
import { useTakeBack, WaiveForm } from "./waive-form.tsx";

type Detail = OutputOf<"quarantine", "show">;
type Reason = Detail["reasons"][number];

export function useAsideRow(id: string | null): UseQueryResult<Detail> {
  return useQueryOf(["quarantine", "show"], { id: id ?? "none" }, { enabled: id !== null });
}

function ReasonView(props: { readonly reason: Reason; readonly row: Detail }): React.JSX.Element {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const { reason, row } = props;
  const waived = row.decisions.some((decision) => decision.rule === reason.rule);
  return (
    <li>
      <p>
        <StateMark mark="warn" word={t("quality.status_warned")} compact /> {reason.says}.
      </p>
      {reason.todo && <p className="muted">{reason.todo}</p>}
      {!reason.waivable && <p className="muted">{t("quality.waive_not")}</p>}
      {reason.waivable && !waived && !open && (
        <p>
          <Button variant="default" size="compact-sm" onClick={() => setOpen(true)}>
            {t("quality.waive")}
          </Button>
        </p>
      )}
      {open && (
        <WaiveForm
          rule={reason.rule}
          says={reason.says}
          rows={1}
          chosen={{ ids: [row.id] }}
          onDone={() => setOpen(false)}
        />
      )}
    </li>
  );
}

function Cells(props: { readonly row: Detail }): React.JSX.Element {
  const { t } = useTranslation();
  const { row } = props;
  const source = useQueryOf(["sources", "get"], { id: row.source_id });
  const lines = rowCells(row, source.data?.columns ?? []);
  return (
    <table className={styles.pairs}>
      <thead>
        <tr>
          <th scope="col">{t("quality.panel_header")}</th>
          <th scope="col">{t("quality.panel_raw")}</th>
          <th scope="col">{t("quality.panel_typed")}</th>
        </tr>
      </thead>
      <tbody>
        {lines.map((line) => (
          <tr key={line.name} data-broken={line.broken}>
            <th scope="row">
              {line.broken && <StateMark mark="warn" word={t("quality.status_warned")} compact />}{" "}
              {line.name}
            </th>
            <td>
              <CellText value={line.raw} />
            </td>
            <td>
              {line.typed === undefined ? (
                <span className="muted">{t("quality.panel_unused")}</span>
              ) : line.typed === null && line.raw !== null && line.raw !== "" ? (
                <span className="muted">{t("quality.panel_unreadable")}</span>
              ) : (
                <CellText value={line.typed} />
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Decisions(props: { readonly row: Detail }): React.JSX.Element | null {
  const { t } = useTranslation();
  const format = useFormat();
  const takeBack = useTakeBack();
  const { decisions } = props.row;
  if (decisions.length === 0) return null;
  return (
    <div>
      <h3 className={styles.panelHeading}>{t("quality.panel_decisions")}</h3>
      <ul className={styles.reasons}>
        {decisions.map((decision) => (
          <li key={decision.decision_id}>
            <p>
              {t("quality.waived")}: {decision.reason}
            </p>
            <p className="muted">{format.instant(decision.made_at)}</p>
            <Button
              variant="default"
              size="compact-sm"
              onClick={() => void takeBack([decision.decision_id])}
            >
              {t("quality.decision_undo")}
            </Button>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** A set-aside row: where it stands, why it is set aside, what was written and how it was read. */
export function AsideRow(props: { readonly query: UseQueryResult<Detail> }): React.JSX.Element {
  const { t } = useTranslation();
  const placeOf = usePlaceOf();
  const { query } = props;
  if (query.error && windowError(query.error).code === "not_found") {
    return <Empty title={t("quality.panel_gone")} text={t("quality.panel_gone_text")} />;
  }
  return (
    <QueryView query={query}>
      {(row) => (
        <div className={styles.rowBody}>
          <Place
            place={placeOf({ address: row.address, source_id: row.source_id, row: null })}
            row={row.id}
          />
          <div>
            <h3 className={styles.panelHeading}>{t("quality.panel_reasons")}</h3>
            <ul className={styles.reasons}>
              {row.reasons.map((reason) => (
                <ReasonView key={`${row.id} ${reason.rule}`} reason={reason} row={row} />
              ))}
            </ul>
          </div>
          <Decisions row={row} />
          <div>
            <h3 className={styles.panelHeading}>{t("quality.panel_cells")}</h3>
            <Cells row={row} />
          </div>
        </div>
      )}
    </QueryView>
  );
}
