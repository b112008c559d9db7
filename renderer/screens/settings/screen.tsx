import { useTranslation } from "react-i18next";
import { Empty } from "#renderer/components/empty.tsx";
import { Page } from "#renderer/components/page.tsx";

export function SettingsScreen(): React.JSX.Element {
  const { t } = useTranslation();
  return (
    <Page title={t("settings.title")}>
      <Empty text={t("common.placeholder")} />
    </Page>
  );
}
