import { Checkbox } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useQueryOf } from "#renderer/client/queries.ts";
import type { OutputOf } from "#renderer/client/types.ts";
import { Empty } from "#renderer/components/empty.tsx";
import { Panel, Section } from "#renderer/components/page.tsx";
import { QueryView } from "#renderer/components/query-view.tsx";
import { StateMark } from "#renderer/components/state-mark.tsx";
import { useFormat } from "#renderer/format/use-format.ts";
import styles from "./cloud.module.css";
import { Fact, useMoney } from "./facts.tsx";

type Estimate = OutputOf<"target", "estimate">;

export interface Wishes {
  readonly verify: boolean;
  readonly publish: boolean;
}

/** What a run would cost, whether the cap lets it, and what it should do besides. */
export function RunPanel(props: {
  readonly wishes: Wishes;
  onChange(wishes: Wishes): void;
}): React.JSX.Element {
  const { t } = useTranslation();
  const estimate = useQueryOf(["target", "estimate"], {});
  const { wishes, onChange } = props;
  return (
    <Section title={t("target.before")}>
      <Panel>
        <QueryView query={estimate}>
          {(data) =>
            data.build_id === null ? (
              <Empty text={t("target.estimate_none")} />
            ) : (
              <EstimateFacts estimate={data} />
            )
          }
        </QueryView>
        <div className={styles.wishes}>
          <Checkbox
            label={t("target.verify")}
            description={t("target.verify_text")}
            checked={wishes.verify}
            onChange={(event) => onChange({ ...wishes, verify: event.currentTarget.checked })}
          />
          <Checkbox
            label={t("target.publish")}
            description={t("target.publish_text")}
            checked={wishes.publish}
            onChange={(event) => onChange({ ...wishes, publish: event.currentTarget.checked })}
          />
        </div>
      </Panel>
    </Section>
  );
}

function EstimateFacts({ estimate }: { readonly estimate: Estimate }): React.JSX.Element {
  const { t } = useTranslation();
  const format = useFormat();
  const money = useMoney();
  const { rows, seconds, credits, cap, above_cap } = estimate;
  const capText = cap === null ? "cap_none_text" : above_cap ? "cap_over_text" : "cap_under_text";
  return (
    <>
      <dl className={styles.facts}>
        <Fact
          label={t("target.estimate")}
          value={t("target.estimate_credits", { credits: format.decimal(credits, 3) })}
          money={money(estimate.money)}
          text={`${t("target.estimate_text", {
            rows: format.count(rows),
            time: format.seconds(Math.round(seconds)),
          })} ${t("target.not_counted")}`}
        />
        <Fact
          label={t("target.cap_is")}
          value={
            cap === null
              ? t("target.cap_none")
              : t("target.estimate_credits", { credits: format.decimal(cap, 2) })
          }
          text={t(`target.${capText}`)}
        />
      </dl>
      {above_cap && (
        <p className={styles.over} role="status">
          <StateMark mark="warn" word={t("target.cap_over")} />
        </p>
      )}
    </>
  );
}
