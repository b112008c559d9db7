import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Overview } from "#contract/overview.ts";
import { useFormat } from "#renderer/format/use-format.ts";
import styles from "./overview.module.css";

/** Where things stand: quality, how far the data reaches, what readers see. */
export function Facts({ overview }: { readonly overview: Overview }): React.JSX.Element {
  const { t } = useTranslation();
  const format = useFormat();
  const { published, complete_through: through } = overview;
  return (
    <section className={styles.facts} aria-label={t("overview.facts")}>
      <QualityFact overview={overview} />
      <Fact label={t("overview.complete_through")}>
        {through === null ? t("overview.complete_unknown") : format.day(through)}
      </Fact>
      <Fact
        label={t("overview.published")}
        note={
          <>
            {published !== null && (
              <span>
                {t("overview.published_since", { when: format.instant(published.published_at) })}
                .{" "}
              </span>
            )}
            {published !== null && overview.unpublished_changes && (
              <span>{t("overview.published_changes")} </span>
            )}
            <Link to="/reports" className={styles.link}>
              {t("overview.see_reports")}
            </Link>
          </>
        }
      >
        {published === null
          ? t("overview.published_none")
          : t("overview.published_version", { version: published.version })}
      </Fact>
    </section>
  );
}

function QualityFact({ overview }: { readonly overview: Overview }): React.JSX.Element {
  const { t } = useTranslation();
  const format = useFormat();
  const { quality } = overview;
  if (quality === null || quality.score === null) {
    return <Fact label={t("overview.quality")}>{t("overview.quality_none")}</Fact>;
  }
  const notes = [
    ...(quality.failed > 0 ? [t("overview.quality_failed", { count: quality.failed })] : []),
    ...(quality.warned > 0 ? [t("overview.quality_warned", { count: quality.warned })] : []),
    ...(quality.skipped > 0 ? [t("overview.quality_skipped", { count: quality.skipped })] : []),
  ];
  const all = notes.length === 0 ? t("overview.quality_passed", { count: quality.passed }) : "";
  return (
    <Fact
      label={t("overview.quality")}
      note={
        <>
          {all}
          {notes.join(", ")}.{" "}
          <Link to="/quality" className={styles.link}>
            {t("overview.see_quality")}
          </Link>
        </>
      }
    >
      {t("overview.quality_of", { score: scoreText(quality.score, format.decimal) })}
    </Fact>
  );
}

/** One decimal where it matters, and never rounded up to 100. */
export function scoreText(score: number, write: (value: number, digits: number) => string): string {
  const floored = Math.floor(score * 10) / 10;
  return write(floored, Number.isInteger(floored) ? 0 : 1);
}

function Fact(props: {
  readonly label: string;
  readonly note?: ReactNode;
  readonly children: ReactNode;
}): React.JSX.Element {
  return (
    <div className={styles.fact}>
      <h2 className={styles.factLabel}>{props.label}</h2>
      <p className={styles.factValue}>{props.children}</p>
      {props.note && <p className={`caption ${styles.factNote}`}>{props.note}</p>}
    </div>
  );
}
