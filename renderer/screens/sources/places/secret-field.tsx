import { TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";

/** A password or token on its way to the keychain: never shown, never filled in, gone once it is kept. */
export function SecretField(props: {
  readonly name: string;
  readonly label: string;
  readonly value: string;
  readonly error?: boolean;
  /** Whether one that is kept already may be used; default true. */
  readonly again?: boolean;
  onChange(value: string): void;
}): React.JSX.Element {
  const { t } = useTranslation();
  return (
    <TextInput
      type="password"
      name={props.name}
      label={props.label}
      description={
        props.again === false
          ? t("places.secret_kept")
          : `${t("places.secret_kept")} ${t("places.secret_again")}`
      }
      autoComplete="new-password"
      spellCheck={false}
      value={props.value}
      error={props.error === true}
      onChange={(event) => props.onChange(event.currentTarget.value)}
    />
  );
}
