import { Button } from "@mantine/core";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { useEngine } from "#renderer/client/context.tsx";
import { isEngineGone } from "#renderer/client/errors.ts";
import { ErrorPanel } from "#renderer/components/error-panel.tsx";
import { StateMark } from "#renderer/components/state-mark.tsx";
import { useFormat } from "#renderer/format/use-format.ts";
import { useGridColumns } from "../data-grid.tsx";
import styles from "../explore.module.css";
import { Grid } from "../grid/grid.tsx";
import { type QueryResult, useSqlQuery } from "./query-provider.tsx";

/** What became of the query, where it was asked. */
export function QueryAnswer(): React.JSX.Element {
  const { t } = useTranslation();
  const { state } = useSqlQuery();
  switch (state.status) {
    case "idle":
      return <p className={styles.answerText}>{t("explore.query_idle")}</p>;
    case "running":
    case "stopping":
      return <Running since={state.since} stopping={state.status === "stopping"} />;
    case "stopped":
      return <Again text={t("explore.query_stopped")} />;
    case "failed":
      return isEngineGone(state.error) ? (
        <Crashed since={state.since} generation={state.generation} />
      ) : (
        <div className={styles.answerError}>
          <ErrorPanel error={state.error} title={t("explore.query_error")} />
        </div>
      );
    default:
      return <Answer result={state.result} seconds={state.seconds} />;
  }
}

function useSeconds(since: number): number {
  const [now, setNow] = useState(since);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 200);
    return () => clearInterval(timer);
  }, []);
  return Math.max(0, (now - since) / 1000);
}

function Running(props: { readonly since: number; readonly stopping: boolean }): React.JSX.Element {
  const { t } = useTranslation();
  const format = useFormat();
  const { stop } = useSqlQuery();
  const seconds = useSeconds(props.since);
  return (
    <div className={styles.answerText} role="status">
      <StateMark
        mark="act"
        word={
          props.stopping
            ? t("explore.query_stopping")
            : t("explore.query_running", { time: format.seconds(Math.floor(seconds)) })
        }
      />
      {seconds >= 1 && !props.stopping && (
        <Button variant="default" size="compact-sm" onClick={stop}>
          {t("explore.query_stop")}
        </Button>
      )}
    </div>
  );
}

function Again({ text }: { readonly text: string }): React.JSX.Element {
  const { t } = useTranslation();
  const { run } = useSqlQuery();
  return (
    <div className={styles.answerText} role="status">
      <span>{text}</span>
      <Button variant="default" size="compact-sm" onClick={run}>
        {t("explore.query_again")}
      </Button>
    </div>
  );
}

/** The engine went away under the query; says how long until it was back. */
function Crashed(props: {
  readonly since: number;
  /** Of the engine the query was asked of. */
  readonly generation: number;
}): React.JSX.Element {
  const { t } = useTranslation();
  const format = useFormat();
  const engine = useEngine();
  const seconds = useSeconds(props.since);
  const [took, setTook] = useState<number | null>(null);
  const back = engine?.status === "ready" && engine.generation > props.generation;
  if (back && took === null) setTook(Math.max(0.1, seconds));
  if (took === null) {
    return (
      <p className={styles.answerText} role="status">
        {t("explore.query_crashing")}
      </p>
    );
  }
  return <Again text={t("explore.query_crashed", { time: format.seconds(took) })} />;
}

function Answer(props: {
  readonly result: QueryResult;
  readonly seconds: number;
}): React.JSX.Element {
  const { t } = useTranslation();
  const format = useFormat();
  const { result } = props;
  const columns = useGridColumns(result.columns, result.rows);
  const count = result.rows.length;
  const values = { count, number: format.count(count), time: format.seconds(props.seconds) };
  return (
    <>
      <p className={styles.answerText} role="status">
        {result.truncated
          ? t("explore.query_cut", values)
          : count === 0
            ? t("explore.query_no_rows")
            : t("explore.query_rows", values)}
      </p>
      {count > 0 && (
        <div className={styles.gridBox}>
          <Grid
            label={t("explore.query_result")}
            columns={columns}
            total={count}
            rowAt={(index) => result.rows[index]}
            head={(column) => (
              <div className={styles.plainHead} data-align={column.align} title={column.name}>
                {column.name}
              </div>
            )}
          />
        </div>
      )}
    </>
  );
}
