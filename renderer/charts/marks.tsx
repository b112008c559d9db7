import type { ReactNode } from "react";
import styles from "./marks.module.css";
import { TipBox, type TipRow } from "./plot.tsx";
import type { Roving } from "./use-roving.ts";

interface Tip {
  readonly title: string;
  readonly rows: readonly TipRow[];
}

/** Marks made of boxes, reachable with one tab stop and the arrow keys; the exact value stands beside. */
export function Marks(props: {
  readonly label: string;
  readonly roving: Roving;
  tip(index: number): Tip;
  readonly className?: string | undefined;
  readonly children: ReactNode;
}): React.JSX.Element {
  const { label, roving, tip, className = "", children } = props;
  return (
    <div className={styles.marks}>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex, jsx-a11y/no-noninteractive-element-interactions -- the marks are read with the arrow keys */}
      <div {...roving.container} className={className} role="group" aria-label={label}>
        {children}
      </div>
      <div className={styles.tip} aria-live="polite">
        {roving.active !== null && <TipBox {...tip(roving.active)} />}
      </div>
    </div>
  );
}

/** A name in at most two lines, whole on hover. */
export function MarkName(props: {
  readonly name: string;
  readonly detail?: string | undefined;
}): React.JSX.Element {
  return (
    <span className={styles.name} title={props.name}>
      <span className={styles.nameText}>{props.name}</span>
      {props.detail && <span className={styles.detail}>{props.detail}</span>}
    </span>
  );
}
