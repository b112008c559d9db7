import { Button } from "@mantine/core";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { EngineState } from "#contract/host.ts";
import { useEngine, useHost, useHostStore } from "#renderer/client/context.tsx";
import { type Mark, StateMark } from "#renderer/components/state-mark.tsx";
import { useFormat } from "#renderer/format/use-format.ts";
import styles from "./banners.module.css";

/** A line above the screen while something is wrong with what answers it. */
function Banner(props: {
  readonly mark: Mark;
  readonly title?: string;
  readonly children: ReactNode;
  readonly action?: ReactNode;
}): React.JSX.Element {
  const { mark, title, children, action } = props;
  return (
    <div className={styles.banner} data-mark={mark} role="status">
      <StateMark mark={mark} compact />
      <p className={styles.text}>
        {title && <strong>{title}. </strong>}
        {children}
      </p>
      {action}
    </div>
  );
}

/** Connection and engine, as far as a person has to know. */
export function Banners(): React.JSX.Element {
  return (
    <>
      <LostBanner />
      <EngineBanner />
    </>
  );
}

function LostBanner(): React.JSX.Element | null {
  const { t } = useTranslation();
  const { connection, refused } = useHost();
  const store = useHostStore();
  if (connection !== "lost") return null;
  if (refused) {
    return (
      <Banner mark="broken" title={t("states.unauthorized_title")}>
        {t("states.unauthorized_text")}
      </Banner>
    );
  }
  return (
    <Banner
      mark="warn"
      title={t("states.lost_title")}
      action={
        <Button variant="default" size="compact-sm" onClick={store.retry}>
          {t("common.retry")}
        </Button>
      }
    >
      {t("states.lost_text")}
    </Banner>
  );
}

/** Shown only when a start takes longer than this, in milliseconds. */
const PATIENCE = 2000;
/** How long the news of a restart stays. */
const NEWS = 12_000;

/** Seconds the engine was away, for as long as that is news; null otherwise. */
function useRestart(engine: EngineState | null): number | null {
  const since = useRef<number | null>(null);
  const [away, setAway] = useState<number | null>(null);
  const status = engine?.status;
  useEffect(() => {
    if (status === "restarting" || status === "failed") since.current ??= performance.now();
    if (status !== "ready" || since.current === null) return;
    setAway((performance.now() - since.current) / 1000);
    since.current = null;
    const timer = setTimeout(() => setAway(null), NEWS);
    return () => clearTimeout(timer);
  }, [status]);
  return status === "ready" ? away : null;
}

function EngineBanner(): React.JSX.Element | null {
  const { t } = useTranslation();
  const format = useFormat();
  const engine = useEngine();
  const { connection } = useHost();
  const away = useRestart(engine);
  const starting = engine?.status === "starting";
  const [late, setLate] = useState(false);
  useEffect(() => {
    if (!starting) return;
    const timer = setTimeout(() => setLate(true), PATIENCE);
    return () => {
      clearTimeout(timer);
      setLate(false);
    };
  }, [starting]);
  if (connection !== "open") return null;
  if (engine?.status === "restarting") {
    return <Banner mark="warn">{t("states.engine_restarting")}</Banner>;
  }
  if (starting && late) return <Banner mark="act">{t("states.engine_starting")}</Banner>;
  if (away === null) return null;
  // Nothing is faster than a tenth of a second for whom it interrupts.
  const seconds = format.seconds(Math.max(0.1, away));
  return <Banner mark="good">{t("states.engine_back", { seconds })}</Banner>;
}
