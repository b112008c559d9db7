import { Button, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { ENTITY_COLUMNS } from "#contract/entities.ts";
import type { Draft, Proposal } from "#contract/sources.ts";
import { type Answer, answersOf, questionTarget } from "../answer-options.ts";
import { type Answers, withFormat, withMap, withRead } from "../wizard-state.ts";
import { ColumnChoice } from "./column-choice.tsx";
import type { ColumnProps } from "./props.ts";
import styles from "./wizard.module.css";

type Question = Proposal["questions"][number];

const TITLES = {
  unsure_column: "sources.q_column",
  ambiguous_format: "sources.q_format",
  shared_entity: "sources.q_shared",
  header_row: "sources.q_header",
} as const;

interface Props extends ColumnProps {
  readonly draft: Draft;
  readonly question: Question;
}

/** One thing only a person can know, with its answers as buttons. */
export function OpenQuestion(props: Props): React.JSX.Element {
  const { t } = useTranslation();
  const { draft, question, drafted } = props;
  const left = draft.proposal.questions.length;
  const title = TITLES[question.kind as keyof typeof TITLES];
  const target = questionTarget(question);
  return (
    <section className={styles.question} data-busy={drafted.drafting} aria-busy={drafted.drafting}>
      <p className="caption">{t("sources.q_left", { count: left })}</p>
      {title !== undefined && <h2 className={styles.questionTitle}>{t(title)}</h2>}
      <p className={styles.questionText}>{question.text}</p>
      <Choices {...props} />
      {target !== null && (
        <ColumnChoice
          {...target}
          headers={draft.proposal.headers}
          constant={isConstantPossible(target.entity, target.column)}
          answers={props.answers}
          onChange={props.onChange}
        />
      )}
    </section>
  );
}

/** A key that is the same in every row would make all rows one. */
function isConstantPossible(entity: keyof typeof ENTITY_COLUMNS, column: string): boolean {
  return ENTITY_COLUMNS[entity].find(({ name }) => name === column)?.kind !== "key";
}

function Choices(props: Props): React.JSX.Element {
  const { t } = useTranslation();
  const { question, answers, onChange, drafted } = props;
  const choices = answersOf(question);
  const [prefixing, setPrefixing] = useState(false);
  if (prefixing) return <Prefix answers={answers} onChange={onChange} />;
  const label = (answer: Answer, index: number): string => {
    switch (answer.kind) {
      case "map": {
        const header = answer.headers.join(" + ");
        return index === 0
          ? t("sources.q_column_yes", { header })
          : t("sources.q_column_use", { header });
      }
      case "format":
        return `${t(`sources.format_${answer.format}`)} · ${t(`sources.format_${answer.format}_text`)}`;
      case "header_row":
        return t("sources.q_header_use", { row: answer.row });
      case "same_keys":
        return t("sources.q_same_keys");
      case "key_prefix":
        return t("sources.q_key_prefix");
    }
  };
  const pick = (answer: Answer): void => {
    if (answer.kind === "key_prefix") setPrefixing(true);
    else onChange(answered(answers, answer));
  };
  return (
    <div className={styles.stack}>
      {choices.map((answer, index) => (
        <div key={label(answer, index)} className={styles.stack}>
          <Button
            variant={index === 0 && answer.kind === "map" ? "light" : "default"}
            disabled={drafted.drafting}
            onClick={() => pick(answer)}
          >
            {label(answer, index)}
          </Button>
          {answer.kind === "same_keys" && (
            <span className="caption">{t("sources.q_same_keys_text")}</span>
          )}
          {answer.kind === "key_prefix" && (
            <span className="caption">{t("sources.q_key_prefix_text")}</span>
          )}
        </div>
      ))}
    </div>
  );
}

function answered(answers: Answers, answer: Exclude<Answer, { kind: "key_prefix" }>): Answers {
  switch (answer.kind) {
    case "map": {
      const { entity, column, headers } = answer;
      return withMap(answers, { entity, column, headers: [...headers] });
    }
    case "format": {
      const { entity, column, format } = answer;
      return withFormat(answers, { ...(entity === null ? {} : { entity }), column, format });
    }
    case "header_row":
      return withRead(answers, { header_row: answer.row });
    case "same_keys":
      return { ...answers, same_keys: true };
  }
}

function Prefix(props: {
  readonly answers: Answers;
  onChange(answers: Answers): void;
}): React.JSX.Element {
  const { t } = useTranslation();
  const [prefix, setPrefix] = useState("");
  const clean = prefix.trim();
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (clean !== "") props.onChange({ ...props.answers, key_prefix: clean });
  };
  return (
    <form className={styles.inline} onSubmit={submit}>
      <TextInput
        size="xs"
        label={t("sources.q_prefix")}
        description={t("sources.q_prefix_hint")}
        value={prefix}
        ref={(field) => field?.focus()}
        onChange={(event) => setPrefix(event.currentTarget.value)}
      />
      <Button size="xs" variant="default" type="submit" disabled={clean === ""}>
        {t("sources.q_prefix_set")}
      </Button>
    </form>
  );
}
