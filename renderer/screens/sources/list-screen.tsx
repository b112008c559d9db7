import { Button, TextInput } from "@mantine/core";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { SourceSummary } from "#contract/sources.ts";
import { useQueryOf } from "#renderer/client/queries.ts";
import { Empty } from "#renderer/components/empty.tsx";
import { ErrorPanel } from "#renderer/components/error-panel.tsx";
import { Page, Panel, Section } from "#renderer/components/page.tsx";
import { Skeletons } from "#renderer/components/skeletons.tsx";
import { useFormat } from "#renderer/format/use-format.ts";
import { HeldQuestion } from "./held-question.tsx";
import { matching } from "./list-model.ts";
import { SourcesTable } from "./sources-table.tsx";
import styles from "./sources.module.css";

/** Where the data comes from: what waits for an answer, then every source. */
export function SourcesScreen(): React.JSX.Element {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const list = useQueryOf(["sources", "list"], {});
  const none = list.data?.length === 0;
  const connect = (): void => void navigate({ to: "/sources/new" });
  return (
    <Page
      title={t("sources.title")}
      primary={none ? null : <Button onClick={connect}>{t("sources.connect")}</Button>}
    >
      {list.error && <ErrorPanel error={list.error} onRetry={() => void list.refetch()} />}
      {list.data === undefined && !list.error && <Skeletons rows={6} height={36} />}
      {none && (
        <Empty title={t("sources.none_title")} text={t("sources.none")}>
          <Button onClick={connect}>{t("sources.connect")}</Button>
        </Empty>
      )}
      {list.data && !none && <Listed sources={list.data} />}
    </Page>
  );
}

function Listed({ sources }: { readonly sources: readonly SourceSummary[] }): React.JSX.Element {
  const { t } = useTranslation();
  const format = useFormat();
  const navigate = useNavigate({ from: "/sources" });
  const { filter = "" } = useSearch({ from: "/sources" });
  const held = sources.filter(({ state }) => state === "held");
  const shown = matching(sources, filter);
  const setFilter = (text: string): void =>
    void navigate({ search: text === "" ? {} : { filter: text }, replace: true });
  return (
    <>
      {held.length > 0 && (
        <section className={styles.held} aria-label={t("sources.held_title")}>
          {held.map((source) => (
            <HeldQuestion key={source.id} id={source.id} name={source.name} link />
          ))}
        </section>
      )}
      <Section
        title={t("sources.all")}
        aside={
          <div className={styles.filter}>
            {filter !== "" && (
              <span className="caption" role="status">
                {t("sources.found", {
                  shown: format.count(shown.length),
                  all: format.count(sources.length),
                })}
              </span>
            )}
            <TextInput
              size="xs"
              w={220}
              type="search"
              data-filter
              aria-label={t("sources.filter")}
              placeholder={t("sources.filter")}
              value={filter}
              onChange={(event) => setFilter(event.currentTarget.value)}
            />
          </div>
        }
      >
        <Panel flush>
          <SourcesTable
            sources={shown}
            empty={
              <Empty text={t("states.empty_filter", { filter })}>
                <Button variant="default" size="xs" onClick={() => setFilter("")}>
                  {t("states.remove_filter")}
                </Button>
              </Empty>
            }
          />
        </Panel>
      </Section>
    </>
  );
}
