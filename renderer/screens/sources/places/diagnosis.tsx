import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { LookAround, Place } from "#contract/connections.ts";
import { ErrorPanel } from "#renderer/components/error-panel.tsx";
import { StateMark } from "#renderer/components/state-mark.tsx";
import { useFormat } from "#renderer/format/use-format.ts";
import { groupOf, namesOf } from "./failures.ts";
import { useFailure } from "./use-failure.ts";
import type { Look } from "./use-look.ts";
import styles from "./places.module.css";

const FOUND = { database: "tables", bucket: "files", service: "lists" } as const;

/** What a test of the connection brought: one sentence, and what to do where something is in the way. */
export function Diagnosis({ look }: { readonly look: Look }): React.JSX.Element | null {
  const { t } = useTranslation();
  const { state } = look;
  if (state.kind === "idle") return null;
  if (state.kind === "failed") return <ErrorPanel error={state.error} />;
  if (state.kind === "stopped") return <p role="status">{t("places.stopped")}</p>;
  if (state.kind === "asking") {
    const names = namesOf(state.place);
    const where = names["host"] ?? names["bucket"] ?? "";
    return (
      <div className={styles.asking} role="status">
        <StateMark mark="act" word={t("places.testing", { where })} />
        <Button size="compact-sm" variant="default" onClick={look.stop}>
          {t("places.stop")}
        </Button>
      </div>
    );
  }
  return (
    <>
      <Answer place={state.place} answer={state.answer} />
      {state.unkept !== null && (
        <ErrorPanel title={t("places.secret_not_kept")} error={state.unkept} />
      )}
    </>
  );
}

function Answer(props: { readonly place: Place; readonly answer: LookAround }): React.JSX.Element {
  const { t } = useTranslation();
  const format = useFormat();
  const say = useFailure();
  const { place, answer } = props;
  const group = groupOf(place);
  if (!answer.reachable) return <Verdict mark="broken" {...say(place, answer)} />;
  const count = answer.tables.length;
  if (count > 0) {
    const text = t(`places.found.${FOUND[group]}`, { count, number: format.count(count) });
    return <Verdict mark="good" text={text} todo={null} />;
  }
  const kind = group === "bucket" ? "no_files" : "no_tables";
  const names = namesOf(place);
  return (
    <Verdict
      mark="warn"
      text={t(`places.found.${kind}`, { user: names["user"] ?? "" })}
      todo={t(`places.found.${kind}_todo`)}
    />
  );
}

/** One sentence with its mark, and one thing to do. */
export function Verdict(props: {
  readonly mark: "good" | "warn" | "broken";
  readonly text: string;
  readonly todo: string | null;
}): React.JSX.Element {
  const { mark, text, todo } = props;
  return (
    <div
      className={styles.verdict}
      data-mark={mark}
      data-testid="verdict"
      role={mark === "good" ? "status" : "alert"}
    >
      <StateMark mark={mark} compact />
      <div>
        <p className={styles.verdictText}>{text}</p>
        {todo !== null && <p>{todo}</p>}
      </div>
    </div>
  );
}
