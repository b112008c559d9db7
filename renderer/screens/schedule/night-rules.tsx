import { Switch } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { ScheduleState } from "#contract/settings.ts";
import { TypedSetting } from "#renderer/screens/settings/editor.tsx";
import { SettingRow } from "#renderer/screens/settings/setting-row.tsx";
import { clockTime, minutes, quietHours } from "./schedule-model.ts";
import type { ScheduleChange } from "./use-change.ts";

interface Props {
  readonly state: ScheduleState;
  readonly change: ScheduleChange;
}

/** How long a night tries, when a late one may not start, and what it may live on. */
export function NightRules(props: Props): React.JSX.Element {
  const { t } = useTranslation();
  const { state, change } = props;
  const { window_minutes } = state.schedule;
  return (
    <>
      <TypedSetting
        title={t("schedule.window")}
        sentence={t("schedule.window_text", { count: window_minutes })}
        pending={change.pending}
        fields={[
          {
            name: "window",
            label: t("schedule.window"),
            hint: t("schedule.window_hint"),
            value: String(window_minutes),
            wrong: (text) => (minutes(text) === null ? t("schedule.window_wrong") : null),
          },
        ]}
        onSave={([text = ""]) =>
          change.save(
            { schedule: { window_minutes: minutes(text) ?? window_minutes } },
            t("schedule.saved"),
          )
        }
      />
      <QuietHours {...props} />
      <Power {...props} name="on_battery" />
      <Power {...props} name="on_metered" />
    </>
  );
}

function QuietHours({ state, change }: Props): React.JSX.Element {
  const { t } = useTranslation();
  const quiet = state.schedule.quiet_hours;
  const wrong = (text: string): string | null =>
    text.trim() !== "" && clockTime(text) === null ? t("schedule.daily_wrong") : null;
  return (
    <TypedSetting
      title={t("schedule.quiet")}
      sentence={quiet === null ? t("schedule.quiet_none") : t("schedule.quiet_text", quiet)}
      pending={change.pending}
      fields={[
        { name: "from", label: t("schedule.quiet_from"), value: quiet?.from ?? "", wrong },
        {
          name: "to",
          label: t("schedule.quiet_to"),
          hint: t("schedule.quiet_hint"),
          value: quiet?.to ?? "",
          wrong,
        },
      ]}
      onSave={([from = "", to = ""]) => {
        const read = quietHours(from, to);
        if (read.wrong) return;
        change.save({ schedule: { quiet_hours: read.hours } }, t("schedule.saved"));
      }}
    />
  );
}

function Power(props: Props & { readonly name: "on_battery" | "on_metered" }): React.JSX.Element {
  const { t } = useTranslation();
  const { name, state, change } = props;
  const allowed = state.schedule[name];
  return (
    <SettingRow
      title={t(`schedule.${name}`)}
      sentence={t(`schedule.${name}_${allowed ? "yes" : "no"}`)}
      control={
        <Switch
          aria-label={t(`schedule.${name}`)}
          checked={allowed}
          disabled={change.pending}
          onChange={(event) =>
            change.save({ schedule: { [name]: event.currentTarget.checked } }, t("schedule.saved"))
          }
        />
      }
    />
  );
}
