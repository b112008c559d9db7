import type { Numeric, Unit } from "#renderer/format/numbers.ts";
import { useFormat } from "#renderer/format/use-format.ts";

type Text = string | null | undefined;

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
