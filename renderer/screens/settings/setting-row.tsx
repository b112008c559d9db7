import type { ReactNode } from "react";
import styles from "./settings.module.css";

/** One setting: its name, its value as a sentence, and what changes it. */
export function SettingRow(props: {
  readonly title: string;
  readonly sentence: ReactNode;
  readonly control?: ReactNode;
  /** Fields that open below when it is changed. */
  readonly children?: ReactNode;
}): React.JSX.Element {
  return (
    <div className={styles.setting}>
      <div className={styles.settingText}>
        <h3 className={styles.settingTitle}>{props.title}</h3>
        <p className={styles.settingSentence}>{props.sentence}</p>
      </div>
      {props.control && <div className={styles.control}>{props.control}</div>}
      {props.children && <div className={styles.editor}>{props.children}</div>}
    </div>
  );
}
