import styles from "./text.module.css";

/** A long name cut in the middle, whole in its title: the end of a name often tells it apart. */
export function MiddleText(props: {
  readonly text: string;
  /** Characters kept at the end. */
  readonly end?: number;
}): React.JSX.Element {
  const { text, end = 10 } = props;
  if (text.length <= end * 2) return <span title={text}>{text}</span>;
  return (
    <span className={styles.middle} title={text}>
      <span className={styles.start}>{text.slice(0, -end)}</span>
      <span className={styles.end}>{text.slice(-end)}</span>
    </span>
  );
}
