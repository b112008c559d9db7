import { formatsOf, useFormat } from "#renderer/format/use-format.ts";
import styles from "./cloud.module.css";

interface Money {
  readonly amount: number;
  readonly currency: string;
}

/** An amount in its own currency, which need not be the workspace's; null where no price is known. */
export function useMoney(): (money: Money | null) => string | null {
  const { habits } = useFormat();
  return (money) =>
    money === null
      ? null
      : formatsOf({ ...habits, currency: money.currency }).money(money.amount, 2);
}

/** A figure with its name above it and what it means below. */
export function Fact(props: {
  readonly label: string;
  readonly value: string;
  readonly money?: string | null;
  readonly text: string;
}): React.JSX.Element {
  return (
    <div>
      <dt>{props.label}</dt>
      <dd>
        <span className={styles.value}>{props.value}</span>
        {props.money && <span className="muted"> · {props.money}</span>}
        <span className={styles.means}>{props.text}</span>
      </dd>
    </div>
  );
}
