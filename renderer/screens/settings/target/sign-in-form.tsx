import { SegmentedControl, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { type Key, KeyField } from "./key-field.tsx";
import { FormButtons } from "./place-form.tsx";
import styles from "./target.module.css";
import { type SignIn, type Target, type Way, WAYS } from "./target-model.ts";
import type { Secrets } from "./use-target.ts";

function keyOf({ sign_in }: Target): Key {
  return sign_in.kind === "key_pair" && sign_in.key_file !== null
    ? { path: sign_in.key_file }
    : null;
}

function signInOf(way: Way, key: Key): SignIn {
  if (way !== "key_pair") return { kind: way };
  return { kind: "key_pair", key_file: key !== null && "path" in key ? key.path.trim() : null };
}

/** How the user signs in: by key, in the browser or with a token. There is no password. */
export function SignInForm(props: {
  readonly target: Target;
  readonly pending: boolean;
  onSave(target: Target, secrets: Secrets): void;
  onClose(): void;
}): React.JSX.Element {
  const { t } = useTranslation();
  const { target, pending, onSave, onClose } = props;
  const [way, setWay] = useState<Way>(target.sign_in.kind);
  const [key, setKey] = useState<Key>(() => keyOf(target));
  const [secret, setSecret] = useState("");
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const text = way === "key_pair" && key !== null && "text" in key ? key.text : undefined;
    onSave(
      { ...target, sign_in: signInOf(way, key) },
      {
        ...(text !== undefined && { key: text }),
        ...(secret !== "" && way !== "browser" && { secret }),
      },
    );
  };
  const word = way === "key_pair" ? "passphrase" : "token";
  return (
    <form className={styles.form} onSubmit={submit} noValidate>
      <div>
        <SegmentedControl
          aria-label={t("target.sign_in")}
          value={way}
          onChange={(next) => {
            setWay(next as Way);
            setSecret("");
          }}
          data={WAYS.map((value) => ({ value, label: t(`target.way_${value}`) }))}
        />
        <p className={`caption ${styles.hint}`}>{t("target.sign_in_hint")}</p>
      </div>
      {way === "key_pair" && <KeyField value={key} onChange={setKey} onClose={onClose} />}
      {way === "browser" ? (
        <p className={styles.plain}>{t("target.browser_text")}</p>
      ) : (
        <TextInput
          type="password"
          className={styles.secret}
          label={t(`target.${word}`)}
          description={t(`target.${word}_hint`)}
          inputWrapperOrder={["label", "input", "description", "error"]}
          autoComplete="off"
          value={secret}
          onKeyDown={(event) => event.key === "Escape" && onClose()}
          onChange={(event) => setSecret(event.currentTarget.value)}
        />
      )}
      <FormButtons pending={pending} onClose={onClose} />
    </form>
  );
}
