import { Button, TextInput } from "@mantine/core";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { hasFileDialog, pickFile } from "#renderer/client/files.ts";
import styles from "./target.module.css";

/** A key by its place on this computer, or as a browser hands it over: then without a place. */
export type Key =
  { readonly path: string } | { readonly name: string; readonly text: string } | null;

/** A private key is some kilobytes. */
const LARGEST = 20_000;

/** Chooses the key file. The desktop knows its place; a browser hands its text over once. Nothing is pasted. */
export function KeyField(props: {
  readonly value: Key;
  onChange(key: Key): void;
  onClose(): void;
}): React.JSX.Element {
  const { t } = useTranslation();
  const field = useRef<HTMLInputElement>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const { value, onChange, onClose } = props;
  const take = async (file: File | undefined): Promise<void> => {
    if (!file) return;
    const tooLarge = file.size > LARGEST;
    setProblem(tooLarge ? t("target.key_too_large", { name: file.name }) : null);
    if (!tooLarge) onChange({ name: file.name, text: await file.text() });
  };
  const choose = async (): Promise<void> => {
    if (!hasFileDialog()) return field.current?.click();
    const path = await pickFile({ title: t("target.key_choose") });
    if (path !== null) onChange({ path });
  };
  const picked = value !== null && "name" in value ? value.name : null;
  return (
    <div className={styles.key}>
      <TextInput
        className={styles.grow}
        label={t("target.key_file")}
        description={
          picked === null ? t("target.key_file_hint") : t("target.key_chosen", { name: picked })
        }
        inputWrapperOrder={["label", "input", "description", "error"]}
        error={problem}
        autoComplete="off"
        spellCheck={false}
        placeholder={picked ?? ""}
        value={value !== null && "path" in value ? value.path : ""}
        onKeyDown={(event) => event.key === "Escape" && onClose()}
        onChange={(event) => {
          const path = event.currentTarget.value;
          onChange(path === "" ? null : { path });
        }}
      />
      <Button variant="default" className={styles.choose} onClick={() => void choose()}>
        {t("target.key_choose")}
      </Button>
      <input
        ref={field}
        type="file"
        accept=".p8,.pem,.key"
        hidden
        onChange={(event) => {
          void take(event.currentTarget.files?.[0]);
          event.currentTarget.value = "";
        }}
      />
    </div>
  );
}
