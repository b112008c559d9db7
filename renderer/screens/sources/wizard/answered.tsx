import { Button, SegmentedControl } from "@mantine/core";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useColumnName, useEntityList } from "../entity-list.tsx";
import { type Answers, headerIsOpen, knowsColumns, withRead } from "../wizard-state.ts";
import type { ColumnProps } from "./props.ts";
import styles from "./wizard.module.css";

export type Editing = "header" | "entities" | "separator";

const SIGNS: Readonly<Record<string, "comma" | "semicolon" | "tab" | "pipe">> = {
  ",": "comma",
  ";": "semicolon",
  "\t": "tab",
  "|": "pipe",
};

/** One line for everything that is settled, each with a way to change it. */
export function Answered(
  props: ColumnProps & { onEdit(editing: Editing): void },
): React.JSX.Element | null {
  const { t } = useTranslation();
  const list = useEntityList();
  const { answers, drafted, onChange, onEdit } = props;
  const { grid } = drafted;
  if (!grid) return null;
  const row = grid.header_row;
  return (
    <section aria-label={t("sources.said")}>
      <ul className={styles.answers}>
        <Line onChange={() => onChange(null)}>{answers.label}</Line>
        {row !== null && !knowsColumns(answers.origin) && !headerIsOpen(grid, answers) && (
          <Line onChange={() => onEdit("header")}>{t("sources.a_header", { row })}</Line>
        )}
        <Separator {...props} delimiter={grid.delimiter} />
        {answers.entitiesSaid && answers.entities.length > 0 && (
          <Line onChange={() => onEdit("entities")}>
            {t("sources.a_entities", { list: list(answers.entities) })}
          </Line>
        )}
        <Said answers={answers} onChange={onChange} />
      </ul>
    </section>
  );
}

function Separator(
  props: ColumnProps & { readonly delimiter: string | null },
): React.JSX.Element | null {
  const { t } = useTranslation();
  const { answers, delimiter, onChange } = props;
  if (delimiter === null || knowsColumns(answers.origin)) return null;
  const known = SIGNS[delimiter];
  const sign = known ? t(`sources.sign_${known}`) : t("sources.sign_other", { sign: delimiter });
  return (
    <li className={styles.answer}>
      <span>{t("sources.a_separator", { sign })}</span>
      <SegmentedControl
        size="xs"
        aria-label={t("sources.a_separator", { sign })}
        value={delimiter}
        onChange={(next) => onChange(withRead(answers, { delimiter: next }))}
        data={Object.entries(SIGNS).map(([value]) => ({
          value,
          label: value === "\t" ? "⇥" : value,
        }))}
      />
    </li>
  );
}

/** What the person said about columns and keys; taking it back asks again. */
function Said(props: {
  readonly answers: Answers;
  onChange(answers: Answers): void;
}): React.JSX.Element {
  const { t } = useTranslation();
  const nameOf = useColumnName();
  const { answers, onChange } = props;
  const { same_keys: same, key_prefix: prefix, ...rest } = answers;
  return (
    <>
      {answers.formats.map((said) => (
        <Line
          key={`${said.entity}.${said.column}`}
          onChange={() =>
            onChange({ ...answers, formats: answers.formats.filter((one) => one !== said) })
          }
        >
          {nameOf(said.column)}: {t(`sources.format_${said.format}`)}
        </Line>
      ))}
      {same === true && <Line onChange={() => onChange(rest)}>{t("sources.a_same_keys")}</Line>}
      {prefix !== undefined && (
        <Line onChange={() => onChange(rest)}>{t("sources.a_key_prefix", { prefix })}</Line>
      )}
    </>
  );
}

function Line(props: { readonly children: ReactNode; onChange(): void }): React.JSX.Element {
  const { t } = useTranslation();
  return (
    <li className={styles.answer}>
      <span>{props.children}</span>
      <Button variant="subtle" size="compact-xs" onClick={props.onChange}>
        {t("sources.change")}
      </Button>
    </li>
  );
}
