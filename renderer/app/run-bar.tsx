import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { JobInfo } from "#contract/host.ts";
import { useJobs } from "#renderer/client/context.tsx";
import { useStopJob } from "#renderer/client/queries.ts";
import { StateMark } from "#renderer/components/state-mark.tsx";
import { useFormat } from "#renderer/format/use-format.ts";
import { JOB_SCREENS, JOB_TEXTS, stepFigures } from "./job-text.ts";
import styles from "./run-bar.module.css";

/** 40 px at the bottom while something runs: what, how far, how fast, and Stop. */
export function RunBar(): React.JSX.Element | null {
  const { t } = useTranslation();
  const { running } = useJobs();
  const [job, ...others] = running.toReversed();
  if (!job) return null;
  return (
    <section
      className={styles.bar}
      aria-label={t("shell.region_run")}
      data-region="run"
      tabIndex={-1}
    >
      <StateMark mark="act" word={t(JOB_TEXTS[job.name])} />
      <Progress job={job} />
      {others.length > 0 && (
        <span className="caption">{t("states.more_jobs", { count: others.length })}</span>
      )}
      <Link to={JOB_SCREENS[job.name]} className={styles.link}>
        {t("common.details")}
      </Link>
      <StopButton job={job} />
    </section>
  );
}

function Progress({ job }: { readonly job: JobInfo }): React.JSX.Element {
  const { t } = useTranslation();
  const format = useFormat();
  const step = job.steps.at(-1);
  if (!step) return <span className={styles.step} />;
  const { rows, rate, fraction, left } = stepFigures(step);
  const figures = [
    rows === null ? null : t("states.job_rows", { rows: format.count(rows) }),
    rate === null ? null : t("states.job_rate", { rate: format.compact(rate) }),
    left === null ? null : t("states.job_left", { time: format.seconds(left) }),
  ].filter((each) => each !== null);
  return (
    <>
      <span className={styles.step} title={step.label}>
        {step.label}
      </span>
      <span className={`${styles.figures} muted`}>{figures.join(" · ")}</span>
      {fraction !== null && (
        <progress className={styles.progress} value={fraction} max={1} aria-label={step.label} />
      )}
    </>
  );
}

/** Stops without asking; says so at once. */
export function StopButton({ job }: { readonly job: JobInfo }): React.JSX.Element {
  const { t } = useTranslation();
  const stop = useStopJob();
  const stopping = job.status === "stopping" || stop.isPending || stop.isSuccess;
  return (
    <Button
      variant="default"
      size="compact-sm"
      aria-disabled={stopping}
      onClick={() => !stopping && stop.mutate(job.job_id)}
    >
      {stopping ? t("common.stopping") : t("common.stop")}
    </Button>
  );
}
