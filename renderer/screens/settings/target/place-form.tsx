import { Button, Select, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import styles from "./target.module.css";
import { type Place, placeOf, SIZES, type Target, withPlace, wrongIn } from "./target-model.ts";

const FIELDS = ["account", "user", "role", "warehouse", "database"] as const;
const HINTS = {
  account: "target.account_hint",
  user: "target.user_hint",
  database: "target.database_hint",
} as const;
const hintOf = (name: keyof Place) => (name in HINTS ? HINTS[name as keyof typeof HINTS] : null);

const sizeOf = ({ warehouse_size }: Place): string =>
  SIZES.find((one) => one.toLowerCase() === warehouse_size.toLowerCase()) ?? "X-Small";

/** Where Snowflake is and who loads: typed once, with the names of the set-up script to begin with. */
export function PlaceForm(props: {
  readonly target: Target | null;
  readonly pending: boolean;
  onSave(target: Target): void;
  onClose(): void;
}): React.JSX.Element {
  const { t } = useTranslation();
  const { target, pending, onSave, onClose } = props;
  const [place, setPlace] = useState<Place>(() => placeOf(target));
  const [tried, setTried] = useState(false);
  const set = (name: keyof Place, text: string): void => setPlace({ ...place, [name]: text });
  const problem = (name: keyof Place): string | null => {
    const wrong = wrongIn(name, place[name]);
    // Nobody is told that a field is empty before they were done with it.
    return wrong === null || (wrong === "needed" && !tried) ? null : t(`target.${wrong}`);
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setTried(true);
    if (FIELDS.every((name) => wrongIn(name, place[name]) === null)) {
      onSave(withPlace(target, place));
    }
  };
  const field = (name: (typeof FIELDS)[number]): React.JSX.Element => {
    const hint = hintOf(name);
    return (
      <TextInput
        key={name}
        label={t(`target.${name}`)}
        description={hint === null ? undefined : t(hint)}
        inputWrapperOrder={["label", "input", "description", "error"]}
        error={problem(name)}
        autoComplete="off"
        spellCheck={false}
        value={place[name]}
        data-autofocus={name === "account" || undefined}
        onKeyDown={(event) => event.key === "Escape" && onClose()}
        onChange={(event) => set(name, event.currentTarget.value)}
      />
    );
  };
  return (
    <form className={styles.form} onSubmit={submit} noValidate>
      <div className={styles.fields}>
        {FIELDS.slice(0, 4).map(field)}
        <Select<string>
          label={t("target.size")}
          data={SIZES}
          allowDeselect={false}
          value={sizeOf(place)}
          onChange={(size) => set("warehouse_size", size ?? sizeOf(place))}
        />
        {field("database")}
      </div>
      <FormButtons pending={pending} onClose={onClose} />
    </form>
  );
}

export function FormButtons(props: {
  readonly pending: boolean;
  onClose(): void;
}): React.JSX.Element {
  const { t } = useTranslation();
  return (
    <div className={styles.buttons}>
      <Button type="submit" size="xs" loading={props.pending}>
        {t("target.save")}
      </Button>
      <Button variant="default" size="xs" onClick={props.onClose}>
        {t("target.cancel")}
      </Button>
    </div>
  );
}
