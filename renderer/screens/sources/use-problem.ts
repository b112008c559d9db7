import { useTranslation } from "react-i18next";
import { expectedFormat } from "./defects-model.ts";

/** Why a cell cannot be read, without the short names of formats. */
export function useProblem(): (problem: string) => string {
  const { t } = useTranslation();
  return (problem) => {
    const format = expectedFormat(problem);
    if (format === null) return t("sources.unreadable");
    return t("sources.unreadable_as", { format: t(`sources.format_${format}`) });
  };
}
