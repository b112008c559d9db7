import { Select } from "@mantine/core";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { Settings } from "#contract/settings.ts";
import { windowError } from "#renderer/client/errors.ts";
import { useCommand } from "#renderer/client/queries.ts";
import type { InputOf } from "#renderer/client/types.ts";
import { Panel, Section } from "#renderer/components/page.tsx";
import { toast } from "#renderer/components/toasts.tsx";
import { useFormat } from "#renderer/format/use-format.ts";
import { type Field, TypedSetting } from "./editor.tsx";
import { currencies, type Limit, memoryLimit, timeZones, wholeNumber } from "./settings-model.ts";
import { SettingRow } from "./setting-row.tsx";
import { useUndoToast } from "./use-undo.ts";

type Patch = InputOf<"workspace", "change">;
interface Change {
  readonly pending: boolean;
  save(patch: Patch, what: string): void;
}

function useChange(): Change {
  const { t } = useTranslation();
  const offer = useUndoToast();
  const command = useCommand(["workspace", "change"], {
    changes: ["reports", "explore", "runs"],
    onError: (error) => toast(t("settings.save_failed", { reason: windowError(error).message })),
  });
  const save = (patch: Patch, what: string): void =>
    command.mutate(patch, {
      onSuccess: ({ change_id }) => offer(t("settings.saved", { what }), change_id),
    });
  return { pending: command.isPending, save };
}

/** What holds for the workspace, whoever opens it. Every change is saved at once and can be taken back. */
export function WorkspaceSettings({
  settings,
}: {
  readonly settings: Settings;
}): React.JSX.Element {
  const { t } = useTranslation();
  const change = useChange();
  return (
    <>
      <Section title={t("settings.workspace")}>
        <Panel flush>
          <Place settings={settings} change={change} />
        </Panel>
      </Section>
      <Section title={t("settings.limits")}>
        <Panel flush>
          <LimitSetting name="quarantine" limit={settings.quarantine_limit} change={change} />
          <LimitSetting name="shrink" limit={settings.shrink_limit} change={change} />
        </Panel>
      </Section>
      <Section title={t("settings.storage")}>
        <Panel flush>
          <Storage settings={settings} change={change} />
        </Panel>
      </Section>
    </>
  );
}

interface PartProps {
  readonly settings: Settings;
  readonly change: Change;
}

function Place({ settings, change }: PartProps): React.JSX.Element {
  const { t, i18n } = useTranslation();
  const zones = useMemo(() => [...timeZones(settings.time_zone)], [settings.time_zone]);
  const codes = useMemo(() => {
    const names = new Intl.DisplayNames(i18n.language, { type: "currency" });
    return currencies(settings.currency).map((code) => ({
      value: code,
      label: `${code} · ${names.of(code) ?? code}`,
    }));
  }, [settings.currency, i18n.language]);
  return (
    <>
      <SettingRow
        title={t("settings.zone")}
        sentence={t("settings.zone_text", { zone: settings.time_zone })}
        control={
          <Select
            aria-label={t("settings.zone")}
            searchable
            allowDeselect={false}
            limit={200}
            w={260}
            data={zones}
            value={settings.time_zone}
            onChange={(zone) =>
              zone &&
              zone !== settings.time_zone &&
              change.save({ time_zone: zone }, t("settings.zone"))
            }
          />
        }
      />
      <SettingRow
        title={t("settings.currency")}
        sentence={t("settings.currency_text", { currency: settings.currency })}
        control={
          <Select
            aria-label={t("settings.currency")}
            searchable
            allowDeselect={false}
            w={260}
            data={codes}
            value={settings.currency}
            onChange={(code) =>
              code &&
              code !== settings.currency &&
              change.save({ currency: code }, t("settings.currency"))
            }
          />
        }
      />
    </>
  );
}

function LimitSetting(props: {
  readonly name: "quarantine" | "shrink";
  readonly limit: Limit;
  readonly change: Change;
}): React.JSX.Element {
  const { t } = useTranslation();
  const format = useFormat();
  const { name, limit, change } = props;
  const share = (text: string): number | null => {
    const clean = text.trim().replace(/\s*%$/, "").replace(",", ".");
    const value = Number(clean);
    return /^\d{1,3}(\.\d+)?$/.test(clean) && value <= 100 ? value / 100 : null;
  };
  const fields: readonly Field[] = [
    {
      name: "rows",
      label: t("settings.rows"),
      value: String(limit.rows),
      wrong: (text) => (wholeNumber(text, 0, 1e12) === null ? t("settings.rows_wrong") : null),
    },
    {
      name: "share",
      label: t("settings.share"),
      value: String(Math.round(limit.share * 10_000) / 100),
      wrong: (text) => (share(text) === null ? t("settings.share_wrong") : null),
    },
  ];
  return (
    <TypedSetting
      title={t(`settings.${name}`)}
      sentence={t(`settings.${name}_text`, {
        rows: format.count(limit.rows),
        share: format.percent(limit.share * 100),
      })}
      fields={fields}
      pending={change.pending}
      onSave={([rows = "", percent = ""]) => {
        const next = { rows: wholeNumber(rows, 0, 1e12) ?? limit.rows, share: share(percent) ?? 0 };
        const key = name === "quarantine" ? "quarantine_limit" : "shrink_limit";
        change.save({ [key]: next }, t(`settings.${name}`));
      }}
    />
  );
}

function Storage({ settings, change }: PartProps): React.JSX.Element {
  const { t } = useTranslation();
  const format = useFormat();
  const versions = (text: string): number | null => wholeNumber(text, 2, 365);
  return (
    <>
      <TypedSetting
        title={t("settings.versions")}
        sentence={t("settings.versions_text", { count: settings.keep_versions })}
        pending={change.pending}
        fields={[
          {
            name: "versions",
            label: t("settings.versions"),
            value: format.count(settings.keep_versions),
            wrong: (text) => (versions(text) === null ? t("settings.versions_wrong") : null),
          },
        ]}
        onSave={([text = ""]) =>
          change.save(
            { keep_versions: versions(text) ?? settings.keep_versions },
            t("settings.versions"),
          )
        }
      />
      <TypedSetting
        title={t("settings.memory")}
        sentence={
          settings.memory_limit === null
            ? t("settings.memory_auto")
            : t("settings.memory_text", { limit: settings.memory_limit })
        }
        pending={change.pending}
        fields={[
          {
            name: "memory",
            label: t("settings.memory"),
            hint: t("settings.memory_hint"),
            value: settings.memory_limit ?? "",
            wrong: (text) => (memoryLimit(text) === undefined ? t("settings.memory_wrong") : null),
          },
        ]}
        onSave={([text = ""]) =>
          change.save({ memory_limit: memoryLimit(text) ?? null }, t("settings.memory"))
        }
      />
    </>
  );
}
