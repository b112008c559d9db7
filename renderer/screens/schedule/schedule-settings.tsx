import { Button, Select } from "@mantine/core";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { ScheduleState } from "#contract/settings.ts";
import { Panel, Section } from "#renderer/components/page.tsx";
import { useFormat } from "#renderer/format/use-format.ts";
import { TypedSetting } from "#renderer/screens/settings/editor.tsx";
import { SettingRow } from "#renderer/screens/settings/setting-row.tsx";
import { timeZones } from "#renderer/screens/settings/settings-model.ts";
import { NightRules } from "./night-rules.tsx";
import { clockTime, percent } from "./schedule-model.ts";
import type { ScheduleChange } from "./use-change.ts";

/** When it starts, and whether it may publish by itself. */
export function ScheduleSettings(props: {
  readonly state: ScheduleState;
  readonly change: ScheduleChange;
}): React.JSX.Element {
  const { t } = useTranslation();
  const { change } = props;
  const { daily, time_zone: zone } = props.state.schedule;
  const zones = useMemo(() => [...timeZones(zone)], [zone]);
  return (
    <Section title={t("schedule.when")}>
      <Panel flush>
        <TypedSetting
          title={t("schedule.daily")}
          sentence={t("schedule.next_text", { time: daily, zone })}
          pending={change.pending}
          fields={[
            {
              name: "daily",
              label: t("schedule.daily"),
              hint: t("schedule.daily_hint"),
              value: daily,
              wrong: (text) => (clockTime(text) === null ? t("schedule.daily_wrong") : null),
            },
          ]}
          onSave={([text = ""]) =>
            change.save({ schedule: { daily: clockTime(text) ?? daily } }, t("schedule.saved"))
          }
        />
        <SettingRow
          title={t("schedule.zone")}
          sentence={t("schedule.wanted_text", { zone })}
          control={
            <Select
              aria-label={t("schedule.zone")}
              searchable
              allowDeselect={false}
              limit={200}
              w={260}
              data={zones}
              value={zone}
              onChange={(chosen) =>
                chosen &&
                chosen !== zone &&
                change.save({ schedule: { time_zone: chosen } }, t("schedule.saved"))
              }
            />
          }
        />
        <AutoPublish {...props} />
        <NightRules {...props} />
      </Panel>
    </Section>
  );
}

function AutoPublish(props: {
  readonly state: ScheduleState;
  readonly change: ScheduleChange;
}): React.JSX.Element {
  const { t } = useTranslation();
  const format = useFormat();
  const { change } = props;
  const limit = props.state.schedule.auto_publish_limit;
  const save = (next: number | null): void =>
    change.save({ schedule: { auto_publish_limit: next } }, t("schedule.saved"));
  if (limit === null) {
    return (
      <SettingRow
        title={t("schedule.publishing")}
        sentence={t("schedule.auto_off")}
        control={
          <Button variant="default" size="xs" disabled={change.pending} onClick={() => save(2)}>
            {t("schedule.auto")}
          </Button>
        }
      />
    );
  }
  return (
    <TypedSetting
      title={t("schedule.publishing")}
      sentence={t("schedule.auto_on", { limit: format.percent(limit) })}
      pending={change.pending}
      fields={[
        {
          name: "limit",
          label: t("schedule.limit"),
          hint: t("schedule.limit_hint"),
          value: String(limit),
          wrong: (text) =>
            text.trim() !== "" && percent(text) === null ? t("schedule.limit_wrong") : null,
        },
      ]}
      onSave={([text = ""]) => save(percent(text))}
    />
  );
}
