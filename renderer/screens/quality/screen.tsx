import { useTranslation } from "react-i18next";
import { Empty } from "#renderer/components/empty.tsx";
import { Page } from "#renderer/components/page.tsx";

export function QualityScreen(): React.JSX.Element {
  const { t } = useTranslation();
  return (
    <Page title={t("quality.title")}>
      <Empty text={t("common.placeholder")} />
    </Page>
  );
}
