import { useTranslation } from "react-i18next";
import { Empty } from "#renderer/components/empty.tsx";
import { Page } from "#renderer/components/page.tsx";

export function ReportsScreen(): React.JSX.Element {
  const { t } = useTranslation();
  return (
    <Page title={t("reports.title")}>
      <Empty text={t("common.placeholder")} />
    </Page>
  );
}
