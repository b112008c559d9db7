import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { FoundTable } from "#contract/connections.ts";
import { useFormat } from "#renderer/format/use-format.ts";
import { type Answers, fileName, startWith } from "../wizard-state.ts";
import type { ServiceOrigin } from "./service-form.ts";
import styles from "./places.module.css";

/** Which list of an answer holds the records. */
export function ListChoice(props: {
  readonly place: ServiceOrigin;
  readonly lists: readonly FoundTable[];
  onFound(answers: Answers): void;
}): React.JSX.Element {
  const { t } = useTranslation();
  const format = useFormat();
  const { place, lists, onFound } = props;
  const begin = (list: string): void => {
    const label = list === "" ? fileName(place.path.replace(/[?#].*$/, "")) : last(list);
    onFound(startWith({ ...place, ...(list !== "" && { list }) }, label));
  };
  return (
    <section className={styles.choose}>
      <h2 className={styles.chooseTitle}>{t("places.choose.list")}</h2>
      <div className={styles.stack}>
        {lists.map(({ name, rows }, index) => (
          <Button
            key={name}
            variant={index === 0 ? "filled" : "default"}
            onClick={() => begin(name)}
          >
            {name === "" ? t("places.choose.list_itself") : name} ·{" "}
            {t("places.choose.records", { count: rows ?? 0, number: format.count(rows) })}
          </Button>
        ))}
      </div>
    </section>
  );
}

const last = (path: string): string => path.split(".").at(-1) ?? path;
