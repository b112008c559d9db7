import { useNavigate } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { SourceSummary } from "#contract/sources.ts";
import { type Column, DataTable } from "#renderer/components/data-table.tsx";
import { MiddleText } from "#renderer/components/middle-text.tsx";
import { StateMark } from "#renderer/components/state-mark.tsx";
import { useFormat } from "#renderer/format/use-format.ts";
import { useEntityList } from "./entity-list.tsx";
import styles from "./sources.module.css";

/** Healthy is plain text; only what is not gets a mark. */
export function SourceState({ state }: { readonly state: SourceSummary["state"] }): ReactNode {
  const { t } = useTranslation();
  const word = t(`sources.state_${state}`);
  if (state === "held") return <StateMark mark="warn" word={word} />;
  if (state === "removed") return <StateMark mark="unknown" word={word} />;
  return <span className={state === "new" ? "muted" : undefined}>{word}</span>;
}

const ORDER = { held: 0, new: 1, current: 2, removed: 3 } as const;

export function SourcesTable(props: {
  readonly sources: readonly SourceSummary[];
  readonly empty: ReactNode;
}): React.JSX.Element {
  const { t } = useTranslation();
  const format = useFormat();
  const list = useEntityList();
  const navigate = useNavigate();
  const columns: readonly Column<SourceSummary>[] = [
    {
      key: "name",
      label: t("sources.name"),
      cell: ({ name }) => <span className={styles.strong}>{name}</span>,
      order: ({ name }) => name.toLowerCase(),
    },
    {
      key: "origin",
      label: t("sources.origin"),
      width: 300,
      cell: ({ origin }) => (
        <span className={styles.origin}>
          <MiddleText text={origin.path} end={22} />
        </span>
      ),
      title: ({ origin }) => `${t(`sources.kind_${origin.kind}`)}: ${origin.path}`,
      order: ({ origin }) => origin.path,
    },
    {
      key: "feeds",
      label: t("sources.feeds"),
      cell: ({ entities }) => list(entities),
      order: ({ entities }) => list(entities),
    },
    {
      key: "rows",
      label: t("sources.rows"),
      align: "right",
      cell: ({ rows }) => format.count(rows),
      order: ({ rows }) => rows,
    },
    {
      key: "read",
      label: t("sources.last_read"),
      cell: ({ last_read_at: at }) => <span className={styles.when}>{format.instant(at)}</span>,
      order: ({ last_read_at: at }) => at,
    },
    {
      key: "state",
      label: t("sources.state"),
      cell: ({ state }) => <SourceState state={state} />,
      order: ({ state }) => ORDER[state],
    },
  ];
  return (
    <DataTable
      label={t("sources.all")}
      columns={columns}
      rows={props.sources}
      rowKey={({ id }) => id}
      onOpen={({ id }) => void navigate({ to: "/sources/$id", params: { id } })}
      empty={props.empty}
    />
  );
}
