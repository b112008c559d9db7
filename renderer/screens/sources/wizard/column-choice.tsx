import { Button, Select, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import type { EntityName } from "#contract/entities.ts";
import { type Answers, withDefault, withMap } from "../wizard-state.ts";
import styles from "./wizard.module.css";

/** Any other column of the file, or one value for every row. */
export function ColumnChoice(props: {
  readonly entity: EntityName;
  readonly column: string;
  readonly headers: readonly string[];
  /** The same value in every row makes sense here. */
  readonly constant: boolean;
  readonly current?: string | null;
  readonly answers: Answers;
  onChange(answers: Answers): void;
}): React.JSX.Element {
  const { t } = useTranslation();
  const { entity, column, headers, answers, onChange } = props;
  const [value, setValue] = useState("");
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (value.trim() !== "") {
      onChange(withDefault(answers, { entity, column, value: value.trim() }));
    }
  };
  return (
    <div className={styles.stack}>
      <Select
        size="xs"
        searchable
        label={t("sources.q_column_other")}
        placeholder={t("sources.q_column_pick")}
        data={[...new Set(headers)]}
        value={props.current ?? null}
        onChange={(header) =>
          header !== null && onChange(withMap(answers, { entity, column, headers: [header] }))
        }
      />
      {props.constant && (
        <form className={styles.inline} onSubmit={submit}>
          <TextInput
            size="xs"
            label={t("sources.q_column_constant")}
            value={value}
            onChange={(event) => setValue(event.currentTarget.value)}
          />
          <Button size="xs" variant="default" type="submit" disabled={value.trim() === ""}>
            {t("sources.q_column_set")}
          </Button>
        </form>
      )}
    </div>
  );
}
