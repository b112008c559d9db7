import { Switch } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { ScheduleState } from "#contract/settings.ts";
import { Panel, Section } from "#renderer/components/page.tsx";
import { TypedSetting } from "#renderer/screens/settings/editor.tsx";
import { SettingRow } from "#renderer/screens/settings/setting-row.tsx";
import { addresses, webhook } from "./schedule-model.ts";
import type { ScheduleChange } from "./use-change.ts";

/** Who hears about a night that needs somebody. */
export function AlertSettings(props: {
  readonly alerts: ScheduleState["alerts"];
  readonly change: ScheduleChange;
}): React.JSX.Element {
  const { t } = useTranslation();
  const { alerts, change } = props;
  const said = t("schedule.saved_alerts");
  return (
    <Section title={t("schedule.alerts")} text={t("schedule.alerts_note")}>
      <Panel flush>
        <SettingRow
          title={t("schedule.desktop")}
          sentence={t("schedule.desktop_text")}
          control={
            <Switch
              aria-label={t("schedule.desktop")}
              checked={alerts.desktop}
              disabled={change.pending}
              onChange={(event) =>
                change.save({ alerts: { desktop: event.currentTarget.checked } }, said)
              }
            />
          }
        />
        <TypedSetting
          title={t("schedule.emails")}
          sentence={alerts.emails.length === 0 ? t("schedule.nobody") : alerts.emails.join(", ")}
          pending={change.pending}
          fields={[
            {
              name: "emails",
              label: t("schedule.emails"),
              hint: t("schedule.emails_hint"),
              value: alerts.emails.join(", "),
              wrong: (text) => {
                const { wrong } = addresses(text);
                return wrong === null ? null : t("schedule.emails_wrong", { address: wrong });
              },
            },
          ]}
          onSave={([text = ""]) =>
            change.save({ alerts: { emails: [...addresses(text).emails] } }, said)
          }
        />
        <TypedSetting
          title={t("schedule.webhook")}
          sentence={alerts.webhook ?? t("schedule.nowhere")}
          pending={change.pending}
          fields={[
            {
              name: "webhook",
              label: t("schedule.webhook"),
              hint: t("schedule.webhook_hint"),
              value: alerts.webhook ?? "",
              wrong: (text) => (webhook(text).wrong ? t("schedule.webhook_wrong") : null),
            },
          ]}
          onSave={([text = ""]) => change.save({ alerts: { webhook: webhook(text).url } }, said)}
        />
      </Panel>
    </Section>
  );
}
