import { Button, Switch } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { ScheduleState } from "#contract/settings.ts";
import { useQueryOf } from "#renderer/client/queries.ts";
import { ErrorPanel } from "#renderer/components/error-panel.tsx";
import { Page } from "#renderer/components/page.tsx";
import { Skeletons } from "#renderer/components/skeletons.tsx";
import { useFormat } from "#renderer/format/use-format.ts";
import { AlertSettings } from "./alert-settings.tsx";
import { LastNight } from "./last-night.tsx";
import { NightHistory } from "./night-history.tsx";
import { Nights } from "./nights.tsx";
import { ScheduleSettings } from "./schedule-settings.tsx";
import { type Check, Tonight } from "./tonight.tsx";
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

/** Looks ahead when the screen is opened and whenever somebody asks. */
function useCheck(enabled: boolean): Check {
  const look = useQueryOf(["night", "preflight"], {}, { enabled });
  return {
    answer: look.data,
    error: look.error,
    pending: look.isFetching,
    at: look.dataUpdatedAt,
    again: () => void look.refetch(),
  };
}

function Planned({ state, change }: PartProps): React.JSX.Element {
  const { t } = useTranslation();
  const check = useCheck(state.schedule.enabled);
  const turn = useTurn({ state, change });
  return (
    <Page
      title={t("schedule.title")}
      primary={
        state.schedule.enabled ? (
          <Button loading={check.pending} onClick={check.again}>
            {t("schedule.check_tonight")}
          </Button>
        ) : (
          <Button loading={change.pending} onClick={() => turn(true)}>
            {t("schedule.turn_on")}
          </Button>
        )
      }
      hero={<Hero state={state} change={change} />}
    >
      <div className={styles.sections}>
        <Tonight state={state} check={check} />
        <Past state={state} />
        <ScheduleSettings state={state} change={change} />
        <AlertSettings state={state} change={change} />
      </div>
    </Page>
  );
}

/** The last night in full, the nights before it in little. */
function Past({ state }: { readonly state: ScheduleState }): React.JSX.Element {
  const status = useQueryOf(["night", "status"], {});
  return (
    <>
      {status.data && <LastNight status={status.data} />}
      {status.error && !status.data && (
        <ErrorPanel error={status.error} onRetry={() => void status.refetch()} />
      )}
      <Nights nights={state.nights} />
      <NightHistory />
    </>
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
