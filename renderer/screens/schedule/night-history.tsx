import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useQueryOf } from "#renderer/client/queries.ts";
import { Panel, Section } from "#renderer/components/page.tsx";
import { StateMark } from "#renderer/components/state-mark.tsx";
import { useFormat } from "#renderer/format/use-format.ts";
import { nightMark, type NightAnswer } from "./night-model.ts";
import styles from "./schedule.module.css";

const FEW = 5;

/** Nights as they were journalled, newest first; none of them, nothing shown. */
export function NightHistory(): React.JSX.Element | null {
  const { t } = useTranslation();
  const [all, setAll] = useState(false);
  const nights = useQueryOf(["night", "list"], { limit: 60 });
  if (nights.data === undefined || nights.data.length === 0) return null;
  const shown = all ? nights.data : nights.data.slice(0, FEW);
  return (
    <Section title={t("schedule.history")}>
      <Panel flush>
        <ul className={styles.list}>
          {shown.map((night) => (
            <NightRow key={night.number} night={night} />
          ))}
        </ul>
      </Panel>
      {!all && nights.data.length > FEW && (
        <Button
          className={styles.more ?? ""}
          variant="subtle"
          size="xs"
          onClick={() => setAll(true)}
        >
          {t("common.show_all")}
        </Button>
      )}
    </Section>
  );
}

function NightRow({ night }: { readonly night: NightAnswer }): React.JSX.Element {
  const { t } = useTranslation();
  const format = useFormat();
  const { outcome, slots, started_at, reasons, steps, resumed } = night;
  const failed = steps.find(({ status }) => status === "failed");
  const why = slots.find(({ reason }) => reason !== null)?.reason;
  const more = [
    slots.length > 1 ? t("schedule.slots_merged", { count: slots.length }) : null,
    why ? t("schedule.late_because", { reason: why }) : null,
    resumed > 0 ? t("schedule.resumed") : null,
    failed?.text ?? null,
    ...reasons,
  ].filter((text) => text !== null);
  return (
    <li className={styles.item}>
      <StateMark mark={nightMark(night)} word={t(`schedule.outcome_${outcome ?? "open"}`)} plain />
      <div className={styles.itemText}>
        <p>
          {format.instant(started_at)}
          {slots.length === 0 && `, ${t("schedule.by_hand")}`}
        </p>
        {more.length > 0 && <p className="muted">{more.join(" ")}</p>}
      </div>
      {night.run_id !== null && (
        <Link to="/pipeline/runs/$runId" params={{ runId: night.run_id }} className={styles.link}>
          {t("schedule.see_run")}
        </Link>
      )}
    </li>
  );
}
