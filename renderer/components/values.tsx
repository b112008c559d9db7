import type { Numeric, Unit } from "#renderer/format/numbers.ts";
import { useFormat } from "#renderer/format/use-format.ts";
import styles from "./text.module.css";

type Text = string | null | undefined;

/** A count, exact. */
export function Num(props: { readonly value: Numeric }): React.JSX.Element {
  const format = useFormat();
  return <span>{format.count(props.value)}</span>;
}

/** An amount in the workspace's currency, exact. */
export function Money(props: {
  readonly value: Numeric;
  readonly digits?: number;
}): React.JSX.Element {
  const format = useFormat();
  return <span>{format.money(props.value, props.digits)}</span>;
}

/** Three significant digits; the exact value on hover and focus, and for screen readers. */
export function Short(props: { readonly value: Numeric; readonly unit?: Unit }): React.JSX.Element {
  const format = useFormat();
  const unit = props.unit ?? "count";
  const exact = format.unit(props.value, unit);
  const short = format.compact(props.value, unit);
  if (exact === short) return <span>{exact}</span>;
  return (
    <span title={exact}>
      <span aria-hidden>{short}</span>
      <span className="hidden-text">{exact}</span>
    </span>
  );
}

/** `Thu 19 Nov, 03:30` in the workspace's zone. */
export function DateText(props: { readonly value: Text }): React.JSX.Element {
  const format = useFormat();
  return <time dateTime={props.value ?? undefined}>{format.instant(props.value)}</time>;
}

/** `Thu 19 Nov`, a day without a time. */
export function DayText(props: { readonly value: Text }): React.JSX.Element {
  const format = useFormat();
  return <time dateTime={props.value ?? undefined}>{format.day(props.value)}</time>;
}

/** `−€9,483.00 (−2.3%)`, in ink: a sign says direction, a colour would judge. */
export function Delta(props: {
  readonly value: Numeric;
  readonly unit: Unit;
  readonly percent?: number | null;
}): React.JSX.Element {
  const format = useFormat();
  const { value, unit, percent = null } = props;
  const showPercent = percent !== null && unit !== "percent";
  return (
    <span className={styles.delta}>
      {format.delta(value, unit)}
      {showPercent && ` (${format.change(percent)})`}
    </span>
  );
}
