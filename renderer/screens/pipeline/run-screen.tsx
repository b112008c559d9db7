import { Button, Switch } from "@mantine/core";
import { getRouteApi, Link } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { RunDetail } from "#contract/pipeline.ts";
import { useQueryOf } from "#renderer/client/queries.ts";
import { Page, Panel, Section } from "#renderer/components/page.tsx";
import { QueryView } from "#renderer/components/query-view.tsx";
import { Skeletons } from "#renderer/components/skeletons.tsx";
import { LinkButton } from "#renderer/components/link-button.tsx";
import { StateMark } from "#renderer/components/state-mark.tsx";
import { useFormat } from "#renderer/format/use-format.ts";
import { RunState } from "./history-screen.tsx";
import styles from "./pipeline.module.css";
import { RunButton } from "./run-button.tsx";
import { RunTables } from "./run-tables.tsx";
import timeline from "./timeline.module.css";
import { heroOf } from "./sentences.ts";
import { TimelineChart } from "./timeline-chart.tsx";

const route = getRouteApi("/pipeline/runs/$runId");
const FIRST_LINES = 12;
const LEVEL_MARK = { warn: "warn", error: "broken", info: null } as const;

function Findings(props: { readonly findings: RunDetail["findings"] }): React.JSX.Element {
  const { t } = useTranslation();
  return (
    <ul className={timeline.findings}>
      {props.findings.map((finding, index) => {
        const mark = LEVEL_MARK[finding.severity];
        return (
          <li key={index}>
            <StateMark
              mark={mark ?? "unknown"}
              word={t(`pipeline.level_${finding.severity}`)}
              compact
            />
            <div>
              <p>{finding.text}</p>
              {finding.action && <p className="muted">{finding.action}</p>}
              {finding.address && <p className="mono">{finding.address}</p>}
            </div>
          </li>
        );
      })}
    </ul>
  );
}

function Log(props: { readonly log: RunDetail["log"] }): React.JSX.Element {
  const { t } = useTranslation();
  const format = useFormat();
  const { log: only } = route.useSearch();
  const navigate = route.useNavigate();
  const [whole, setWhole] = useState(false);
  const asked = props.log.filter((line) => only === undefined || line.level !== "info");
  const shown = whole ? asked : asked.slice(0, FIRST_LINES);
  const asks = props.log.some((line) => line.level !== "info");
  return (
    <Section
      title={t("pipeline.run_log")}
      aside={
        asks && (
          <Switch
            label={t("pipeline.run_log_filter")}
            checked={only === "attention"}
            onChange={(event) =>
              void navigate({
                search: event.currentTarget.checked ? { log: "attention" } : {},
                replace: true,
                resetScroll: false,
              })
            }
          />
        )
      }
    >
      {shown.length === 0 ? (
        <p className="muted">{t("pipeline.run_log_none")}</p>
      ) : (
        <ol className={timeline.log}>
          {shown.map((line, index) => {
            const mark = LEVEL_MARK[line.level];
            return (
              <li key={index}>
                <time dateTime={line.at}>{format.clock(line.at)}</time>
                <p>
                  {mark && <StateMark mark={mark} word={t(`pipeline.level_${line.level}`)} />}
                  {mark && " "}
                  {line.text}
                </p>
              </li>
            );
          })}
        </ol>
      )}
      {shown.length < asked.length && (
        <Button variant="default" className={styles.more} onClick={() => setWhole(true)}>
          {t("pipeline.run_log_more", { number: format.count(asked.length) })}
        </Button>
      )}
    </Section>
  );
}

function Details(props: { readonly detail: RunDetail }): React.JSX.Element {
  const { t } = useTranslation();
  const { summary } = props.detail;
  const format = useFormat();
  const facts = [
    [t("pipeline.run_id"), summary.run_id],
    [t("pipeline.run_build"), summary.build_id ?? "—"],
    [t("pipeline.run_began"), format.instant(summary.started_at)],
    [t("pipeline.run_ended"), format.instant(summary.finished_at)],
  ] as const;
  return (
    <details>
      <summary className={timeline.summary}>{t("pipeline.run_details")}</summary>
      <dl className={timeline.facts}>
        {facts.map(([name, value]) => (
          <div key={name} style={{ display: "contents" }}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}

function useTimelineText(detail: RunDetail): string | undefined {
  const { t } = useTranslation();
  const format = useFormat();
  const longest = detail.steps.toSorted((one, two) => (two.seconds ?? 0) - (one.seconds ?? 0))[0];
  if (!longest) return undefined;
  return t("pipeline.run_timeline_text", {
    count: detail.steps.length,
    number: format.count(detail.steps.length),
    time: format.seconds(detail.summary.seconds),
    label: longest.label,
    longest: format.seconds(longest.seconds),
  });
}

function Detail(props: { readonly detail: RunDetail }): React.JSX.Element {
  const { t } = useTranslation();
  const { detail } = props;
  const text = useTimelineText(detail);
  return (
    <>
      {detail.findings.length > 0 && (
        <Section title={t("pipeline.run_findings")}>
          <Findings findings={detail.findings} />
        </Section>
      )}
      <Section title={t("pipeline.run_timeline")} text={text}>
        <Panel>
          <TimelineChart steps={detail.steps} whole={detail.summary.seconds} />
        </Panel>
      </Section>
      {detail.result && <RunTables result={detail.result} />}
      <Log log={detail.log} />
      <Details detail={detail} />
    </>
  );
}

/** One run: what it did and why it ended so, where its time went, what it noted. */
export function RunScreen(): React.JSX.Element {
  const { t } = useTranslation();
  const format = useFormat();
  const { runId } = route.useParams();
  const detail = useQueryOf(["runs", "detail"], { run_id: runId }, { keep: false });
  const summary = detail.data?.summary;
  const title = t("pipeline.run_title", { when: format.instant(summary?.started_at) });
  return (
    <Page
      title={summary ? title : t("pipeline.title")}
      above={<Link to="/pipeline/runs">{t("pipeline.run_back")}</Link>}
      primary={<RunButton />}
      secondary={
        summary?.build_id && (
          <LinkButton variant="default" to="/quality" search={{ run: runId }}>
            {t("pipeline.run_quality")}
          </LinkButton>
        )
      }
      hero={
        detail.data && (
          <div>
            <RunState run={detail.data.summary} />
            <p className={`hero ${styles.sentence}`}>{heroOf(detail.data).first}</p>
            <p className={styles.rest}>{heroOf(detail.data).rest}</p>
          </div>
        )
      }
    >
      <QueryView query={detail} skeleton={<Skeletons rows={10} />}>
        {(data) => (
          <div className={styles.stack}>
            <Detail detail={data} />
          </div>
        )}
      </QueryView>
    </Page>
  );
}
