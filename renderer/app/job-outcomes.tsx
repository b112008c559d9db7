import { useRouterState } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { JobInfo } from "#contract/host.ts";
import { isRunning, useJobs } from "#renderer/client/context.tsx";
import { ownJobs } from "#renderer/client/queries.ts";
import { toast } from "#renderer/components/toasts.tsx";
import { useFormat } from "#renderer/format/use-format.ts";
import { JOB_SCREENS, JOB_TEXTS } from "./job-text.ts";

/** Says how a job of this window ended when its own screen is not open: there it stands in place. */
export function JobOutcomes(): null {
  const { t } = useTranslation();
  const format = useFormat();
  const { jobs } = useJobs();
  const path = useRouterState({ select: (state) => state.location.pathname });
  const told = useRef(new Set<string>());
  useEffect(() => {
    const textOf = (job: JobInfo): string => {
      const name = t(JOB_TEXTS[job.name]);
      if (job.status === "cancelled") return t("states.job_cancelled");
      if (job.status === "failed") {
        return t("states.job_failed", { job: name, reason: job.error?.message ?? "" });
      }
      const took = Date.parse(job.finished_at ?? job.started_at) - Date.parse(job.started_at);
      return t("states.job_done", { job: name, time: format.seconds(took / 1000) });
    };
    for (const job of jobs) {
      if (!ownJobs.has(job.job_id) || isRunning(job) || told.current.has(job.job_id)) continue;
      told.current.add(job.job_id);
      if (!path.startsWith(JOB_SCREENS[job.name])) toast(textOf(job));
    }
  }, [jobs, path, t, format]);
  return null;
}
