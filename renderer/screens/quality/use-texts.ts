import { useTranslation } from "react-i18next";
import { useFormat } from "#renderer/format/use-format.ts";
import type { QualitySummary } from "#contract/runs.ts";
import type { Verdict } from "./verdict.ts";

const LAYERS = ["silver", "gold", "marts", "reports"] as const;

/** Sentences and names of the quality screens, in the window's language. */
export function useTexts() {
  const { t } = useTranslation();
  const format = useFormat();
  const rows = (count: number): string => t("quality.rows", { count, number: format.count(count) });
  return {
    rows,
    layer: (layer: string): string =>
      t(`quality.layer_${LAYERS.find((one) => one === layer) ?? "other"}`),
    /** Cut, never rounded up: 99.96 is not 100. */
    score: (score: number | null): string =>
      score === null
        ? t("quality.score_none")
        : t("quality.score", {
            score: Number.isInteger(score) ? format.count(score) : format.decimal(score, 1),
          }),
    verdict: (verdict: Verdict, rowsChecked: number): string => {
      const { kind, checks } = verdict;
      if (kind === "nothing") return t("quality.hero_nothing");
      return t(`quality.hero_${kind}`, {
        count: checks,
        number: format.count(checks),
        rows: rows(kind === "clear" ? rowsChecked : verdict.rows),
      });
    },
    counts: (summary: QualitySummary, rowsChecked: number, at: string): string =>
      t("quality.counts", {
        passed: format.count(summary.passed),
        warned: format.count(summary.warned),
        failed: format.count(summary.failed),
        skipped: format.count(summary.skipped),
        not_applicable: format.count(summary.not_applicable),
        rows: format.count(rowsChecked),
        when: format.instant(at),
      }),
  };
}
