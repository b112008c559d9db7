import { useTranslation } from "react-i18next";
import { Empty } from "#renderer/components/empty.tsx";
import { Page } from "#renderer/components/page.tsx";

export function ScheduleScreen(): React.JSX.Element {
  const { t } = useTranslation();
  return (
    <Page title={t("schedule.title")}>
      <Empty text={t("common.placeholder")} />
    </Page>
  );
}
