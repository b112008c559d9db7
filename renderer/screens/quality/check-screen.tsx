import { Button } from "@mantine/core";
import { getRouteApi, Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { CheckResult } from "#contract/quality.ts";
import { TrendLine } from "#renderer/charts/trend-line.tsx";
import { useJobs } from "#renderer/client/context.tsx";
import { useQueryOf, useStartJob } from "#renderer/client/queries.ts";
import { Empty } from "#renderer/components/empty.tsx";
import { LinkButton } from "#renderer/components/link-button.tsx";
import { Page, Panel, Section } from "#renderer/components/page.tsx";
import { QueryView } from "#renderer/components/query-view.tsx";
import { SidePanel } from "#renderer/components/side-panel.tsx";
import { Skeletons } from "#renderer/components/skeletons.tsx";
import { useFormat } from "#renderer/format/use-format.ts";
import { CheckFacts } from "./check-facts.tsx";
import { FailingPanel } from "./failing-panel.tsx";
import { FailingList, useFailing } from "./failing-list.tsx";
import { type CheckSearch, ruleOf, setsAside, without } from "./filters.ts";
import styles from "./quality.module.css";
import { OpenedNotice, RecheckButton, RecheckResult } from "./recheck.tsx";
import { StatusMark } from "./status-mark.tsx";
import { useRowMoves } from "./use-row-moves.ts";
import { WaiveForm } from "./waive-form.tsx";

const route = getRouteApi("/quality/checks/$check");

/** Checks of whole tables are checked again by a run; rules of single rows by reading those rows. */
function CheckAgain(props: { readonly check: CheckResult }): React.JSX.Element {
  const { t } = useTranslation();
  const { running } = useJobs();
  const start = useStartJob("runs.start");
  if (setsAside(props.check)) return <RecheckButton rows={{ filter: ruleOf(props.check) }} />;
  return (
    <Button
      disabled={running.length > 0}
      loading={start.isPending}
      title={t("quality.recheck_run_text")}
      onClick={() => start.mutate({})}
    >
      {t(running.length > 0 ? "quality.rechecking" : "quality.recheck")}
    </Button>
  );
}

/** Whether its rows may be let through; asked of one of them. */
function useWaivable(check: CheckResult | undefined): boolean {
  const aside = check !== undefined && setsAside(check);
  const { entity, rule } = check ? ruleOf(check) : { entity: "", rule: "" };
  const rows = useQueryOf(
    ["quarantine", "list"],
    { entity, rule, limit: 1 },
    { enabled: aside, keep: false },
  );
  const reasons = rows.data?.rows[0]?.reasons ?? [];
  return reasons.some((reason) => reason.rule === rule && reason.waivable);
}

function CheckTrend(props: { readonly check: CheckResult }): React.JSX.Element {
  const { t } = useTranslation();
  const format = useFormat();
  const trend = useQueryOf(["quality", "trend"], { check: props.check.name }, { keep: false });
  return (
    <QueryView query={trend} skeleton={<Skeletons rows={4} />}>
      {(points) => (
        <TrendLine
          title={t("quality.check_trend")}
          valueName={t("quality.check_trend_value")}
          fromZero
          empty={t("quality.check_trend_empty")}
          points={points.map((point) => ({
            at: point.at,
            // Where it was skipped or did not apply nothing is known: a gap, not a zero.
            value:
              point.status === "skipped" || point.status === "not_applicable"
                ? null
                : point.rows_failed,
            note: `${format.count(point.rows_failed)} / ${format.count(point.rows_checked)}`,
          }))}
        />
      )}
    </QueryView>
  );
}

function WaivePanel(props: { readonly check: CheckResult; onClose(): void }): React.JSX.Element {
  const { t } = useTranslation();
  const { check, onClose } = props;
  const { entity, rule } = ruleOf(check);
  return (
    <SidePanel title={t("quality.waive_title")} onClose={onClose}>
      <WaiveForm
        rule={rule}
        says={check.says}
        rows={check.rows_failed}
        chosen={{ filter: { entity, rule } }}
        onDone={onClose}
      />
    </SidePanel>
  );
}

function Rows(props: { readonly check: CheckResult }): React.JSX.Element {
  const { t } = useTranslation();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const { check } = props;
  const failing = useFailing(check.name, search.run, search.row);
  const { total, first } = failing;
  const open = useRowMoves<number>(search.row, (row, replace) => {
    const next: CheckSearch = row === null ? without(search, "row") : { ...search, row };
    void navigate({ search: next, replace, resetScroll: false });
  });
  const at = search.row ?? -1;
  const row = failing.rowAt(at);
  return (
    <Section title={t("quality.rows")}>
      <QueryView query={first} skeleton={<Skeletons rows={6} />}>
        {(answer) =>
          total === 0 ? (
            <p className="muted">
              {t(check.rows_failed > 0 ? "quality.rows_about" : "quality.rows_none")}
            </p>
          ) : (
            <Panel flush>
              <FailingList
                check={check}
                columns={answer.columns}
                pages={failing}
                selected={at}
                onOpen={open}
              />
            </Panel>
          )
        }
      </QueryView>
      {row && first.data && (
        <FailingPanel
          check={check}
          columns={first.data.columns}
          row={row}
          index={at}
          total={total}
          onMove={open}
        />
      )}
    </Section>
  );
}

function Check(props: { readonly check: CheckResult }): React.JSX.Element {
  const { t } = useTranslation();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const { check } = props;
  const closeWaive = (): void =>
    void navigate({ search: without(search, "waive"), replace: true, resetScroll: false });
  return (
    <div className={styles.stack}>
      {setsAside(check) ? (
        <>
          <OpenedNotice />
          <RecheckResult rows={{ filter: ruleOf(check) }} />
        </>
      ) : null}
      <CheckFacts check={check} />
      <Rows check={check} />
      <Section>
        <Panel>
          <CheckTrend check={check} />
        </Panel>
      </Section>
      {!setsAside(check) && check.status !== "passed" && (
        <p className="muted">{t("quality.recheck_run_text")}</p>
      )}
      {search.waive && <WaivePanel check={check} onClose={closeWaive} />}
    </div>
  );
}

function NoCheck(): React.JSX.Element {
  const { t } = useTranslation();
  return (
    <Empty title={t("quality.check_gone")} text={t("quality.check_gone_text")}>
      <LinkButton to="/quality" variant="default">
        {t("quality.back")}
      </LinkButton>
    </Empty>
  );
}

/** One check: what it found, what that means, every row, and what to do. */
export function CheckScreen(): React.JSX.Element {
  const { t } = useTranslation();
  const { check: name } = route.useParams();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const result = useQueryOf(
    ["quality", "result"],
    search.run === undefined ? {} : { run_id: search.run },
  );
  const check = result.data?.checks.find((one) => one.name === name);
  const waivable = useWaivable(check);
  const about =
    check?.column?.replaceAll("_", " ") ?? (check ? t(`quality.dimension_${check.dimension}`) : "");
  return (
    <Page
      title={check ? t("quality.check_title", { table: check.label, about }) : t("quality.title")}
      above={<Link to="/quality">{t("quality.back")}</Link>}
      primary={check && <CheckAgain check={check} />}
      secondary={
        waivable && (
          <Button
            variant="default"
            onClick={() =>
              void navigate({ search: { ...search, waive: true }, resetScroll: false })
            }
          >
            {t("quality.waive")}
          </Button>
        )
      }
      hero={
        check && (
          <div className={styles.verdict}>
            <StatusMark status={check.status} />
            <p className="hero">{check.says}</p>
          </div>
        )
      }
    >
      <QueryView query={result} skeleton={<Skeletons rows={8} />}>
        {() => (check ? <Check check={check} /> : <NoCheck />)}
      </QueryView>
    </Page>
  );
}
