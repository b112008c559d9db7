import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { Empty } from "#renderer/components/empty.tsx";
import { Panel, Section } from "#renderer/components/page.tsx";
import { type Mark, StateMark } from "#renderer/components/state-mark.tsx";
import { useFormat } from "#renderer/format/use-format.ts";
import { type Night, nightCounts, type NightStatus } from "./schedule-model.ts";
import styles from "./schedule.module.css";

const MARKS: Readonly<Record<NightStatus, Mark>> = {
  ran: "good",
  late: "warn",
  held: "warn",
  failed: "broken",
  missed: "broken",
  off: "unknown",
};

/** One cell per night; a night with a run opens it. */
export function Nights({ nights }: { readonly nights: readonly Night[] }): React.JSX.Element {
  const { t } = useTranslation();
  return (
    <Section title={t("schedule.nights")}>
      {nights.length === 0 ? (
        <Panel flush>
          <Empty text={t("schedule.nights_empty")} />
        </Panel>
      ) : (
        <>
          <ol className={styles.strip}>
            {nights.map((night) => (
              <li key={night.date}>
                <NightCell night={night} />
              </li>
            ))}
          </ol>
          <p className={styles.counts}>
            {nightCounts(nights).map(({ status, count }) => (
              <StateMark
                key={status}
                mark={MARKS[status]}
                plain
                word={t("schedule.night_count", { count, status: t(`schedule.night_${status}`) })}
              />
            ))}
          </p>
        </>
      )}
    </Section>
  );
}

function NightCell({ night }: { readonly night: Night }): React.JSX.Element {
  const { t } = useTranslation();
  const format = useFormat();
  const word = `${format.day(night.date)}: ${night.text || t(`schedule.night_${night.status}`)}`;
  const shape = <StateMark mark={MARKS[night.status]} word={word} compact />;
  if (night.run_id === null) {
    return (
      <span className={styles.night} data-status={night.status} title={word}>
        {shape}
      </span>
    );
  }
  return (
    <Link
      to="/pipeline/runs/$runId"
      params={{ runId: night.run_id }}
      className={styles.night}
      data-status={night.status}
      title={word}
    >
      {shape}
    </Link>
  );
}
