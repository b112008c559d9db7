import { getRouteApi } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { windowError } from "#renderer/client/errors.ts";
import { useQueryOf } from "#renderer/client/queries.ts";
import type { OutputOf } from "#renderer/client/types.ts";
import { Empty } from "#renderer/components/empty.tsx";
import { LinkButton } from "#renderer/components/link-button.tsx";
import { Page, Panel, Section } from "#renderer/components/page.tsx";
import { QueryView } from "#renderer/components/query-view.tsx";
import { Skeletons } from "#renderer/components/skeletons.tsx";
import { StateMark } from "#renderer/components/state-mark.tsx";
import { TrendLine } from "#renderer/charts/trend-line.tsx";
import { useFormat } from "#renderer/format/use-format.ts";
import { CheckList } from "./check-list.tsx";
import { type CheckFilter, without } from "./filters.ts";
import styles from "./quality.module.css";
import { ScoreGrid } from "./score-grid.tsx";
import { asksForPerson, scorecard, worstFirst } from "./scorecard.ts";
import { useTexts } from "./use-texts.ts";
import { verdictOf } from "./verdict.ts";

const route = getRouteApi("/quality");
type Result = OutputOf<"quality", "result">;

function Hero(props: { readonly result: Result }): React.JSX.Element {
  const { t } = useTranslation();
  const texts = useTexts();
  const { summary, checks, rows_checked, finished_at } = props.result;
  const verdict = verdictOf(summary, checks);
  return (
    <div className={styles.verdict} data-mark={verdict.mark}>
      <p className={styles.headline}>
        <StateMark mark={verdict.mark} compact />
        <span className="kpi">{texts.score(summary.score)}</span>
        <span className="hero">{texts.verdict(verdict, rows_checked)}</span>
      </p>
      <p className="muted">
        {texts.counts(summary, rows_checked, finished_at)}
        {verdict.rows > 0 && verdict.checks > 1 && ` ${t("quality.counts_note")}`}
      </p>
    </div>
  );
}

function ScoreTrend(): React.JSX.Element {
  const { t } = useTranslation();
  const format = useFormat();
  const trend = useQueryOf(["quality", "trend"], {});
  return (
    <QueryView query={trend} skeleton={<Skeletons rows={4} />}>
      {(points) => (
        <TrendLine
          title={t("quality.trend")}
          valueName={t("quality.trend_value")}
          max={100}
          empty={t("quality.trend_empty")}
          points={points.map(({ at, score, rows_failed }) => ({
            at,
            value: score,
            note: t("quality.rows", { count: rows_failed, number: format.count(rows_failed) }),
          }))}
        />
      )}
    </QueryView>
  );
}

function Scores(props: { readonly result: Result }): React.JSX.Element {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const { checks } = props.result;
  const go = (next: CheckFilter): void => void navigate({ search: next, resetScroll: false });
  const choose = (table: string, dimension: CheckFilter["dimension"]): void => {
    const again = search.table === table && search.dimension === dimension;
    const rest = without(search, "table", "dimension", "q", "show");
    go(again || !dimension ? rest : { ...rest, table, dimension, show: "all" });
  };
  return (
    <div className={styles.stack}>
      <Panel flush>
        <ScoreGrid
          groups={scorecard(checks)}
          open={search.open ?? []}
          chosen={{ table: search.table ?? null, dimension: search.dimension ?? null }}
          onOpen={(open) => go(open.length > 0 ? { ...search, open } : without(search, "open"))}
          onChoose={choose}
        />
      </Panel>
      <CheckList checks={checks} filter={search} onFilter={go} />
      <Section>
        <Panel>
          <ScoreTrend />
        </Panel>
      </Section>
    </div>
  );
}

function NothingChecked(): React.JSX.Element {
  const { t } = useTranslation();
  return (
    <Empty title={t("quality.empty_title")} text={t("quality.empty_text")}>
      <LinkButton to="/pipeline">{t("quality.to_pipeline")}</LinkButton>
    </Empty>
  );
}

function AsideLink(): React.JSX.Element | null {
  const { t } = useTranslation();
  const format = useFormat();
  const aside = useQueryOf(["quarantine", "list"], { limit: 1 });
  const total = aside.data?.total;
  if (total === undefined) return null;
  return (
    <LinkButton to="/quality/quarantine" variant="default">
      {t("quality.set_aside_link", { count: total, number: format.count(total) })}
    </LinkButton>
  );
}

/** How good the data is: one sentence, where it is not, and what to look at first. */
export function QualityScreen(): React.JSX.Element {
  const { t } = useTranslation();
  const format = useFormat();
  const { run } = route.useSearch();
  const result = useQueryOf(["quality", "result"], run === undefined ? {} : { run_id: run });
  const [worst] = worstFirst(result.data?.checks.filter(asksForPerson) ?? []);
  const nothing =
    !result.data && run === undefined && windowError(result.error).code === "not_found";
  return (
    <Page
      title={t("quality.title")}
      secondary={result.data && <AsideLink />}
      primary={
        worst && (
          <LinkButton
            to="/quality/checks/$check"
            params={{ check: worst.name }}
            search={run === undefined ? {} : { run }}
          >
            {t("quality.review_worst")}
          </LinkButton>
        )
      }
      hero={result.data && <Hero result={result.data} />}
    >
      {run !== undefined && result.data && (
        <p className={styles.ofRun}>
          {t("quality.of_run", { when: format.instant(result.data.finished_at) })}
          <LinkButton to="/quality" variant="default" size="compact-sm">
            {t("quality.newest")}
          </LinkButton>
        </p>
      )}
      {nothing ? (
        <NothingChecked />
      ) : (
        <QueryView query={result} skeleton={<Skeletons rows={10} height={28} />}>
          {(data) => <Scores result={data} />}
        </QueryView>
      )}
    </Page>
  );
}
