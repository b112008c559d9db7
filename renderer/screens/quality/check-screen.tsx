import { Button } from "@mantine/core";
import { getRouteApi, Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { CheckResult } from "#contract/quality.ts";
import { useQueryOf } from "#renderer/client/queries.ts";
import { Empty } from "#renderer/components/empty.tsx";
import { LinkButton } from "#renderer/components/link-button.tsx";
import { Page, Panel, Section } from "#renderer/components/page.tsx";
import { QueryView } from "#renderer/components/query-view.tsx";
import { Skeletons } from "#renderer/components/skeletons.tsx";
import { CheckFacts } from "./check-facts.tsx";
import { CheckAgain, CheckTrend, useWaivable, WaivePanel } from "./check-parts.tsx";
import { FailingPanel } from "./failing-panel.tsx";
import { FailingList, useFailing } from "./failing-list.tsx";
import { type CheckSearch, ruleOf, setsAside, without } from "./filters.ts";
import styles from "./quality.module.css";
import { OpenedNotice, RecheckResult } from "./recheck.tsx";
import { StatusMark } from "./status-mark.tsx";
import { useRowMoves } from "./use-row-moves.ts";

const route = getRouteApi("/quality/checks/$check");

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
