import { Radio, TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Draft, RawGrid } from "#contract/sources.ts";
import { HowRead } from "../how-read.tsx";
import { addsRows } from "../wizard-state.ts";
import { Defects } from "./defects.tsx";
import { MappingReview } from "./mapping-review.tsx";
import type { ColumnProps } from "./props.ts";
import styles from "./wizard.module.css";

/** Everything is answered: what stands out, what fills what, and how it is kept. */
export function Review(
  props: ColumnProps & { readonly draft: Draft; readonly grid: RawGrid },
): React.JSX.Element {
  const { t } = useTranslation();
  const { answers, drafted, save, onChange } = props;
  const standard = addsRows(answers.origin) ? "append" : "snapshot";
  // From the newest value on there is only what is new.
  const asked = !("watermark" in answers.origin);
  return (
    <section className={styles.question} data-busy={drafted.drafting} aria-busy={drafted.drafting}>
      <h2 className={styles.questionTitle}>{t("sources.review")}</h2>
      <Defects {...props} />
      <MappingReview {...props} />
      {props.draft.preview !== null && (
        <div className={styles.part}>
          <h3 className={styles.partTitle}>{t("sources.read_title")}</h3>
          <HowRead columns={props.draft.preview.columns} />
        </div>
      )}
      <div className={styles.part}>
        <h3 className={styles.partTitle}>{t("sources.save_title")}</h3>
        <TextInput
          label={t("sources.save_name")}
          placeholder={save.proposedName}
          value={answers.name ?? ""}
          onChange={(event) => onChange({ ...answers, name: event.currentTarget.value })}
        />
        {asked && <Mode {...props} standard={standard} />}
      </div>
    </section>
  );
}

function Mode(
  props: ColumnProps & { readonly standard: "append" | "snapshot" },
): React.JSX.Element {
  const { t } = useTranslation();
  const { answers, standard, onChange } = props;
  return (
    <Radio.Group
      label={t("sources.save_mode")}
      value={answers.mode ?? standard}
      onChange={(mode) => onChange({ ...answers, mode: mode === "append" ? "append" : "snapshot" })}
    >
      <div className={styles.ticks}>
        <Radio
          value="snapshot"
          label={t("sources.mode_snapshot")}
          description={t("sources.mode_snapshot_text")}
        />
        <Radio
          value="append"
          label={t("sources.mode_append")}
          description={t("sources.mode_append_text")}
        />
      </div>
    </Radio.Group>
  );
}
