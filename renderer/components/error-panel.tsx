import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { type WindowError, windowError } from "#renderer/client/errors.ts";
import { StateMark } from "./state-mark.tsx";
import styles from "./states.module.css";

function detailsOf(error: WindowError): string {
  const more = error.details === null ? "" : `\n${JSON.stringify(error.details, null, 2)}`;
  return `${error.code}${more}`;
}

/** What did not work, what it means and what to do; codes only under Details. */
export function ErrorPanel(props: {
  readonly error: unknown;
  readonly title?: string;
  readonly onRetry?: () => void;
  readonly retryText?: string;
  readonly children?: React.ReactNode;
}): React.JSX.Element {
  const { t } = useTranslation();
  const error = windowError(props.error);
  return (
    <div className={styles.error} role="alert">
      <StateMark mark="broken" compact />
      <div className={styles.errorBody}>
        <p className={styles.errorTitle}>{props.title ?? t("states.error_title")}</p>
        <p>{error.message}</p>
        {error.hint && <p>{error.hint}</p>}
        <div className={styles.actions}>
          {props.onRetry && (
            <Button variant="default" size="xs" onClick={props.onRetry}>
              {props.retryText ?? t("common.retry")}
            </Button>
          )}
          {props.children}
        </div>
        <details>
          <summary className={styles.summary}>{t("common.details")}</summary>
          <pre className={`${styles.details} mono`}>{detailsOf(error)}</pre>
        </details>
      </div>
    </div>
  );
}
