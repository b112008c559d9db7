import { IconBucket, IconDatabase, IconFileSpreadsheet, IconWorld } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { FROM, type From } from "./from.ts";
import styles from "./places.module.css";

const ICONS = {
  file: IconFileSpreadsheet,
  database: IconDatabase,
  bucket: IconBucket,
  service: IconWorld,
} as const;

/** What kind of place it is; arrow keys move between them. */
export function PlaceKinds(props: {
  readonly value: From;
  onChange(from: From): void;
}): React.JSX.Element {
  const { t } = useTranslation();
  return (
    <fieldset className={styles.kinds}>
      <legend className="hidden-text">{t("places.where")}</legend>
      {FROM.map((from) => {
        const Icon = ICONS[from];
        return (
          <label key={from} className={styles.kind}>
            <input
              type="radio"
              name="from"
              value={from}
              checked={props.value === from}
              onChange={() => props.onChange(from)}
            />
            <Icon size={24} stroke={1.5} aria-hidden />
            <span className={styles.kindName}>{t(`places.from_${from}`)}</span>
            <span className={styles.kindText}>{t(`places.from_${from}_text`)}</span>
          </label>
        );
      })}
    </fieldset>
  );
}
