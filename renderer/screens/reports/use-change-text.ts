import { useTranslation } from "react-i18next";
import type { Numeric, Unit } from "#renderer/format/numbers.ts";
import { useFormat } from "#renderer/format/use-format.ts";

/** A change with its sign; one too small for a decimal place is said with more of them, never as 0. */
export function useChangeText(): (delta: Numeric, unit: Unit, percent: number | null) => string {
  const { t } = useTranslation();
  const format = useFormat();
  return (delta, unit, percent) => {
    const size = Math.abs(Number(delta));
    if (unit === "percent") {
      if (size === 0 || size >= 0.05) return format.delta(delta, unit);
      const text = size < 0.001 ? `< ${format.decimal(0.001, 3)}` : format.decimal(size, 3);
      return t("reports.points", { value: `${Number(delta) < 0 ? "−" : "+"}${text}` });
    }
    const share = percent === null ? "" : ` (${format.change(percent)})`;
    return `${format.delta(delta, unit)}${share}`;
  };
}
