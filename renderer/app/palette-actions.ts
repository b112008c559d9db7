import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useJobs } from "#renderer/client/context.tsx";
import { useStartJob, useStopJob } from "#renderer/client/queries.ts";
import { LANGUAGES } from "#renderer/i18n/index.ts";
import type { Action } from "./actions.ts";
import { JOB_TEXTS } from "./job-text.ts";
import { showKeys } from "./key-map.tsx";
import { changePreferences } from "./preferences.ts";
import { useUndoNewest } from "./use-undo-newest.ts";

/** What can be done with the workspace from anywhere. */
export function useWorkActions(): readonly Action[] {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { running } = useJobs();
  const start = useStartJob("runs.start");
  const stop = useStopJob();
  const undo = useUndoNewest();
  const isRunning = running.some(({ name }) => name === "runs.start" || name === "runs.backfill");
  const go = (id: string, label: string, to: string): Action => ({
    id,
    label,
    run: () => void navigate({ to }),
  });
  return [
    ...running.map((job) => ({
      id: `stop:${job.job_id}`,
      label: t("shell.stop_job", { job: t(JOB_TEXTS[job.name]) }),
      run: () => stop.mutate(job.job_id),
    })),
    ...(isRunning ? [] : [{ id: "run", label: t("shell.run"), run: () => start.mutate({}) }]),
    go("connect", t("shell.connect"), "/sources/new"),
    go("publish", t("shell.review_publish"), "/reports"),
    go("quarantine", t("shell.see_quarantine"), "/quality/quarantine"),
    go("history", t("shell.see_history"), "/pipeline/runs"),
    go("calendar", t("shell.see_calendar"), "/pipeline/calendar"),
    { id: "undo", label: t("shell.undo"), run: undo },
  ];
}

const THEMES = ["light", "dark", "auto"] as const;

/** What changes this window only. */
export function useWindowActions(): readonly Action[] {
  const { t } = useTranslation();
  return [
    ...THEMES.map((theme) => ({
      id: `theme:${theme}`,
      label: t("shell.theme_to", { theme: t(`common.theme_${theme}`) }),
      run: () => changePreferences({ theme }),
    })),
    ...LANGUAGES.map((language) => ({
      id: `language:${language}`,
      label: t("shell.language_to", { language: t(`shell.${language}`) }),
      run: () => changePreferences({ language }),
    })),
    { id: "keys", label: t("shell.show_keys"), run: showKeys },
  ];
}
