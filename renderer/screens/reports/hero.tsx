import { useTranslation } from "react-i18next";
import { StateMark } from "#renderer/components/state-mark.tsx";
import { useFormat } from "#renderer/format/use-format.ts";
import styles from "./reports.module.css";
import { useChangeText } from "./use-change-text.ts";
import type { Release } from "./use-release.ts";

/** The figure that changes most, before and after; or that nothing waits. */
export function ReleaseHero({ release }: { readonly release: Release }): React.JSX.Element {
  const { t } = useTranslation();
  const { changes, held } = release;
  const [first, ...more] = changes.changed;
  const quiet = useQuietSentence(release);
  const showsChange = first !== undefined && release.current !== null;
  return (
    <div className={styles.hero}>
      {showsChange ? (
        <FirstChange kpi={first} />
      ) : (
        <p className={`hero ${styles.plain}`}>{quiet}</p>
      )}
      {showsChange && more.length > 0 && (
        <p className="muted">{t("reports.more_changes", { count: more.length })}</p>
      )}
      {held && release.diff.changed && (
        <p className={styles.held}>
          <StateMark mark="warn" word={t("reports.held_word")} /> {t("reports.held_text")}
        </p>
      )}
    </div>
  );
}

function useQuietSentence(release: Release): string {
  const { t } = useTranslation();
  const format = useFormat();
  if (release.current === null) return t("reports.hero_first");
  const { version, published_at } = release.current;
  const values = { version, date: format.instant(published_at) };
  return release.diff.changed ? t("reports.hero_quiet", values) : t("reports.hero_same", values);
}

function FirstChange({
  kpi,
}: {
  readonly kpi: Release["changes"]["changed"][number];
}): React.JSX.Element {
  const { t } = useTranslation();
  const format = useFormat();
  const changeText = useChangeText();
  const before = format.unit(kpi.published as string | null, kpi.unit);
  const after = format.unit(kpi.build as string | null, kpi.unit);
  return (
    <p className={styles.change} data-testid="first-change">
      <span className="hidden-text">
        {t("reports.before_to_now", { label: kpi.label, before, after })}
      </span>
      <span aria-hidden className={styles.changeLabel}>
        {kpi.label}
      </span>
      <span aria-hidden className={styles.before}>
        {before}
      </span>
      <span aria-hidden className={styles.arrow}>
        →
      </span>
      <span aria-hidden className="kpi">
        {after}
      </span>
      {kpi.delta !== null && (
        <span className={styles.delta}>
          {changeText(kpi.delta as string, kpi.unit, kpi.percent)}
        </span>
      )}
    </p>
  );
}
