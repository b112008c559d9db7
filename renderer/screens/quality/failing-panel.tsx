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

function Pairs(props: {
  readonly heading: string;
  readonly pairs: readonly (readonly [string, Cell | undefined])[];
}): React.JSX.Element {
  const { t } = useTranslation();
  return (
    <table className={styles.pairs}>
      <thead>
        <tr>
          <th scope="col">{t("quality.panel_header")}</th>
          <th scope="col">{props.heading}</th>
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

/** Key, value and whatever else the check says about the row. */
function Own(props: {
  readonly check: CheckResult;
  readonly row: FailingRow;
  readonly names: readonly string[];
}): React.JSX.Element {
  const { t } = useTranslation();
  const { check, row, names } = props;
  const own = names.map((name, index) => [name, row.cells[index]] as const);
  const known = check.column !== null && names.includes(check.column);
  const value =
    row.value === null || known ? [] : [[check.column ?? t("quality.value"), row.value] as const];
  const plain = [...own, ...value].map(
    ([name, cell]) => [name.replaceAll("_", " "), cell] as const,
  );
  return <Pairs heading={t("quality.value")} pairs={plain} />;
}

/** A row that stays in its table: what it is, and the cells of the source it came from. */
function KeptRow(props: {
  readonly check: CheckResult;
  readonly row: FailingRow;
  readonly names: readonly string[];
}): React.JSX.Element {
  const { t } = useTranslation();
  const placeOf = usePlaceOf();
  const { check, row } = props;
  const key = row.cells.map((cell) => String(cell ?? "")).join("/");
  const trace = useQueryOf(
    ["lineage", "trace"],
    { table: check.table, key: key || "?" },
    { enabled: row.source_id !== null && key !== "", keep: false },
  );
  const source = trace.data?.sources.find((one) => one.source_id === row.source_id);
  const cell = source?.columns[check.column ?? ""] ?? null;
  const place = placeOf({
    address: row.address ?? cell,
    source_id: row.source_id ?? "",
    row: row.row,
  });
  return (
    <>
      {row.source_id !== null && <Place place={place} row={rowMark(check, row)} />}
      <Own {...props} />
      {row.source_id !== null && (
        <QueryView query={trace} skeleton={<Skeletons rows={4} />}>
          {() =>
            source ? (
              <>
                <h3 className={styles.panelHeading}>{t("quality.panel_row_cells")}</h3>
                <Pairs heading={t("quality.panel_raw")} pairs={Object.entries(source.cells)} />
              </>
            ) : (
              <p className="muted">{t("quality.panel_trace_none")}</p>
            )
          }
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
        id === null ? (
          <LinkButton to="/explore/$table" params={{ table: check.table }} variant="default">
            {t("quality.open_table")}
          </LinkButton>
        ) : (
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
