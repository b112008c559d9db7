import { useTranslation } from "react-i18next";
import styles from "./states.module.css";

export type Mark = "good" | "warn" | "broken" | "act" | "unknown";

const SIGNS: Readonly<Record<Mark, string>> = {
  good: "✓",
  warn: "▲",
  broken: "✕",
  act: "▶",
  unknown: "?",
};

/** A state as shape, colour and word together. Healthy things need no mark: write plain text. */
export function StateMark(props: {
  readonly mark: Mark;
  /** The state's own word, e.g. "held"; default a general one. */
  readonly word?: string;
  /** Only the shape, with the word for screen readers: in dense grids that explain it elsewhere. */
  readonly compact?: boolean;
  /** The word in ink instead of the state's colour. */
  readonly plain?: boolean;
}): React.JSX.Element {
  const { t } = useTranslation();
  const { mark, word = t(`states.${mark}`), compact = false, plain = false } = props;
  return (
    <span className={`${styles.mark} ${styles[mark]} ${plain ? styles.plain : ""}`}>
      <span className={styles.sign} aria-hidden>
        {SIGNS[mark]}
      </span>
      <span className={compact ? "hidden-text" : styles.word}>{word}</span>
    </span>
  );
}
