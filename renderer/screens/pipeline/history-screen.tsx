import { Button, TextInput } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { getRouteApi } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useQueryOf } from "#renderer/client/queries.ts";
import { type Column, DataTable } from "#renderer/components/data-table.tsx";
import { Empty } from "#renderer/components/empty.tsx";
import { Panel } from "#renderer/components/page.tsx";
import { QueryView } from "#renderer/components/query-view.tsx";
import { Skeletons } from "#renderer/components/skeletons.tsx";
import { StateMark } from "#renderer/components/state-mark.tsx";
import { DateText } from "#renderer/components/values.tsx";
import { useFormat } from "#renderer/format/use-format.ts";
import { PipelinePage } from "./frame.tsx";
import { NothingRan } from "./hero.tsx";
import styles from "./pipeline.module.css";
import { markOfRun, type RunSummary } from "./run-states.ts";

const route = getRouteApi("/pipeline/runs");
const LIMIT = 1000;

/** How a run ended: a mark only where it asks for a person. */
export function RunState(props: { readonly run: RunSummary }): React.JSX.Element {
  const { t } = useTranslation();
  const { status } = props.run;
  const word = t(`pipeline.status_${status}`);
  const mark = markOfRun(status);
  return mark === null ? <span>{word}</span> : <StateMark mark={mark} word={word} />;
}

function useColumns(): readonly Column<RunSummary>[] {
  const { t } = useTranslation();
  const format = useFormat();
  return [
    {
      key: "started",
      label: t("pipeline.history_started"),
      width: 160,
      cell: (run) => <DateText value={run.started_at} />,
      order: (run) => run.started_at,
    },
    {
      key: "kind",
      label: t("pipeline.history_kind"),
      width: 128,
      cell: (run) => t(`pipeline.kind_${run.kind}`),
      order: (run) => run.kind,
    },
    {
      key: "result",
      label: t("pipeline.history_result"),
      width: 144,
      cell: (run) => <RunState run={run} />,
      order: (run) => run.status,
    },
    {
      key: "cause",
      label: t("pipeline.history_cause"),
      cell: (run) => (
        <span className={styles.cause} title={run.cause ?? undefined}>
          {run.cause ?? ""}
        </span>
      ),
    },
    {
      key: "seconds",
      label: t("pipeline.history_seconds"),
      align: "right",
      width: 88,
      cell: (run) => format.seconds(run.seconds),
      order: (run) => run.seconds,
    },
    {
      key: "score",
      label: t("pipeline.history_score"),
      align: "right",
      width: 80,
      cell: (run) => format.decimal(run.quality_score, 1),
      order: (run) => run.quality_score,
    },
    {
      key: "published",
      label: t("pipeline.history_published"),
      width: 112,
      cell: (run) => (run.published ? t("pipeline.history_published_yes") : ""),
    },
  ];
}

function matches(run: RunSummary, words: readonly string[], filter: string): boolean {
  const all = [run.run_id, run.cause ?? "", ...words].join(" ").toLocaleLowerCase();
  return all.includes(filter.trim().toLocaleLowerCase());
}

function Runs(props: { readonly runs: readonly RunSummary[] }): React.JSX.Element {
  const { t } = useTranslation();
  const format = useFormat();
  const { q = "" } = route.useSearch();
  const navigate = route.useNavigate();
  const columns = useColumns();
  const { runs } = props;
  const wordsOf = (run: RunSummary) => [
    t(`pipeline.kind_${run.kind}`),
    t(`pipeline.status_${run.status}`),
    format.instant(run.started_at),
  ];
  const shown = runs.filter((run) => matches(run, wordsOf(run), q));
  const filter = (text: string): void =>
    void navigate({ search: text === "" ? {} : { q: text }, replace: true, resetScroll: false });
  return (
    <div className={styles.stack}>
      <div className={styles.tools}>
        <TextInput
          type="search"
          aria-label={t("pipeline.history_filter")}
          placeholder={t("pipeline.history_filter")}
          leftSection={<IconSearch size={16} />}
          value={q}
          data-filter
          onChange={(event) => filter(event.currentTarget.value)}
        />
        {q !== "" && (
          <span className="muted" role="status">
            {t("common.of_rows", {
              shown: format.count(shown.length),
              all: format.count(runs.length),
            })}
          </span>
        )}
        {runs.length === LIMIT && (
          <span className="muted">
            {t("pipeline.history_cut", { number: format.count(LIMIT) })}
          </span>
        )}
      </div>
      <Panel flush>
        <DataTable
          label={t("pipeline.tab_history")}
          columns={columns}
          rows={shown}
          rowKey={(run) => run.run_id}
          onOpen={(run) =>
            void navigate({ to: "/pipeline/runs/$runId", params: { runId: run.run_id } })
          }
          empty={
            <Empty text={t("pipeline.history_empty_filter", { filter: q })}>
              <Button variant="default" onClick={() => filter("")}>
                {t("pipeline.history_clear")}
              </Button>
            </Empty>
          }
        />
      </Panel>
    </div>
  );
}

/** Every run and how it ended, newest first. */
export function HistoryScreen(): React.JSX.Element {
  const { t } = useTranslation();
  const format = useFormat();
  const runs = useQueryOf(["runs", "list"], { limit: LIMIT });
  const newest = runs.data?.[0];
  const hero =
    newest &&
    t("pipeline.history_hero", {
      count: runs.data?.length ?? 0,
      number: format.count(runs.data?.length),
      when: format.instant(newest.started_at),
    });
  return (
    <PipelinePage hero={hero}>
      <QueryView query={runs} skeleton={<Skeletons rows={8} height={28} />}>
        {(data) => (data.length === 0 ? <NothingRan /> : <Runs runs={data} />)}
      </QueryView>
    </PipelinePage>
  );
}
