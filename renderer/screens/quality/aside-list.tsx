import { useTranslation } from "react-i18next";
import { useClient } from "#renderer/client/context.tsx";
import { queryOf, useQueryOf } from "#renderer/client/queries.ts";
import type { OutputOf } from "#renderer/client/types.ts";
import { PAGE } from "./cells.ts";
import { CellText } from "./failing-list.tsx";
import { type AsideFilter, asideQuery } from "./filters.ts";
import { type ListColumn, PagedList } from "./paged-list.tsx";
import { useOpened } from "./place.tsx";
import { type Pages, usePages } from "./use-pages.ts";

type Answer = OutputOf<"quarantine", "list">;
export type AsideSummary = Answer["rows"][number];
export type AsidePages = Pages<AsideSummary, Answer>;

export function useAside(filter: AsideFilter): AsidePages {
  const client = useClient();
  const of = asideQuery(filter);
  return usePages(
    (offset) => queryOf(client, ["quarantine", "list"], { ...of, limit: PAGE, offset }),
    (answer) => answer.rows,
  );
}

/** Rows that will be let through with the next run, by entity, key and rule. */
function useLetThrough(): ReadonlySet<string> {
  const decisions = useQueryOf(["quarantine", "decisions"], {});
  const active = decisions.data?.filter((one) => one.state === "in_force") ?? [];
  return new Set(active.map((one) => `${one.entity} ${one.key} ${one.rule}`));
}

function useColumns(): readonly ListColumn<AsideSummary>[] {
  const { t } = useTranslation();
  const opened = useOpened();
  const through = useLetThrough();
  const isThrough = (row: AsideSummary): boolean =>
    row.reasons.every((reason) => through.has(`${row.entity} ${row.key} ${reason.rule}`));
  return [
    {
      key: "place",
      label: t("quality.place"),
      track: "minmax(168px, 1fr)",
      cell: (row) => (
        <>
          <span className="mono">{row.address ?? row.source_id}</span>
          {opened.has(row.id) && <span className="caption"> · {t("quality.opened")}</span>}
        </>
      ),
    },
    {
      key: "entity",
      label: t("quality.aside_entity"),
      track: "112px",
      cell: (row) => row.entity.replaceAll("_", " "),
    },
    {
      key: "key",
      label: t("quality.aside_key"),
      track: "minmax(96px, 0.6fr)",
      cell: (row) => row.key || <span className="muted">{t("quality.aside_no_key")}</span>,
    },
    {
      key: "value",
      label: t("quality.aside_cell"),
      track: "minmax(112px, 0.7fr)",
      cell: (row) => <CellText value={row.reasons[0]?.value} />,
    },
    {
      key: "why",
      label: t("quality.aside_why"),
      track: "minmax(240px, 2.4fr)",
      cell: (row) => {
        const why = row.reasons.map((reason) => reason.says).join("; ");
        return (
          <span title={why}>
            {isThrough(row) && <strong>{t("quality.waived")} · </strong>}
            {why}
          </span>
        );
      },
    },
  ];
}

export function AsideList(props: {
  readonly pages: AsidePages;
  readonly selected: string | null;
  onOpen(id: string): void;
}): React.JSX.Element {
  const { t } = useTranslation();
  const opened = useOpened();
  const columns = useColumns();
  const { pages, selected, onOpen } = props;
  return (
    <PagedList
      label={t("quality.aside_title")}
      columns={columns}
      total={pages.total}
      rowAt={pages.rowAt}
      onVisible={pages.onVisible}
      onOpen={(row) => onOpen(row.id)}
      isSelected={(row) => row.id === selected}
      isOpened={(row) => opened.has(row.id)}
    />
  );
}
