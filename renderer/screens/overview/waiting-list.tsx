import { Button } from "@mantine/core";
import { type KeyboardEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Overview, Waiting } from "#contract/overview.ts";
import { isRunning, useNewestJob } from "#renderer/client/context.tsx";
import { Panel, Section } from "#renderer/components/page.tsx";
import { type Mark, StateMark } from "#renderer/components/state-mark.tsx";
import { useFormat } from "#renderer/format/use-format.ts";
import { isAllClear, shownWaiting } from "./overview-model.ts";
import { useAct } from "./use-act.ts";
import styles from "./overview.module.css";

const MARKS: Readonly<Record<Waiting["severity"], Mark>> = {
  error: "broken",
  warn: "warn",
  info: "act",
};

/** At most five things that need a person, worst first, a button each. */
export function WaitingList({ overview }: { readonly overview: Overview }): React.JSX.Element {
  const { t } = useTranslation();
  const [all, setAll] = useState(false);
  const { rows: worst, more } = shownWaiting(overview.waiting);
  const rows = all ? overview.waiting : worst;
  return (
    <Section title={t("overview.waiting")}>
      {rows.length === 0 ? (
        <AllClear overview={overview} />
      ) : (
        <Panel flush>
          <ul className={styles.list}>
            {rows.map((row) => (
              <WaitingRow key={row.id} row={row} />
            ))}
          </ul>
        </Panel>
      )}
      {more > 0 && !all && (
        <Button
          className={styles.more ?? ""}
          variant="subtle"
          size="xs"
          onClick={() => setAll(true)}
        >
          {t("overview.waiting_more", { count: more })}
        </Button>
      )}
    </Section>
  );
}

/** ↑ and ↓ go from button to button. */
function walk(event: KeyboardEvent<HTMLButtonElement>): void {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step === undefined) return;
  const list = event.currentTarget.closest("ul");
  const buttons = [...(list?.querySelectorAll("button") ?? [])];
  const next = buttons[buttons.indexOf(event.currentTarget) + step];
  if (!next) return;
  event.preventDefault();
  next.focus();
}

function WaitingRow({ row }: { readonly row: Waiting }): React.JSX.Element {
  const { t } = useTranslation();
  const format = useFormat();
  const act = useAct();
  const job = useNewestJob("runs.start");
  const underWay = row.action.kind === "run" && job !== null && isRunning(job);
  return (
    <li className={styles.row}>
      <StateMark mark={MARKS[row.severity]} compact />
      <div className={styles.rowText}>
        <p>{row.text}</p>
        {row.since !== null && (
          <p className="caption">
            {t("overview.waiting_since", { when: format.instant(row.since) })}
          </p>
        )}
      </div>
      <Button
        variant="default"
        size="xs"
        disabled={underWay}
        onKeyDown={walk}
        onClick={() => act(row.action)}
      >
        {t(`overview.action_${row.action.kind}`)}
      </Button>
    </li>
  );
}

/** Says what was checked, on how many rows and when; never a bare green. */
function AllClear({ overview }: { readonly overview: Overview }): React.JSX.Element {
  const { t } = useTranslation();
  const format = useFormat();
  const { quality, rows_checked: rows } = overview;
  if (quality === null || !isAllClear(overview)) {
    const skipped = quality?.skipped ?? 0;
    return (
      <p className={styles.quiet}>
        {t("overview.nothing_waits")}{" "}
        {skipped > 0 && t("overview.skipped_note", { count: skipped })}
      </p>
    );
  }
  const facts = {
    passed: format.count(quality.passed),
    when: format.instant(overview.last_run?.finished_at),
    away: format.count(quality.not_applicable),
  };
  return (
    <p className={styles.quiet}>
      <StateMark mark="good" compact />{" "}
      {rows === null
        ? t("overview.clear_no_rows", facts)
        : t("overview.clear", { ...facts, rows: format.count(rows) })}
    </p>
  );
}
