import type { Preview } from "#contract/sources.ts";
import { StateMark } from "#renderer/components/state-mark.tsx";
import styles from "./sources.module.css";

type Severity = Preview["findings"][number]["severity"];

/** Only what needs somebody is marked; a remark is plain text with a dot. */
export function FindingMark({ severity }: { readonly severity: Severity }): React.JSX.Element {
  if (severity === "info") {
    return (
      <span className={styles.dot} aria-hidden>
        ·
      </span>
    );
  }
  return <StateMark mark={severity === "error" ? "broken" : "warn"} compact />;
}
