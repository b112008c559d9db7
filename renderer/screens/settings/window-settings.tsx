import { SegmentedControl } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { changePreferences, type Preferences, usePreferences } from "#renderer/app/preferences.ts";
import { Panel, Section } from "#renderer/components/page.tsx";
import { type Language, LANGUAGES } from "#renderer/i18n/index.ts";
import { toast, undoToast } from "#renderer/components/toasts.tsx";
import { SettingRow } from "./setting-row.tsx";

const NAMES: Readonly<Record<Language, string>> = { en: "English", de: "Deutsch" };
const THEMES = ["light", "dark", "auto"] as const;

/** Choices that hold for this window only and are kept in the browser. */
export function WindowSettings(): React.JSX.Element {
  const { t } = useTranslation();
  const chosen = usePreferences();
  const change = (part: Partial<Preferences>, what: string): void => {
    const before = chosen;
    changePreferences(part);
    undoToast(t("settings.saved", { what }), () => {
      changePreferences(before);
      toast(t("common.undone"));
    });
  };
  return (
    <Section title={t("settings.window")}>
      <Panel flush>
        <SettingRow
          title={t("settings.appearance")}
          sentence={t("settings.appearance_text")}
          control={
            <SegmentedControl
              aria-label={t("settings.appearance")}
              value={chosen.theme}
              onChange={(theme) =>
                change({ theme: theme as Preferences["theme"] }, t("settings.appearance"))
              }
              data={THEMES.map((value) => ({ value, label: t(`common.theme_${value}`) }))}
            />
          }
        />
        <SettingRow
          title={t("settings.language")}
          sentence={t("settings.language_text")}
          control={
            <SegmentedControl
              aria-label={t("settings.language")}
              value={chosen.language}
              onChange={(language) =>
                change({ language: language as Language }, t("settings.language"))
              }
              data={LANGUAGES.map((value) => ({ value, label: NAMES[value] }))}
            />
          }
        />
        <SettingRow
          title={t("settings.keys")}
          sentence={t("settings.keys_text")}
          control={
            <SegmentedControl
              aria-label={t("settings.keys")}
              value={chosen.letters ? "on" : "off"}
              onChange={(value) => change({ letters: value === "on" }, t("settings.keys"))}
              data={[
                { value: "on", label: t("settings.keys_on") },
                { value: "off", label: t("settings.keys_off") },
              ]}
            />
          }
        />
      </Panel>
    </Section>
  );
}
