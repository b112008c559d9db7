import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { Empty } from "#renderer/components/empty.tsx";

export function NotFound(): React.JSX.Element {
  const { t } = useTranslation();
  return (
    <Empty text={t("common.not_found")}>
      <Button component={Link} to="/overview" variant="default">
        {t("common.to_overview")}
      </Button>
    </Empty>
  );
}
