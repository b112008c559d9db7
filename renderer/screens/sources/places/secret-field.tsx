import { TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";

/** A password or token on its way to the keychain: never shown, never filled in, gone once it is kept. */
export function SecretField(props: {
  readonly name: string;
  readonly label: string;
  readonly value: string;
  readonly error?: boolean;
  /** When it may be left empty. */
  readonly empty?: string;
  onChange(value: string): void;
}): React.JSX.Element {
  const { t } = useTranslation();
  return (
    <TextInput
      type="password"
      name={props.name}
      label={props.label}
      description={[t("places.secret_kept"), props.empty].filter(Boolean).join(" ")}
      autoComplete="new-password"
      spellCheck={false}
      value={props.value}
      error={props.error === true}
      onChange={(event) => props.onChange(event.currentTarget.value)}
    />
  );
}
