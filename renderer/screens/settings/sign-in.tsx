import { Button } from "@mantine/core";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { isRunning, useJob } from "#renderer/client/context.tsx";
import { windowError } from "#renderer/client/errors.ts";
import { openExternal } from "#renderer/client/files.ts";
import { useStartJob, useStopJob } from "#renderer/client/queries.ts";
import { toast } from "#renderer/components/toasts.tsx";
import styles from "./settings.module.css";

/** Signs in with Google in the browser; the secret goes to the keychain and is never seen here. */
export function SignIn(props: { readonly onDone?: () => void }): React.JSX.Element {
  const { t } = useTranslation();
  const [jobId, setJobId] = useState<string | null>(null);
  const job = useJob(jobId);
  const stop = useStopJob();
  const start = useStartJob("accounts.signIn", {
    onSuccess: ({ job_id }) => setJobId(job_id),
    onError: (error) => toast(t("settings.sign_in_failed", { reason: windowError(error).message })),
  });
  const { onDone } = props;
  const status = job?.status;
  const reason = job?.error?.message ?? "";
  useEffect(() => {
    if (status === "succeeded") onDone?.();
    if (status === "failed") toast(t("settings.sign_in_failed", { reason }));
    if (status === "succeeded" || status === "failed" || status === "cancelled") setJobId(null);
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- once per end of the job
  }, [status]);
  const address = job?.steps.find(({ step }) => step === "browser")?.note;
  if (job !== null && isRunning(job)) {
    return (
      <span className={styles.signIn}>
        {address !== undefined && (
          <Button size="xs" onClick={() => openExternal(address)}>
            {t("settings.sign_in_open")}
          </Button>
        )}
        <span className="caption" role="status">
          {t("settings.sign_in_waiting")}
        </span>
        <Button size="xs" variant="default" onClick={() => stop.mutate(job.job_id)}>
          {t("settings.cancel")}
        </Button>
      </span>
    );
  }
  return (
    <Button
      size="xs"
      variant="default"
      loading={start.isPending || jobId !== null}
      onClick={() => start.mutate({})}
    >
      {t("settings.sign_in")}
    </Button>
  );
}
