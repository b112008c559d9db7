import { Button, Checkbox } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { ENTITY_NAMES, type EntityName } from "#contract/entities.ts";
import { withEntities } from "../wizard-state.ts";
import type { ColumnProps } from "./props.ts";
import styles from "./wizard.module.css";

/** What a row tells; a wide table may tell several things. Our guess is ticked, the person decides. */
export function EntitiesQuestion(props: ColumnProps): React.JSX.Element {
  const { t } = useTranslation();
  const { answers, drafted, onChange } = props;
  const [ticked, setTicked] = useState<readonly EntityName[]>(drafted.answers.entities);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (ticked.length > 0) onChange(withEntities(answers, ticked));
  };
  const toggle = (entity: EntityName, on: boolean): void =>
    setTicked(ENTITY_NAMES.filter((name) => (name === entity ? on : ticked.includes(name))));
  return (
    <form className={styles.question} onSubmit={submit}>
      <h2 className={styles.questionTitle}>{t("sources.q_entities")}</h2>
      <p className="muted">{t("sources.q_entities_text")}</p>
      <div className={styles.ticks}>
        {ENTITY_NAMES.map((entity) => (
          <Checkbox
            key={entity}
            label={t(`sources.entity.${entity}`)}
            description={t(`sources.about.${entity}`)}
            checked={ticked.includes(entity)}
            onChange={(event) => toggle(entity, event.currentTarget.checked)}
          />
        ))}
      </div>
      <div className={styles.choices}>
        <Button type="submit" variant="light" disabled={ticked.length === 0}>
          {t("sources.q_entities_next")}
        </Button>
        {ticked.length === 0 && <span className="caption">{t("sources.q_entities_none")}</span>}
      </div>
    </form>
  );
}
