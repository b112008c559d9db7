import { useTranslation } from "react-i18next";
import type { CheckResult } from "#contract/quality.ts";
import type { Cell, Table } from "#contract/values.ts";
import { useClient } from "#renderer/client/context.tsx";
import { queryOf } from "#renderer/client/queries.ts";
import type { OutputOf } from "#renderer/client/types.ts";
import { asideId, type FailingRow, failingRows, hasValue, PAGE, shownColumns } from "./cells.ts";
import { ruleOf } from "./filters.ts";
import { type ListColumn, PagedList } from "./paged-list.tsx";
import { useOpened, usePlaceOf, usePlaceText } from "./place.tsx";
import { type Pages, usePages } from "./use-pages.ts";

export type FailingPages = Pages<FailingRow, OutputOf<"quality", "failing">>;

/** All failing rows of a check, page by page. */
export function useFailing(
  check: string,
  run: string | undefined,
  wanted: number | undefined,
): FailingPages {
  const client = useClient();
  const of = { check, ...(run !== undefined && { run_id: run }) };
  return usePages<FailingRow, OutputOf<"quality", "failing">>(
    (offset) => queryOf(client, ["quality", "failing"], { ...of, limit: PAGE, offset }),
    failingRows,
    wanted,
  );
}

/** A cell as text: what is empty says so instead of showing nothing. */
export function CellText(props: { readonly value: Cell | undefined }): React.JSX.Element {
  const { t } = useTranslation();
  const { value } = props;
  if (value === null || value === undefined || value === "") {
    return <span className="muted">{t("quality.panel_empty")}</span>;
  }
  const text = typeof value === "object" ? JSON.stringify(value) : String(value);
  return <span title={text}>{text}</span>;
}

/** How the row is marked as opened: by its name in the quarantine, else by its place. */
export function rowMark(check: CheckResult, row: FailingRow): string | null {
  return asideId(ruleOf(check).entity, row);
}

export function FailingList(props: {
  readonly check: CheckResult;
  readonly columns: Table["columns"];
  readonly pages: FailingPages;
  readonly selected: number;
  onOpen(index: number): void;
}): React.JSX.Element {
  const { t } = useTranslation();
  const placeOf = usePlaceOf();
  const placeText = usePlaceText();
  const opened = useOpened();
  const { check, columns, pages, selected, onOpen } = props;
  const isOpened = (row: FailingRow): boolean => opened.has(rowMark(check, row) ?? "");
  const placed = (row: FailingRow) =>
    placeOf({ address: row.address, source_id: row.source_id ?? "", row: row.row });
  const list: ListColumn<FailingRow>[] = shownColumns(columns).map((name, index) => ({
    key: name,
    label: name.replaceAll("_", " "),
    track: "minmax(112px, 1fr)",
    cell: (row) => <CellText value={row.cells[index]} />,
  }));
  if (hasValue(columns)) {
    list.push({
      key: "_value",
      label: t("quality.value"),
      track: "minmax(128px, 1.4fr)",
      cell: (row) => <CellText value={row.value} />,
    });
  }
  if (columns.some((column) => column.name === "_source_id")) {
    list.push({
      key: "_address",
      label: t("quality.place"),
      track: "minmax(176px, 1fr)",
      cell: (row) => (
        <>
          <span className="mono">{placeText(placed(row))}</span>
          {isOpened(row) && <span className="caption"> · {t("quality.opened")}</span>}
        </>
      ),
    });
  }
  return (
    <PagedList
      label={t("quality.rows")}
      columns={list}
      total={pages.total}
      rowAt={pages.rowAt}
      onVisible={pages.onVisible}
      onOpen={(_row, index) => onOpen(index)}
      isSelected={(_row, index) => index === selected}
      isOpened={isOpened}
    />
  );
}
