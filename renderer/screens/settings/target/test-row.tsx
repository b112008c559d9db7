import { Button } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { useClient } from "#renderer/client/context.tsx";
import { call } from "#renderer/client/queries.ts";
import type { OutputOf } from "#renderer/client/types.ts";
import { ErrorPanel } from "#renderer/components/error-panel.tsx";
import { StateMark } from "#renderer/components/state-mark.tsx";
import { SettingRow } from "../setting-row.tsx";
import styles from "./target.module.css";
import type { Target } from "./target-model.ts";

type Tested = OutputOf<"target", "test">;

/** Asked when a person presses, never by itself: it signs in. */
function useConnectionTest() {
  const client = useClient();
  const stop = useRef<AbortController | null>(null);
  // Who leaves the screen waits for no answer; a browser that was opened would be waited for without end.
  useEffect(() => () => stop.current?.abort(), []);
  const test = useMutation({
    mutationFn: () => {
      stop.current = new AbortController();
      return call(client, ["target", "test"], {}, stop.current.signal);
    },
  });
  const cancel = (): void => {
    stop.current?.abort();
    test.reset();
  };
  return { test, cancel };
}

/** Signs in and says what is in the way: one sentence, and what to do. */
export function TestRow(props: {
  readonly target: Target;
  /** Something is being saved: it would be tested as it was before. */
  readonly disabled: boolean;
}): React.JSX.Element {
  const { t } = useTranslation();
  const { target, disabled } = props;
  const { test, cancel } = useConnectionTest();
  return (
    <SettingRow
      title={t("target.test")}
      sentence={t("target.test_text")}
      control={
        test.isPending ? (
          <span className={styles.inline}>
            <span className="caption" role="status">
              {t("target.testing")}
            </span>
            <Button variant="default" size="xs" onClick={cancel}>
              {t("target.test_stop")}
            </Button>
          </span>
        ) : (
          <Button variant="default" size="xs" disabled={disabled} onClick={() => test.mutate()}>
            {t("target.test_do")}
          </Button>
        )
      }
    >
      {(test.data || test.error) && (
        <div aria-live="polite">
          {test.data && <Verdict tested={test.data} target={target} />}
          {test.error && <ErrorPanel error={test.error} />}
        </div>
      )}
    </SettingRow>
  );
}

function Verdict(props: { readonly tested: Tested; readonly target: Target }): React.JSX.Element {
  const { t } = useTranslation();
  const { tested, target } = props;
  const { account, user, role, warehouse, database } = target;
  const names = { account, user, role, warehouse, database };
  if (tested.ok) {
    const databases = tested.databases.map((name) => name.toUpperCase()).join(", ");
    return (
      <div className={styles.verdict} data-mark="good">
        <StateMark mark="good" word={t("target.test_ok")} />
        <p>
          {databases === ""
            ? t("target.test_ok_none")
            : t("target.test_ok_databases", { databases })}
        </p>
      </div>
    );
  }
  const { failure, text, action } = tested;
  return (
    <div className={styles.verdict} data-mark="broken">
      <StateMark
        mark="broken"
        word={failure === null ? text : t(`target.fail_${failure}`, names)}
      />
      <p>{failure === null ? action : t(`target.do_${failure}`, names)}</p>
    </div>
  );
}
