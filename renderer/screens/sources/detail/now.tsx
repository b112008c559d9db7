import { useTranslation } from "react-i18next";
import type { SourceDetail } from "#contract/sources.ts";
import { useQueryOf } from "#renderer/client/queries.ts";
import { ErrorPanel } from "#renderer/components/error-panel.tsx";
import { Section } from "#renderer/components/page.tsx";
import { Skeletons } from "#renderer/components/skeletons.tsx";
import { StateMark } from "#renderer/components/state-mark.tsx";
import { useFormat } from "#renderer/format/use-format.ts";
import { FindingMark } from "../finding-mark.tsx";
import { HowRead } from "../how-read.tsx";
import { OwnerMessage } from "../owner-message.tsx";
import { TypedGrid } from "../wizard/typed-grid.tsx";
import { Renamed } from "./renamed.tsx";
import styles from "./detail.module.css";

/** The source read just now, without keeping anything: can it be read, what is odd, what becomes of it. */
export function Now({ detail }: { readonly detail: SourceDetail }): React.JSX.Element {
  const { t } = useTranslation();
  const format = useFormat();
  const { id } = detail.source;
  // Looked at again each time the page is opened: the file may have changed meanwhile.
  const check = useQueryOf(["sources", "check"], { id }, { staleTime: 0 });
  const readable = check.data?.readable === true;
  const preview = useQueryOf(["sources", "preview"], { id, limit: 20 }, { enabled: readable });
  if (check.error) {
    return <ErrorPanel error={check.error} onRetry={() => void check.refetch()} />;
  }
  if (!check.data) {
    return (
      <Section title={t("sources.check_title")}>
        <StateMark mark="act" word={t("sources.checking")} />
        <Skeletons rows={3} />
      </Section>
    );
  }
  const { findings, rows, message } = check.data;
  // What the run asks above is not asked twice.
  const asksNothing = (detail.held?.renames ?? []).length === 0;
  const counted = format.count(rows);
  const sentence = !readable
    ? t("sources.check_unreadable")
    : findings.length === 0
      ? t("sources.check_fine", { count: rows ?? 0, rows: counted })
      : t("sources.check_rows", { count: rows ?? 0, rows: counted });
  return (
    <>
      <Section title={t("sources.check_title")}>
        <p className={styles.sentence}>
          <StateMark mark={readable ? "good" : "broken"} compact /> {sentence}
        </p>
        <ul className={styles.findings}>
          {findings.map((finding) => (
            <li key={finding.text} className={styles.finding}>
              <FindingMark severity={finding.severity} />
              <div>
                <p>
                  {finding.text}{" "}
                  {finding.address !== undefined && (
                    <span className={styles.address}>{finding.address}</span>
                  )}
                </p>
                {finding.action && <p className="muted">{finding.action}</p>}
              </div>
            </li>
          ))}
        </ul>
        {asksNothing && findings.some(({ kind }) => kind === "missing_column") && (
          <Renamed detail={detail} />
        )}
        {message !== null && <OwnerMessage message={message} />}
      </Section>
      {preview.data && preview.data.rows.length > 0 && (
        <Section title={t("sources.preview")} text={t("sources.preview_text")}>
          <HowRead columns={preview.data.columns} />
          <div className={styles.preview}>
            <TypedGrid label={t("sources.preview")} preview={preview.data} />
          </div>
        </Section>
      )}
    </>
  );
}
