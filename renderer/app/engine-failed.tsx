import { Button } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { EngineState } from "#contract/host.ts";
import { oneClick } from "#renderer/client/connect.ts";
import { useClient } from "#renderer/client/context.tsx";
import styles from "./banners.module.css";

/** The engine does not start: why, what it means, and one thing to do. In place of every screen. */
export function EngineFailed(props: {
  readonly error: NonNullable<EngineState["error"]> | null;
}): React.JSX.Element {
  const { t } = useTranslation();
  const client = useClient();
  const restart = useMutation({ mutationFn: () => client.host.restart({}, oneClick()) });
  const { error } = props;
  return (
    <div className={styles.failed} role="alert">
      <h1>{t("states.engine_failed_title")}</h1>
      <p className="muted">{t("states.engine_failed_text")}</p>
      {error && <p>{error.message}</p>}
      {error?.hint && <p>{error.hint}</p>}
      <div>
        <Button onClick={() => restart.mutate()} loading={restart.isPending}>
          {t("states.engine_failed_again")}
        </Button>
      </div>
      {error && (
        <details>
          <summary>{t("common.details")}</summary>
          <pre className="mono" style={{ whiteSpace: "pre-wrap", overflowWrap: "anywhere" }}>
            {error.code}
            {error.details ? `\n${JSON.stringify(error.details, null, 2)}` : ""}
          </pre>
        </details>
      )}
    </div>
  );
}
