import { Button } from "@mantine/core";
import { Link, Navigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { TableSummary } from "#contract/explore.ts";
import { windowError } from "#renderer/client/errors.ts";
import { useQueryOf } from "#renderer/client/queries.ts";
import { Empty } from "#renderer/components/empty.tsx";
import { ErrorPanel } from "#renderer/components/error-panel.tsx";
import { Page } from "#renderer/components/page.tsx";
import { Skeletons } from "#renderer/components/skeletons.tsx";
import styles from "./explore.module.css";
import { QueryDrawer } from "./query/drawer.tsx";
import { QueryProvider } from "./query/query-provider.tsx";
import { QueryButton } from "./query/run-button.tsx";
import { TableTree } from "./table-tree.tsx";
import { TableView } from "./table-view.tsx";
import { useAddress } from "./use-address.ts";
import { firstTable } from "./view/layers.ts";
import { setOrDrop } from "./view/filters.ts";
import { WhichResult } from "./which-result.tsx";

/** Every table, every row, and read-only queries over them. */
export function ExploreScreen(): React.JSX.Element {
  const { t } = useTranslation();
  const { search } = useAddress();
  const published = search.published ?? false;
  const query = useQueryOf(["explore", "tables"], { published }, { keep: false });
  return (
    <QueryProvider>
      <Page
        title={t("explore.title")}
        wide
        full
        secondary={<WhichResult />}
        primary={query.data && query.data.length > 0 ? <QueryButton /> : undefined}
      >
        {query.data ? (
          <Loaded tables={query.data} />
        ) : query.error ? (
          <Failed error={query.error} onRetry={() => void query.refetch()} />
        ) : (
          <Skeletons rows={12} height={24} />
        )}
      </Page>
    </QueryProvider>
  );
}

/** Nothing built or published yet is a beginning, not an error. */
function Failed(props: { readonly error: Error; onRetry(): void }): React.JSX.Element {
  const { t } = useTranslation();
  const { search, change } = useAddress();
  if (windowError(props.error).code !== "not_found") return <ErrorPanel {...props} />;
  if (!search.published) return <NothingYet />;
  return (
    <Empty text={t("explore.not_published")}>
      <Button onClick={() => change((before) => setOrDrop(before, "published", undefined))}>
        {t("explore.see_build")}
      </Button>
    </Empty>
  );
}

function NothingYet(): React.JSX.Element {
  const { t } = useTranslation();
  return (
    <Empty title={t("explore.empty_title")} text={t("explore.empty_text")}>
      <Button component={Link} to="/pipeline">
        {t("explore.empty_action")}
      </Button>
    </Empty>
  );
}

function Loaded({ tables }: { readonly tables: readonly TableSummary[] }): React.JSX.Element {
  const { t } = useTranslation();
  const { table, search } = useAddress();
  const first = firstTable(tables);
  if (first === null) return <NothingYet />;
  if (table === null) {
    return (
      <Navigate to="/explore/$table" params={{ table: first.table }} search={search} replace />
    );
  }
  const open = tables.find((each) => each.table === table);
  const missing = search.published ? t("explore.table_missing") : t("explore.unknown_table");
  return (
    <div className={styles.split}>
      <TableTree tables={tables} open={table} />
      <div className={styles.main}>
        {open ? <TableView key={open.table} table={open} /> : <Empty text={missing} />}
        <QueryDrawer tables={tables} table={open?.table ?? first.table} />
      </div>
    </div>
  );
}
