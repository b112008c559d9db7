import { useState } from "react";
import { useTranslation } from "react-i18next";
import { isRunning, useJob } from "#renderer/client/context.tsx";
import { useStartJob } from "#renderer/client/queries.ts";
import { ErrorPanel } from "#renderer/components/error-panel.tsx";
import { StateMark } from "#renderer/components/state-mark.tsx";
import type { JobInfo } from "#contract/host.ts";
import styles from "./reports.module.css";

export interface Publish {
  readonly running: boolean;
  readonly job: JobInfo | null;
  readonly error: Error | null;
  start(reason: string | undefined): void;
}

/** Publishing goes on when the screen is left; what became of it stands here when it ends. */
export function usePublish(): Publish {
  const [jobId, setJobId] = useState<string | null>(null);
  const job = useJob(jobId);
  const start = useStartJob("publishing.publish", {
    onSuccess: (answer) => setJobId(answer.job_id),
  });
  const waiting = jobId !== null && job === null;
  return {
    running: start.isPending || waiting || (job !== null && isRunning(job)),
    job,
    error: start.error,
    start: (reason) => start.mutate(reason === undefined ? {} : { reason }),
  };
}

function versionIn(result: JobInfo["result"]): string {
  const version = (result as { readonly version?: unknown } | null)?.version;
  return typeof version === "number" ? String(version) : "";
}

export function PublishOutcome({ publish }: { readonly publish: Publish }): React.JSX.Element {
  const { t } = useTranslation();
  const { job, error } = publish;
  const failed = error ?? (job?.status === "failed" ? job.error : null);
  return (
    <div aria-live="polite" className={styles.outcome}>
      {failed && <ErrorPanel error={failed} title={t("reports.publish_failed")} />}
      {job?.status === "succeeded" && (
        <StateMark
          mark="good"
          word={t("reports.publish_done", { version: versionIn(job.result) })}
          plain
        />
      )}
      {job?.status === "cancelled" && <p>{t("states.job_cancelled")}</p>}
    </div>
  );
}
