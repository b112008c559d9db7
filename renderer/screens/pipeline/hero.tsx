import { useTranslation } from "react-i18next";
import type { JobInfo } from "#contract/host.ts";
import { useJobs } from "#renderer/client/context.tsx";
import { asError } from "#renderer/client/errors.ts";
import type { OutputOf } from "#renderer/client/types.ts";
import { useQueryOf } from "#renderer/client/queries.ts";
import { Empty } from "#renderer/components/empty.tsx";
import { ErrorPanel } from "#renderer/components/error-panel.tsx";
import { LinkButton } from "#renderer/components/link-button.tsx";
import { Skeletons } from "#renderer/components/skeletons.tsx";
import { useFormat } from "#renderer/format/use-format.ts";
import { activeRun, isRun } from "./live.ts";
import styles from "./pipeline.module.css";
import { heroOf } from "./sentences.ts";
import { useSecondsSince } from "./use-tick.ts";

type RunSummary = OutputOf<"runs", "list">[number];

/** What a run that is under way does now. */
export function RunningSentence(props: { readonly job: JobInfo }): React.JSX.Element {
  const { t } = useTranslation();
  const format = useFormat();
  const { job } = props;
  const seconds = useSecondsSince(job.started_at, true);
  const step = job.steps.at(-1);
  const text =
    job.status === "stopping"
      ? t("pipeline.hero_stopping")
      : step
        ? t("pipeline.hero_running", {
            time: format.seconds(Math.round(seconds)),
            label: step.label,
          })
        : t("pipeline.hero_starting");
  return (
    <p className={`hero ${styles.sentence}`} data-state="running">
      {text}
    </p>
  );
}

function NewestSentence(props: { readonly run: RunSummary }): React.JSX.Element {
  const { t } = useTranslation();
  const detail = useQueryOf(["runs", "detail"], { run_id: props.run.run_id });
  if (detail.error && !detail.data) {
    return <ErrorPanel error={detail.error} onRetry={() => void detail.refetch()} />;
  }
  if (!detail.data) return <Skeletons rows={1} height={28} width="60%" />;
  const { first, rest } = heroOf(detail.data);
  return (
    <>
      <p className={`hero ${styles.sentence}`} data-state={props.run.status}>
        {first || t(`pipeline.status_${props.run.status}`)}
      </p>
      {rest !== "" && <p className={styles.rest}>{rest}</p>}
    </>
  );
}

/** Nothing ran yet: what a run is, or what is needed before one. */
export function NothingRan(): React.JSX.Element {
  const { t } = useTranslation();
  const sources = useQueryOf(["sources", "list"], {});
  const connected = sources.data === undefined || sources.data.length > 0;
  if (connected) {
    return <Empty title={t("pipeline.empty_title")} text={t("pipeline.empty_text")} />;
  }
  return (
    <Empty title={t("pipeline.empty_no_sources_title")} text={t("pipeline.empty_no_sources_text")}>
      <LinkButton to="/sources/new" variant="default">
        {t("pipeline.connect")}
      </LinkButton>
    </Empty>
  );
}

/** Why the newest start came to nothing, where no run was recorded for it: e.g. another one was under way. */
function refusal(jobs: readonly JobInfo[], newest: RunSummary | undefined): JobInfo["error"] {
  const job = jobs.findLast(isRun);
  if (job?.status !== "failed") return null;
  return newest !== undefined && newest.started_at >= job.started_at ? null : job.error;
}

/** The one sentence about the pipeline: what runs now, else what the newest run did. */
export function PipelineHero(): React.JSX.Element | null {
  const { t } = useTranslation();
  const { jobs, running } = useJobs();
  const runs = useQueryOf(["runs", "list"], { limit: 1 });
  const job = activeRun(running);
  const newest = runs.data?.[0];
  if (job !== null) return <RunningSentence job={job} />;
  if (runs.error && !runs.data) {
    return <ErrorPanel error={runs.error} onRetry={() => void runs.refetch()} />;
  }
  if (!runs.data) return <Skeletons rows={1} height={28} width="60%" />;
  const refused = refusal(jobs, newest);
  return (
    <>
      {refused && <ErrorPanel title={t("pipeline.failed_title")} error={asError(refused)} />}
      {newest && <NewestSentence run={newest} />}
    </>
  );
}
