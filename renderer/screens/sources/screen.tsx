import { useTranslation } from "react-i18next";
import { Empty } from "#renderer/components/empty.tsx";
import { Page } from "#renderer/components/page.tsx";

export function SourcesScreen(): React.JSX.Element {
  const { t } = useTranslation();
  return (
    <Page title={t("sources.title")}>
      <Empty text={t("common.placeholder")} />
    </Page>
  );
}
