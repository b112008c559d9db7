import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { isRunning, useNewestJob } from "#renderer/client/context.tsx";
import { useStartJob } from "#renderer/client/queries.ts";
import { Panel, Section } from "#renderer/components/page.tsx";
import { StateMark } from "#renderer/components/state-mark.tsx";
import { useFormat } from "#renderer/format/use-format.ts";
import { Incidents } from "./incidents.tsx";
import { nightMark, type NightAnswer, type NightStatusAnswer } from "./night-model.ts";
import { Undelivered } from "./undelivered.tsx";
import styles from "./schedule.module.css";

/** What the last night did, and what it left for a person. */
export function LastNight({ status }: { readonly status: NightStatusAnswer }): React.JSX.Element {
  const { t } = useTranslation();
  const { night } = status;
  return (
    <Section title={t("schedule.last_night")} aside={<RunNow />}>
      <Panel>
        <div className={styles.card}>
          <p className={styles.cardSentence}>
            {night && (
              <StateMark
                mark={nightMark(night)}
                word={t(`schedule.outcome_${night.outcome ?? "open"}`)}
              />
            )}
            <span>{status.sentence}</span>
          </p>
          {status.card && <Facts card={status.card} />}
          {night && <Steps night={night} />}
        </div>
      </Panel>
      <Incidents incidents={status.incidents} />
      <Undelivered messages={status.undelivered} />
    </Section>
  );
}

/** The same night, now. */
function RunNow(): React.JSX.Element {
  const { t } = useTranslation();
  const start = useStartJob("night.run");
  const job = useNewestJob("night.run");
  const running = start.isPending || (job !== null && isRunning(job));
  return (
    <Button variant="default" size="xs" loading={running} onClick={() => start.mutate({})}>
      {t("schedule.run_now")}
    </Button>
  );
}

type FactName =
  "computer" | "planned" | "started" | "why_late" | "merged" | "took" | "through" | "aside";

function Facts(props: {
  readonly card: NonNullable<NightStatusAnswer["card"]>;
}): React.JSX.Element {
  const { t } = useTranslation();
  const format = useFormat();
  const { card } = props;
  const facts: readonly (readonly [FactName, string])[] = [
    ...(card.computer === null ? [] : [["computer", card.computer] as const]),
    ["planned", card.planned_at === null ? t("schedule.by_hand") : format.instant(card.planned_at)],
    ["started", format.instant(card.started_at)],
    ...(card.late_reason === null ? [] : [["why_late", card.late_reason] as const]),
    ...(card.slots > 1 ? [["merged", format.count(card.slots)] as const] : []),
    ["took", card.seconds === null ? t("schedule.not_ended") : format.seconds(card.seconds)],
    [
      "through",
      card.complete_through === null ? t("schedule.unknown") : format.day(card.complete_through),
    ],
    [
      "aside",
      card.rows_set_aside === null ? t("schedule.unknown") : format.count(card.rows_set_aside),
    ],
  ];
  return (
    <dl className={styles.facts}>
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{t(`schedule.fact_${name}`)}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

const STEP_MARKS = { done: "good", skipped: "unknown", failed: "broken" } as const;

/** Each step as it was noted; folded away, because the sentence says what matters. */
function Steps({ night }: { readonly night: NightAnswer }): React.JSX.Element {
  const { t } = useTranslation();
  return (
    <details className={styles.steps}>
      <summary>{t("schedule.steps")}</summary>
      <ul className={styles.list}>
        {night.steps.map(({ name, status, text }) => (
          <li key={name} className={styles.item}>
            <StateMark mark={STEP_MARKS[status]} word={t(`schedule.step_${name}`)} plain />
            <p className={styles.itemText}>{text}</p>
          </li>
        ))}
      </ul>
      {night.run_id !== null && (
        <Link to="/pipeline/runs/$runId" params={{ runId: night.run_id }} className={styles.link}>
          {t("schedule.see_run")}
        </Link>
      )}
    </details>
  );
}
