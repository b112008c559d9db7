import { Button } from "@mantine/core";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { ErrorPanel } from "#renderer/components/error-panel.tsx";
import { Skeletons } from "#renderer/components/skeletons.tsx";
import { StateMark } from "#renderer/components/state-mark.tsx";
import type { Answers } from "../wizard-state.ts";
import { Answered, type Editing } from "./answered.tsx";
import { EntitiesQuestion } from "./entities-question.tsx";
import { HeaderQuestion } from "./header-question.tsx";
import { OpenQuestion } from "./open-question.tsx";
import type { ColumnProps } from "./props.ts";
import { Review } from "./review.tsx";
import type { Drafted } from "./use-draft.ts";
import styles from "./wizard.module.css";

/** What was answered, then the one thing that is asked now. */
export function QuestionColumn(props: ColumnProps): React.JSX.Element {
  const { t } = useTranslation();
  const { drafted, resumed, answers, save } = props;
  const [editing, setEditing] = useState<Editing | null>(null);
  const change = (next: Answers | null): void => {
    setEditing(null);
    props.onGo(null);
    props.onChange(next);
  };
  const asked = editing ?? drafted.step;
  const key = asked === "question" ? (drafted.draft?.proposal.questions[0]?.text ?? "") : asked;
  return (
    <aside className={styles.questions}>
      {resumed && (
        <p className={styles.said} role="status">
          {t("sources.wizard_resumed", { name: answers.label })}
        </p>
      )}
      <Answered {...props} onChange={change} onEdit={setEditing} />
      {save.error && <ErrorPanel error={save.error} />}
      <Asked key={key} moved={key}>
        <Current {...props} asked={asked} onChange={change} />
      </Asked>
    </aside>
  );
}

let lastAsked: string | null = null;

/** Whoever answers by keyboard goes on with the next question, not at the top of the page. */
function Asked(props: {
  readonly moved: string;
  readonly children: React.ReactNode;
}): React.JSX.Element {
  const place = useRef<HTMLDivElement>(null);
  const { moved } = props;
  useEffect(() => {
    if (lastAsked !== null && lastAsked !== moved) place.current?.focus();
    lastAsked = moved;
  }, [moved]);
  return (
    <div ref={place} className={styles.asked} tabIndex={-1}>
      {props.children}
    </div>
  );
}

function Current(
  props: ColumnProps & { readonly asked: Drafted["step"] | Editing },
): React.JSX.Element {
  const { t } = useTranslation();
  const { drafted, asked, onChange } = props;
  const { grid, draft, draftError } = drafted;
  if (!grid) return <Skeletons rows={3} />;
  if (asked === "header") return <HeaderQuestion {...props} grid={grid} />;
  if (asked === "entities") return <EntitiesQuestion {...props} />;
  if (draftError !== null && !drafted.drafting) {
    const forget = (): void => onChange({ ...props.answers, map: [], formats: [], defaults: [] });
    return (
      <ErrorPanel error={draftError} onRetry={drafted.again}>
        <Button size="xs" variant="default" onClick={forget}>
          {t("sources.forget_columns")}
        </Button>
      </ErrorPanel>
    );
  }
  if (!draft) {
    return (
      <div role="status">
        <StateMark mark="act" word={t("sources.drafting")} />
        <Skeletons rows={4} />
      </div>
    );
  }
  const [question] = draft.proposal.questions;
  if (question) return <OpenQuestion {...props} draft={draft} question={question} />;
  return <Review {...props} draft={draft} grid={grid} />;
}
