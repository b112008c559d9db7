import { useTranslation } from "react-i18next";
import { Empty } from "#renderer/components/empty.tsx";
import { Page } from "#renderer/components/page.tsx";

export function ExploreScreen(): React.JSX.Element {
  const { t } = useTranslation();
  return (
    <Page title={t("explore.title")}>
      <Empty text={t("common.placeholder")} />
    </Page>
  );
}
