import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { Preflight } from "#contract/night.ts";
import type { ScheduleState } from "#contract/settings.ts";
import type { OutputOf } from "#renderer/client/types.ts";
import { ErrorPanel } from "#renderer/components/error-panel.tsx";
import { Panel, Section } from "#renderer/components/page.tsx";
import { Skeletons } from "#renderer/components/skeletons.tsx";
import { type Mark, StateMark } from "#renderer/components/state-mark.tsx";
import { useFormat } from "#renderer/format/use-format.ts";
import { findingScreen, shownFindings } from "./night-model.ts";
import { useRegister } from "./use-change.ts";
import styles from "./schedule.module.css";

/** The newest look ahead, and how to look again. */
export interface Check {
  readonly answer: OutputOf<"night", "preflight"> | undefined;
  readonly error: Error | null;
  readonly pending: boolean;
  /** Milliseconds since 1970. */
  readonly at: number;
  again(): void;
}

/** Will tonight work? What the system has, then every finding with what to do about it. */
export function Tonight(props: {
  readonly state: ScheduleState;
  readonly check: Check;
}): React.JSX.Element {
  const { t } = useTranslation();
  const format = useFormat();
  const { state, check } = props;
  const { answer } = check;
  const at = answer ? format.clock(new Date(check.at).toISOString()) : "";
  return (
    <Section
      title={t("schedule.tonight")}
      text={answer ? t("schedule.checked_at", { at }) : undefined}
    >
      <Panel flush>
        <ul className={styles.list} aria-busy={check.pending}>
          <Registered state={state} />
          {answer && state.schedule.enabled && <Findings answer={answer} />}
          {!answer && check.pending && state.schedule.enabled && (
            <li className={styles.item}>
              <Skeletons rows={2} />
            </li>
          )}
        </ul>
      </Panel>
      {check.error && <ErrorPanel error={check.error} onRetry={check.again} />}
    </Section>
  );
}

const MARKS: Readonly<Record<ScheduleState["registered"]["status"], Mark>> = {
  registered: "good",
  missing: "warn",
  different: "warn",
  unknown: "unknown",
};

/** What the operating system really has, said as it is. */
function Registered({ state }: { readonly state: ScheduleState }): React.JSX.Element {
  const { t } = useTranslation();
  const register = useRegister();
  const { status, text } = state.registered;
  const { enabled } = state.schedule;
  return (
    <li className={styles.item}>
      <StateMark
        mark={status === "missing" && !enabled ? "unknown" : MARKS[status]}
        word={t(`schedule.mark_${status}`)}
      />
      <p className={styles.itemText}>{text}</p>
      {enabled && status !== "registered" && (
        <Button
          variant="default"
          size="xs"
          loading={register.isPending}
          onClick={() => register.mutate({})}
        >
          {t("schedule.register")}
        </Button>
      )}
    </li>
  );
}

function Findings({ answer }: { readonly answer: Preflight }): React.JSX.Element {
  const { t } = useTranslation();
  const findings = shownFindings(answer.findings);
  if (findings.length === 0) {
    return (
      <li className={styles.item}>
        <StateMark mark={answer.ready ? "good" : "unknown"} word={t("schedule.rest")} plain />
        <p className={styles.itemText}>{t("schedule.rest_text")}</p>
      </li>
    );
  }
  return (
    <>
      {findings.map((finding) => (
        <Finding key={`${finding.name} ${finding.text}`} finding={finding} />
      ))}
    </>
  );
}

function Finding(props: { readonly finding: Preflight["findings"][number] }): React.JSX.Element {
  const { t } = useTranslation();
  const { name, severity, text, action } = props.finding;
  const screen = findingScreen(name);
  return (
    <li className={styles.item} data-finding={name}>
      <StateMark
        mark={severity === "error" ? "broken" : "warn"}
        word={t(severity === "error" ? "schedule.stops" : "schedule.mind")}
      />
      <div className={styles.itemText}>
        <p>{text}</p>
        <p className="muted">{action}</p>
      </div>
      {screen && (
        <Link to={screen} className={styles.link}>
          {t("schedule.look")}
        </Link>
      )}
    </li>
  );
}
