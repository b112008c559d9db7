import { Button, Switch } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { ScheduleState } from "#contract/settings.ts";
import { Panel, Section } from "#renderer/components/page.tsx";
import { TypedSetting } from "#renderer/screens/settings/editor.tsx";
import { SettingRow } from "#renderer/screens/settings/setting-row.tsx";
import { MailServer } from "./mail-server.tsx";
import { addresses, webhook } from "./schedule-model.ts";
import { type ScheduleChange, useTest } from "./use-change.ts";
import styles from "./schedule.module.css";

interface Props {
  readonly state: ScheduleState;
  readonly change: ScheduleChange;
}

/** Who hears about a night that needs somebody. */
export function AlertSettings(props: Props): React.JSX.Element {
  const { t } = useTranslation();
  const { emails, report_emails } = props.state.alerts;
  return (
    <Section title={t("schedule.alerts")} text={t("schedule.alerts_note")}>
      <Panel flush>
        <Desktop {...props} />
        <Addresses {...props} name="emails" sentence={list(emails) ?? t("schedule.nobody")} />
        <MailServer channels={props.state.channels} />
        <Chat {...props} />
        <Addresses
          {...props}
          name="report_emails"
          sentence={list(report_emails) ?? t("schedule.report_nobody")}
        />
        <ConsoleAddress {...props} />
      </Panel>
      <Tests alerts={props.state.alerts} />
    </Section>
  );
}

const list = (emails: readonly string[]): string | null =>
  emails.length === 0 ? null : emails.join(", ");

function Desktop({ state, change }: Props): React.JSX.Element {
  const { t } = useTranslation();
  return (
    <SettingRow
      title={t("schedule.desktop")}
      sentence={t("schedule.desktop_text")}
      control={
        <Switch
          aria-label={t("schedule.desktop")}
          checked={state.alerts.desktop}
          disabled={change.pending}
          onChange={(event) =>
            change.save(
              { alerts: { desktop: event.currentTarget.checked } },
              t("schedule.saved_alerts"),
            )
          }
        />
      }
    />
  );
}

function Addresses(
  props: Props & { readonly name: "emails" | "report_emails"; readonly sentence: string },
): React.JSX.Element {
  const { t } = useTranslation();
  const { name, state, change } = props;
  const title = t(`schedule.${name}`);
  return (
    <TypedSetting
      title={title}
      sentence={props.sentence}
      pending={change.pending}
      fields={[
        {
          name,
          label: title,
          hint: t("schedule.emails_hint"),
          value: state.alerts[name].join(", "),
          wrong: (text) => {
            const { wrong } = addresses(text);
            return wrong === null ? null : t("schedule.emails_wrong", { address: wrong });
          },
        },
      ]}
      onSave={([text = ""]) =>
        change.save({ alerts: { [name]: [...addresses(text).emails] } }, t("schedule.saved_alerts"))
      }
    />
  );
}

function Chat({ state, change }: Props): React.JSX.Element {
  const { t } = useTranslation();
  const { webhook: address } = state.alerts;
  const kept = state.channels.chat_key ? ` ${t("schedule.key_kept")}` : "";
  return (
    <TypedSetting
      title={t("schedule.webhook")}
      sentence={address === null ? t("schedule.nowhere") : `${address}.${kept}`}
      pending={change.pending}
      fields={[
        {
          name: "webhook",
          label: t("schedule.webhook"),
          hint: t("schedule.webhook_hint"),
          value: state.channels.chat_key ? "" : (address ?? ""),
          wrong: (text) => (webhook(text).wrong ? t("schedule.webhook_wrong") : null),
        },
      ]}
      onSave={([text = ""]) =>
        change.save({ alerts: { webhook: webhook(text).url } }, t("schedule.saved_alerts"))
      }
    />
  );
}

/** Where links in messages lead. */
function ConsoleAddress({ state, change }: Props): React.JSX.Element {
  const { t } = useTranslation();
  const { console_url: address } = state.alerts;
  return (
    <TypedSetting
      title={t("schedule.console_url")}
      sentence={
        address === null ? t("schedule.console_none") : t("schedule.console_text", { address })
      }
      pending={change.pending}
      fields={[
        {
          name: "console",
          label: t("schedule.console_url"),
          hint: t("schedule.console_hint"),
          value: address ?? "",
          wrong: (text) => (webhook(text).wrong ? t("schedule.console_wrong") : null),
        },
      ]}
      onSave={([text = ""]) =>
        change.save({ alerts: { console_url: webhook(text).url } }, t("schedule.saved_alerts"))
      }
    />
  );
}

/** One test message per channel that is switched on. */
function Tests({ alerts }: { readonly alerts: ScheduleState["alerts"] }): React.JSX.Element | null {
  const { t } = useTranslation();
  const test = useTest();
  const channels = [
    ...(alerts.desktop ? (["desktop"] as const) : []),
    ...(alerts.emails.length > 0 ? (["mail"] as const) : []),
    ...(alerts.webhook === null ? [] : (["webhook"] as const)),
  ];
  if (channels.length === 0) return null;
  return (
    <div className={styles.tests}>
      {channels.map((channel) => (
        <Button
          key={channel}
          variant="default"
          size="xs"
          loading={test.isPending && test.variables.channel === channel}
          onClick={() => test.mutate({ channel })}
        >
          {t(`schedule.test_${channel}`)}
        </Button>
      ))}
    </div>
  );
}
