import { Button, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { SettingRow } from "./setting-row.tsx";
import styles from "./settings.module.css";

export interface Field {
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
  readonly value: string;
  /** Typed unseen, such as a key. */
  readonly secret?: boolean;
  /** What is wrong with a text, in a sentence; null when it can be saved. */
  wrong(text: string): string | null;
}

/** A setting whose values are typed: a sentence, then its fields on request. Esc closes them. */
export function TypedSetting(props: {
  readonly title: string;
  readonly sentence: string;
  readonly fields: readonly Field[];
  readonly pending: boolean;
  onSave(values: readonly string[]): void;
}): React.JSX.Element {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const control = open ? null : (
    <Button
      variant="default"
      size="xs"
      aria-label={`${t("settings.change")}: ${props.title}`}
      loading={props.pending}
      onClick={() => setOpen(true)}
    >
      {t("settings.change")}
    </Button>
  );
  const close = (): void => setOpen(false);
  return (
    <SettingRow title={props.title} sentence={props.sentence} control={control}>
      {open && <Fields {...props} onClose={close} />}
    </SettingRow>
  );
}

function Fields(props: {
  readonly fields: readonly Field[];
  onSave(values: readonly string[]): void;
  onClose(): void;
}): React.JSX.Element {
  const { t } = useTranslation();
  const { fields, onSave, onClose } = props;
  const [values, setValues] = useState(() => fields.map(({ value }) => value));
  const wrong = fields.map((field, index) => field.wrong(values[index] ?? ""));
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (wrong.some((text) => text !== null)) return;
    onSave(values);
    onClose();
  };
  return (
    <form className={styles.form} onSubmit={submit}>
      {fields.map((field, index) => (
        <TextInput
          key={field.name}
          label={field.label}
          description={field.hint}
          error={wrong[index]}
          type={field.secret ? "password" : "text"}
          autoComplete="off"
          value={values[index] ?? ""}
          onKeyDown={(event) => event.key === "Escape" && onClose()}
          ref={index === 0 ? focusOnce : null}
          onChange={(event) => setValues(values.with(index, event.currentTarget.value))}
        />
      ))}
      <div className={styles.formButtons}>
        <Button type="submit" size="xs" disabled={wrong.some((text) => text !== null)}>
          {t("settings.save")}
        </Button>
        <Button variant="default" size="xs" onClick={onClose}>
          {t("settings.cancel")}
        </Button>
      </div>
    </form>
  );
}

function focusOnce(field: HTMLInputElement | null): void {
  field?.focus();
  field?.select();
}
