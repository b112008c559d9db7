import { useTranslation } from "react-i18next";
import type { CheckResult } from "#contract/quality.ts";
import { useFormat } from "#renderer/format/use-format.ts";
import { setsAside } from "./filters.ts";
import styles from "./quality.module.css";

function effectOf(check: CheckResult): "effect_aside" | "effect_warn" | "effect_error" | null {
  if (check.status === "passed" || check.status === "not_applicable") return null;
  if (setsAside(check)) return "effect_aside";
  return check.severity === "error" ? "effect_error" : "effect_warn";
}

/** What a finding means, what to do, and the figures: rows, share, since when, whose it is. */
export function CheckFacts(props: { readonly check: CheckResult }): React.JSX.Element {
  const { t } = useTranslation();
  const format = useFormat();
  const { check } = props;
  const effect = effectOf(check);
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
        {effect && (
          <>
            <dt>{t("quality.effect")}</dt>
            <dd>{t(`quality.${effect}`)}</dd>
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
