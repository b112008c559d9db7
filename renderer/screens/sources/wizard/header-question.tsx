import { Button, NumberInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import type { RawGrid } from "#contract/sources.ts";
import { withRead } from "../wizard-state.ts";
import type { ColumnProps } from "./props.ts";
import styles from "./wizard.module.css";

/** Which row holds the names: the best guess, the row below, or any row that is clicked. */
export function HeaderQuestion(props: ColumnProps & { readonly grid: RawGrid }): React.JSX.Element {
  const { t } = useTranslation();
  const { answers, grid, onChange } = props;
  const [other, setOther] = useState<number | string>("");
  const take = (row: number): void => onChange(withRead(answers, { header_row: row }));
  const doubt = grid.findings.find(({ kind }) => kind === "header_uncertain");
  const rows = [...new Set([grid.better_header_row, grid.header_row])].filter(
    (row) => row !== null,
  );
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (typeof other === "number" && other >= 1) take(other);
  };
  return (
    <section className={styles.question}>
      <h2 className={styles.questionTitle}>{t("sources.q_header")}</h2>
      <p className={styles.questionText}>
        {doubt?.text ?? grid.header_reason ?? t("sources.q_header_none")}
      </p>
      <p className="muted">{t("sources.q_header_text")}</p>
      <div className={styles.choices}>
        {rows.map((row, index) => (
          <Button key={row} variant={index === 0 ? "light" : "default"} onClick={() => take(row)}>
            {t("sources.q_header_use", { row })}
          </Button>
        ))}
      </div>
      <form className={styles.inline} onSubmit={submit}>
        <NumberInput
          size="xs"
          label={t("sources.q_header_other")}
          min={1}
          allowDecimal={false}
          value={other}
          onChange={setOther}
        />
        <Button size="xs" variant="default" type="submit" disabled={typeof other !== "number"}>
          {typeof other === "number"
            ? t("sources.q_header_use", { row: other })
            : t("sources.q_header_other")}
        </Button>
      </form>
    </section>
  );
}
