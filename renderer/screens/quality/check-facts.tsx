import { useTranslation } from "react-i18next";
import type { CheckResult } from "#contract/quality.ts";
import { useFormat } from "#renderer/format/use-format.ts";
import { setsAside } from "./filters.ts";
import styles from "./quality.module.css";

type Effect = "effect_aside" | "effect_warn" | "effect_error";

/** A rule that sets more rows aside than may go unasked also holds the build back. */
function effectsOf(check: CheckResult): readonly Effect[] {
  if (check.status === "passed" || check.status === "not_applicable") return [];
  if (!setsAside(check)) return [check.severity === "error" ? "effect_error" : "effect_warn"];
  return check.status === "failed" ? ["effect_aside", "effect_error"] : ["effect_aside"];
}

/** What a finding means, what to do, and the figures: rows, share, since when, whose it is. */
export function CheckFacts(props: { readonly check: CheckResult }): React.JSX.Element {
  const { t } = useTranslation();
  const format = useFormat();
  const { check } = props;
  const effects = effectsOf(check);
  const examples = check.examples.slice(0, 3).map((one) => {
    const place = one.address ?? one.key;
    // A check of several columns has no single value to show.
    if (one.value === null && check.column === null) return place;
    return `${place}: ${String(one.value ?? t("quality.panel_empty"))}`;
  });
  const facts = [
    [t("quality.failing"), format.count(check.rows_failed)],
    [t("quality.checked"), format.count(check.rows_checked)],
    [t("quality.share"), format.share(check.rows_failed, check.rows_checked)],
    [t("quality.since"), format.instant(check.since)],
    [t("quality.owner"), check.owner ?? t("quality.not_owned")],
    [t("quality.severity"), t(`quality.severity_${check.severity}`)],
  ] as const;
  return (
    <>
      <dl className={styles.meaning}>
        {effects.length > 0 && (
          <>
            <dt>{t("quality.effect")}</dt>
            <dd>{effects.map((effect) => t(`quality.${effect}`)).join(" ")}</dd>
          </>
        )}
        {check.todo && (
          <>
            <dt>{t("quality.do")}</dt>
            <dd>{check.todo}</dd>
          </>
        )}
        {examples.length > 0 && (
          <>
            <dt>{t("quality.examples")}</dt>
            <dd>{examples.join(" · ")}</dd>
          </>
        )}
      </dl>
      <dl className={styles.facts}>
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}
