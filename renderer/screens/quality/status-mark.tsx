import { useTranslation } from "react-i18next";
import { StateMark } from "#renderer/components/state-mark.tsx";
import type { Status } from "./scorecard.ts";
import { markOf } from "./verdict.ts";

/** A check's status as shape, colour and word; what passed or does not apply is plain text. */
export function StatusMark(props: {
  readonly status: Status;
  readonly compact?: boolean;
}): React.JSX.Element {
  const { t } = useTranslation();
  const word = t(`quality.status_${props.status}`);
  const mark = markOf(props.status);
  if (mark === null || mark === "good") return <span className="muted">{word}</span>;
  return <StateMark mark={mark} word={word} compact={props.compact ?? false} />;
}
