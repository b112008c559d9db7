import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { z } from "zod";
import type { JobInfo } from "#contract/host.ts";
import { recheckResult } from "#contract/quality.ts";
import { isRunning, useJobs } from "#renderer/client/context.tsx";
import { asError } from "#renderer/client/errors.ts";
import { useStartJob } from "#renderer/client/queries.ts";
import { ErrorPanel } from "#renderer/components/error-panel.tsx";
import { useFormat } from "#renderer/format/use-format.ts";
import { forgetOpened } from "./opened.ts";
import { useOpened } from "./place.tsx";
import styles from "./quality.module.css";

export interface Rechecked {
  readonly ids?: string[];
  readonly filter?: { entity?: string; rule?: string; source?: string };
}

/** The newest re-check, of exactly these rows where they are given; it outlives the screen that started it. */
function useRecheckOf(rows: Rechecked | undefined): JobInfo | null {
  const { jobs } = useJobs();
  const wanted = rows && JSON.stringify(rows);
  const fits = (job: JobInfo): boolean =>
    wanted === undefined || JSON.stringify(job.input) === wanted;
  return jobs.findLast((job) => job.name === "quarantine.recheck" && fits(job)) ?? null;
}

/** Reads rows where they stand now. */
export function RecheckButton(props: {
  readonly rows: Rechecked;
  /** How many, when it should say so. */
  readonly count?: number;
  readonly quiet?: boolean;
}): React.JSX.Element {
  const { t } = useTranslation();
  const format = useFormat();
  const start = useStartJob("quarantine.recheck", { onSuccess: forgetOpened });
  const job = useRecheckOf(props.rows);
  const busy = start.isPending || (job !== null && isRunning(job));
  const { count, quiet = false } = props;
  const text =
    count === undefined
      ? t("quality.recheck")
      : t("quality.recheck_rows", { count, number: format.count(count) });
  return (
    <Button
      variant={quiet ? "default" : "filled"}
      disabled={busy || count === 0}
      onClick={() => start.mutate(props.rows)}
    >
      {busy ? t("quality.rechecking") : text}
    </Button>
  );
}

function useResultText(): (result: z.infer<typeof recheckResult>) => string {
  const { t } = useTranslation();
  const format = useFormat();
  const number = (count: number) => ({ count, number: format.count(count) });
  return ({ checked, corrected, still_broken, gone, needs_run }) =>
    [
      t("quality.rechecked", {
        ...number(checked),
        corrected: format.count(corrected),
        still: format.count(still_broken),
      }),
      gone > 0 && t("quality.rechecked_gone", number(gone)),
      corrected > 0 && t("quality.rechecked_run"),
      needs_run.length > 0 && t("quality.rechecked_needs", { sources: needs_run.join(", ") }),
    ]
      .filter((part) => part !== false)
      .join(" ");
}

/** What the newest re-check of these rows found, in place, with the run that takes it over. */
export function RecheckResult(props: { readonly rows?: Rechecked }): React.JSX.Element | null {
  const { t } = useTranslation();
  const textOf = useResultText();
  const start = useStartJob("runs.start");
  const { jobs } = useJobs();
  const job = useRecheckOf(props.rows);
  if (job === null || isRunning(job)) return null;
  if (job.error) return <ErrorPanel error={asError(job.error)} />;
  const parsed = recheckResult.safeParse(job.result);
  const since = jobs.some(
    (one) => one.name === "runs.start" && one.started_at > (job.finished_at ?? ""),
  );
  if (!parsed.success || since) return null;
  const { corrected, needs_run, gone } = parsed.data;
  return (
    <div className={styles.notice} role="status">
      <p>{textOf(parsed.data)}</p>
      {(corrected > 0 || gone > 0 || needs_run.length > 0) && (
        <Button size="xs" loading={start.isPending} onClick={() => start.mutate({})}>
          {t("quality.run_now")}
        </Button>
      )}
    </div>
  );
}

/** After rows were opened: the next thing to do is to re-check them. */
export function OpenedNotice(): React.JSX.Element | null {
  const { t } = useTranslation();
  const format = useFormat();
  const ids = [...useOpened()].filter((id) => id.split(":").length === 4);
  if (ids.length === 0) return null;
  return (
    <div className={styles.notice} role="status">
      <p>{t("quality.recheck_opened", { count: ids.length, number: format.count(ids.length) })}</p>
      <RecheckButton rows={{ ids }} quiet />
    </div>
  );
}
