import { useNavigate, useSearch } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { SourceDetail } from "#contract/sources.ts";
import { type Column, DataTable } from "#renderer/components/data-table.tsx";
import { Panel, Section } from "#renderer/components/page.tsx";
import { useColumnName } from "../entity-list.tsx";
import { MappingPanel } from "./mapping-panel.tsx";

type MappedColumn = SourceDetail["columns"][number];

const keyOf = ({ entity, column }: MappedColumn): string => `${entity}.${column}`;

/** Which column of the source fills which of ours; a row opens what changes it. */
export function Mapping({ detail }: { readonly detail: SourceDetail }): React.JSX.Element {
  const { t } = useTranslation();
  const nameOf = useColumnName();
  const navigate = useNavigate({ from: "/sources/$id" });
  const { column: selected = null } = useSearch({ from: "/sources/$id" });
  const open = (column: MappedColumn | null): void =>
    void navigate({ search: column === null ? {} : { column: keyOf(column) }, replace: true });
  const feeds: Column<MappedColumn> = {
    key: "entity",
    label: t("sources.feeds"),
    cell: ({ entity }) => <span className="muted">{t(`sources.entity.${entity}`)}</span>,
    order: ({ entity }) => entity,
  };
  const columns: readonly Column<MappedColumn>[] = [
    ...(detail.source.entities.length > 1 ? [feeds] : []),
    {
      key: "ours",
      label: t("sources.mapping_ours"),
      cell: ({ column, required }) => (
        <>
          {nameOf(column)}{" "}
          {required && <span className="caption">{t("sources.review_required")}</span>}
        </>
      ),
      order: ({ column }) => nameOf(column),
    },
    {
      key: "theirs",
      label: t("sources.mapping_theirs"),
      cell: (column) => <Theirs column={column} />,
      order: ({ headers }) => headers[0] ?? null,
    },
    {
      key: "format",
      label: t("sources.mapping_format"),
      cell: ({ headers }) => {
        const format = detail.formats.find(({ header }) => header === headers[0])?.format;
        return (
          <span className="muted">{format === undefined ? "" : t(`sources.format_${format}`)}</span>
        );
      },
    },
  ];
  const filled = detail.columns.toSorted((one, two) => Number(isEmpty(one)) - Number(isEmpty(two)));
  const at = filled.findIndex((column) => keyOf(column) === selected);
  const current = filled[at];
  const next = filled[at + 1];
  const previous = filled[at - 1];
  return (
    <Section title={t("sources.mapping")} text={t("sources.mapping_text")}>
      <Panel flush>
        <DataTable
          label={t("sources.mapping")}
          columns={columns}
          rows={filled}
          rowKey={keyOf}
          onOpen={open}
          selected={selected}
        />
      </Panel>
      {current && (
        <MappingPanel
          key={keyOf(current)}
          detail={detail}
          column={current}
          onClose={() => open(null)}
          onNext={next && (() => open(next))}
          onPrevious={previous && (() => open(previous))}
        />
      )}
    </Section>
  );
}

const isEmpty = ({ headers, default: constant }: MappedColumn): boolean =>
  headers.length === 0 && constant === null;

function Theirs({ column }: { readonly column: MappedColumn }): React.JSX.Element {
  const { t } = useTranslation();
  const header = column.headers.join(" + ");
  if (header !== "") {
    const value = column.default;
    return <>{value === null ? header : t("sources.mapping_or", { header, value })}</>;
  }
  return (
    <span className="muted">
      {column.default === null
        ? t("sources.mapping_none")
        : t("sources.mapping_constant", { value: column.default })}
    </span>
  );
}
