import { Button, Switch } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { ScheduleState } from "#contract/settings.ts";
import { useQueryOf } from "#renderer/client/queries.ts";
import { ErrorPanel } from "#renderer/components/error-panel.tsx";
import { Page, Panel, Section } from "#renderer/components/page.tsx";
import { Skeletons } from "#renderer/components/skeletons.tsx";
import { type Mark, StateMark } from "#renderer/components/state-mark.tsx";
import { useFormat } from "#renderer/format/use-format.ts";
import { AlertSettings } from "./alert-settings.tsx";
import { Nights } from "./nights.tsx";
import { ScheduleSettings } from "./schedule-settings.tsx";
import { type ScheduleChange, useScheduleChange } from "./use-change.ts";
import styles from "./schedule.module.css";

/** When the night's run starts by itself, whether it will, and who hears about it. */
export function ScheduleScreen(): React.JSX.Element {
  const { t } = useTranslation();
  const state = useQueryOf(["schedule", "get"], {});
  const change = useScheduleChange();
  if (state.data === undefined) {
    return (
      <Page title={t("schedule.title")}>
        {state.error ? (
          <ErrorPanel error={state.error} onRetry={() => void state.refetch()} />
        ) : (
          <Skeletons rows={7} height={36} />
        )}
      </Page>
    );
  }
  return <Planned state={state.data} change={change} />;
}

interface PartProps {
  readonly state: ScheduleState;
  readonly change: ScheduleChange;
}

function Planned({ state, change }: PartProps): React.JSX.Element {
  const { t } = useTranslation();
  const turn = useTurn({ state, change });
  const { enabled } = state.schedule;
  return (
    <Page
      title={t("schedule.title")}
      primary={
        enabled ? null : (
          <Button loading={change.pending} onClick={() => turn(true)}>
            {t("schedule.turn_on")}
          </Button>
        )
      }
      hero={<Hero state={state} change={change} />}
    >
      <div className={styles.sections}>
        <Registered state={state} />
        <ScheduleSettings state={state} change={change} />
        <AlertSettings alerts={state.alerts} change={change} />
        <Nights nights={state.nights} />
      </div>
    </Page>
  );
}

/** Saved at once, like every setting; Undo is offered. */
function useTurn({ state, change }: PartProps): (enabled: boolean) => void {
  const { t } = useTranslation();
  const on = t("schedule.saved_on", { time: state.schedule.daily });
  const off = t("schedule.saved_off");
  return (enabled) => change.save({ schedule: { enabled } }, enabled ? on : off);
}

function Hero({ state, change }: PartProps): React.JSX.Element {
  const { t } = useTranslation();
  const format = useFormat();
  const turn = useTurn({ state, change });
  const { enabled, daily, time_zone: zone } = state.schedule;
  const next = state.next_run_at;
  const title = !enabled
    ? t("schedule.off")
    : next === null
      ? t("schedule.wanted", { time: daily })
      : t("schedule.next", { when: format.instant(next) });
  const text = !enabled
    ? t("schedule.off_text")
    : next === null
      ? t("schedule.wanted_text", { zone })
      : t("schedule.next_text", { time: daily, zone });
  return (
    <div className={styles.hero}>
      <div>
        <p className={`hero ${styles.sentence}`}>{title}</p>
        <p className={`muted ${styles.sentence}`}>{text}</p>
      </div>
      {enabled && (
        <Switch
          checked={enabled}
          disabled={change.pending}
          label={t("schedule.switch")}
          onChange={(event) => turn(event.currentTarget.checked)}
        />
      )}
    </div>
  );
}

const MARKS: Readonly<Record<ScheduleState["registered"]["status"], Mark>> = {
  registered: "good",
  missing: "warn",
  different: "warn",
  unknown: "unknown",
};

/** What the operating system really has, said as it is. */
function Registered({ state }: { readonly state: ScheduleState }): React.JSX.Element {
  const { t } = useTranslation();
  const { status, text } = state.registered;
  return (
    <Section title={t("schedule.registered")}>
      <Panel>
        <p className={styles.registered}>
          <StateMark
            mark={status === "missing" && !state.schedule.enabled ? "unknown" : MARKS[status]}
            word={t(`schedule.mark_${status}`)}
          />
          <span>{text}</span>
        </p>
      </Panel>
    </Section>
  );
}
