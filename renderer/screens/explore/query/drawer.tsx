import { ActionIcon } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { lazy, Suspense, useEffect } from "react";
import { useTranslation } from "react-i18next";
import type { TableSummary } from "#contract/explore.ts";
import { windowError } from "#renderer/client/errors.ts";
import { Skeletons } from "#renderer/components/skeletons.tsx";
import styles from "../explore.module.css";
import { ExportMenu } from "../export-menu.tsx";
import { useAddress } from "../use-address.ts";
import { without } from "../view/filters.ts";
import { errorPosition, startingSql } from "../view/sql.ts";
import { isBusy, useSqlQuery } from "./query-provider.tsx";
import { QueryAnswer } from "./query-answer.tsx";

const SqlEditor = lazy(async () => ({ default: (await import("./sql-editor.tsx")).SqlEditor }));

/** Read-only SQL below the grid. Closing it keeps the text. */
export function QueryDrawer(props: {
  readonly tables: readonly TableSummary[];
  readonly table: string;
}): React.JSX.Element | null {
  const { search } = useAddress();
  const { text, setText } = useSqlQuery();
  const opened = search.query ?? false;
  const { table } = props;
  useEffect(() => {
    if (opened && text === "") setText(startingSql(table));
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- only what opening the drawer finds; an emptied editor stays empty
  }, [opened]);
  return opened ? <OpenDrawer tables={props.tables} /> : null;
}

function OpenDrawer({ tables }: { readonly tables: readonly TableSummary[] }): React.JSX.Element {
  const { t } = useTranslation();
  const { search, change } = useAddress();
  const { text, state, setText, run, stop } = useSqlQuery();
  const published = search.published ?? false;
  const failed = state.status === "failed" ? windowError(state.error) : null;
  const close = () => change((before) => without(before, "query"));
  const exported = state.status === "done" ? { sql: state.sql, published } : null;
  return (
    <section className={styles.drawer} aria-label={t("explore.query")} data-region="query">
      <div className={styles.drawerHead}>
        <h2 className={styles.panelTitle}>{t("explore.query")}</h2>
        <span className="caption">{t("explore.query_hint")}</span>
        <span className={styles.grow} />
        {exported && <ExportMenu input={exported} />}
        <ActionIcon aria-label={t("explore.query_close")} onClick={close}>
          <IconX size={16} aria-hidden />
        </ActionIcon>
      </div>
      <Suspense fallback={<Skeletons rows={4} />}>
        <SqlEditor
          label={t("explore.query_editor")}
          tables={tables}
          value={text}
          onChange={setText}
          onRun={() => !isBusy(state) && run()}
          onStop={stop}
          errorAt={failed ? errorPosition(text, failed.message) : null}
        />
      </Suspense>
      <QueryAnswer />
    </section>
  );
}
