import { useTranslation } from "react-i18next";
import type { CheckResult } from "#contract/quality.ts";
import type { Cell, Table } from "#contract/values.ts";
import { useQueryOf } from "#renderer/client/queries.ts";
import { LinkButton } from "#renderer/components/link-button.tsx";
import { QueryView } from "#renderer/components/query-view.tsx";
import { SidePanel } from "#renderer/components/side-panel.tsx";
import { Skeletons } from "#renderer/components/skeletons.tsx";
import { useFormat } from "#renderer/format/use-format.ts";
import { AsideRow, useAsideRow } from "./aside-row.tsx";
import { type FailingRow, shownColumns } from "./cells.ts";
import { CellText, rowMark } from "./failing-list.tsx";
import { ruleOf, setsAside } from "./filters.ts";
import { Place, usePlaceOf } from "./place.tsx";
import styles from "./quality.module.css";

function Pairs(props: { readonly pairs: readonly (readonly [string, Cell | undefined])[] }) {
  const { t } = useTranslation();
  return (
    <table className={styles.pairs}>
      <thead>
        <tr>
          <th scope="col">{t("quality.panel_header")}</th>
          <th scope="col">{t("quality.panel_raw")}</th>
        </tr>
      </thead>
      <tbody>
        {props.pairs.map(([name, value]) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            <td>
              <CellText value={value} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** A row that stays in its table: what it is, and the cells of the source it came from. */
function KeptRow(props: {
  readonly check: CheckResult;
  readonly row: FailingRow;
  readonly names: readonly string[];
}): React.JSX.Element {
  const { t } = useTranslation();
  const placeOf = usePlaceOf();
  const { check, row, names } = props;
  const key = row.cells.map((cell) => String(cell ?? "")).join("/");
  const traceable = row.source_id !== null;
  const trace = useQueryOf(
    ["lineage", "trace"],
    { table: check.table, key: key || "?" },
    { enabled: traceable && key !== "", keep: false },
  );
  const own = names.map((name, index) => [name, row.cells[index]] as const);
  const value =
    row.value === null ? [] : [[check.column ?? t("quality.value"), row.value] as const];
  const place = placeOf({ address: row.address, source_id: row.source_id ?? "", row: row.row });
  return (
    <>
      <Place place={place} row={rowMark(check, row)} />
      <Pairs pairs={[...own, ...value]} />
      {traceable && (
        <QueryView query={trace} skeleton={<Skeletons rows={4} />}>
          {(data) => {
            const source = data.sources.find((one) => one.source_id === row.source_id);
            if (!source) return <p className="muted">{t("quality.panel_trace_none")}</p>;
            return (
              <>
                <h3 className={styles.panelHeading}>{t("quality.panel_row_cells")}</h3>
                <Pairs pairs={Object.entries(source.cells)} />
              </>
            );
          }}
        </QueryView>
      )}
    </>
  );
}

/** One failing row beside the list: ↑ and ↓ go on to the next. */
export function FailingPanel(props: {
  readonly check: CheckResult;
  readonly columns: Table["columns"];
  readonly row: FailingRow;
  readonly index: number;
  readonly total: number;
  onMove(index: number | null): void;
}): React.JSX.Element {
  const { t } = useTranslation();
  const format = useFormat();
  const { check, columns, row, index, total, onMove } = props;
  const id = setsAside(check) ? rowMark(check, row) : null;
  const aside = useAsideRow(id);
  const names = shownColumns(columns);
  const title = row.cells.map((cell) => String(cell ?? "")).filter(Boolean);
  return (
    <SidePanel
      title={title.join(" / ") || t("quality.row_title", { number: format.count(index + 1) })}
      position={t("quality.row_of", {
        number: format.count(index + 1),
        all: format.count(total),
      })}
      onClose={() => onMove(null)}
      onPrevious={index > 0 ? () => onMove(index - 1) : undefined}
      onNext={index < total - 1 ? () => onMove(index + 1) : undefined}
      actions={
        id !== null && (
          <LinkButton
            to="/quality/quarantine"
            search={{ ...ruleOf(check), row: id }}
            variant="default"
          >
            {t("quality.aside_title")}
          </LinkButton>
        )
      }
    >
      {id === null ? <KeptRow check={check} row={row} names={names} /> : <AsideRow query={aside} />}
    </SidePanel>
  );
}
