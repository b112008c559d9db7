import { useTranslation } from "react-i18next";
import { LinkButton } from "#renderer/components/link-button.tsx";
import { Panel, Section } from "#renderer/components/page.tsx";
import { useFormat } from "#renderer/format/use-format.ts";
import styles from "./cloud.module.css";
import type { Last } from "./cloud-model.ts";
import { Fact, useMoney } from "./facts.tsx";

/** What the newest run did on Snowflake and what it took. */
export function LastRun({ last }: { readonly last: Last }): React.JSX.Element {
  const { t } = useTranslation();
  const format = useFormat();
  const money = useMoney();
  const { result, run_id } = last;
  const { checks } = result;
  const failing = checks?.failing.length ?? 0;
  const credits = (value: number): string =>
    t("target.estimate_credits", { credits: format.decimal(value, 3) });
  return (
    <Section
      title={t("target.last")}
      text={
        <>
          {t("target.last_when", { run: run_id, when: format.instant(last.finished_at) })}{" "}
          {result.unchanged
            ? t("target.last_unchanged")
            : t("target.last_loaded", {
                count: result.files_loaded,
                number: format.count(result.files_loaded),
                statements: format.count(result.statements),
              })}{" "}
          {t(result.published ? "target.last_published" : "target.last_not_published")}
        </>
      }
      aside={
        <LinkButton
          variant="default"
          size="xs"
          to="/pipeline/runs/$runId"
          params={{ runId: run_id }}
        >
          {t("target.last_open")}
        </LinkButton>
      }
    >
      <Panel>
        <dl className={styles.facts}>
          <Fact
            label={t("target.took")}
            value={credits(result.credits)}
            money={money(last.money)}
            text={`${t("target.took_text", { estimated: credits(result.estimated_credits) })} ${t("target.not_counted")}`}
          />
          <Fact
            label={t("target.checks")}
            value={
              checks === null
                ? t("target.checks_none")
                : t("target.checks_value", { asked: format.count(checks.asked) })
            }
            text={
              checks === null
                ? t("target.checks_none_text")
                : t("target.checks_failing", { count: failing, number: format.count(failing) })
            }
          />
        </dl>
      </Panel>
    </Section>
  );
}
