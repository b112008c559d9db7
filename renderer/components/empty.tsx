import type { ReactNode } from "react";
import styles from "./states.module.css";

/** Nothing to show: why, and what to do next. Never a bare blank. */
export function Empty(props: {
  readonly title?: string;
  readonly text: ReactNode;
  /** The one action that helps. */
  readonly children?: ReactNode;
  /** Keeps the height of what will be here. */
  readonly height?: number;
}): React.JSX.Element {
  const { title, text, children, height } = props;
  return (
    <div className={styles.empty} style={{ minHeight: height }}>
      {title && <h2 className={styles.emptyTitle}>{title}</h2>}
      <p className={styles.emptyText}>{text}</p>
      {children && <div className={styles.actions}>{children}</div>}
    </div>
  );
}
