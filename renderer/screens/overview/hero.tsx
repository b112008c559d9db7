import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { Overview } from "#contract/overview.ts";
import { isRunning, useNewestJob } from "#renderer/client/context.tsx";
import { useQueryOf } from "#renderer/client/queries.ts";
import { StateMark } from "#renderer/components/state-mark.tsx";
import { useFormat } from "#renderer/format/use-format.ts";
import { heroMark, splitSentence } from "./overview-model.ts";
import styles from "./overview.module.css";

/** What the last run did, as one sentence that can be read from across the room. */
export function Hero({ overview }: { readonly overview: Overview }): React.JSX.Element {
  const { t } = useTranslation();
  const format = useFormat();
  const info = useQueryOf(["workspace", "info"], {});
  const job = useNewestJob("runs.start");
  const running = job !== null && isRunning(job);
  const run = overview.last_run;
  const step = job?.steps.at(-1)?.label ?? "";
  const sentence =
    run === null && running
      ? [t("overview.first_run"), step].filter(Boolean).join(" ")
      : run === null
        ? `${t("overview.no_run")} ${info.data ? t("overview.no_run_text", { count: info.data.sources }) : ""}`
        : overview.sentence;
  const { hero, rest } = splitSentence(sentence);
  return (
    <div className={styles.hero}>
      <span className={styles.heroMark}>
        <StateMark mark={running && run === null ? "act" : heroMark(overview)} compact />
      </span>
      <div>
        <p className={`hero ${styles.sentence}`}>{hero}</p>
        {rest !== "" && <p className={styles.rest}>{rest}</p>}
        <LastNight />
        <p className={`muted ${styles.below}`}>
          {running && run !== null && <span>{t("overview.under_way")}</span>}
          {run !== null && run.finished_at !== null && (
            <span>
              {t("overview.finished", {
                when: format.instant(run.finished_at),
                seconds: format.seconds(run.seconds),
              })}
            </span>
          )}
          {run !== null && (
            <Link to="/pipeline/runs/$runId" params={{ runId: run.run_id }} className={styles.link}>
              {t("overview.see_run")}
            </Link>
          )}
        </p>
      </div>
    </div>
  );
}

/** The last night in one sentence; nothing while there was none. */
function LastNight(): React.JSX.Element | null {
  const { t } = useTranslation();
  const status = useQueryOf(["night", "status"], {});
  if (!status.data?.night) return null;
  return (
    <p className={styles.rest}>
      {t("overview.last_night", { sentence: status.data.sentence })}{" "}
      <Link to="/schedule" className={`${styles.link} ${styles.whole}`}>
        {t("overview.see_nights")}
      </Link>
    </p>
  );
}
