import { Outlet } from "@tanstack/react-router";
import { useRef } from "react";
import { useTranslation } from "react-i18next";
import { useEngine } from "#renderer/client/context.tsx";
import { Banners } from "./banners.tsx";
import { Busy } from "./busy.tsx";
import { EngineFailed } from "./engine-failed.tsx";
import { JobOutcomes } from "./job-outcomes.tsx";
import { KeyMap } from "./key-map.tsx";
import { Palette } from "./palette.tsx";
import { Rail } from "./rail.tsx";
import { RunBar } from "./run-bar.tsx";
import styles from "./shell.module.css";
import { useFocusAfterStep } from "./use-focus.ts";
import { useKeys } from "./use-keys.ts";

/** The frame of every screen: rail, content, run bar. */
export function Shell(): React.JSX.Element {
  const { t } = useTranslation();
  const content = useRef<HTMLElement>(null);
  const engine = useEngine();
  useKeys();
  useFocusAfterStep(content);
  return (
    <div className={styles.frame}>
      <a className={styles.skip} href="#content">
        {t("common.skip")}
      </a>
      <Rail />
      <div className={styles.column}>
        <Banners />
        <main
          id="content"
          ref={content}
          className={styles.content}
          tabIndex={-1}
          data-region="content"
          data-scroll-restoration-id="content"
        >
          {engine?.status === "failed" ? <EngineFailed error={engine.error} /> : <Outlet />}
        </main>
        <RunBar />
      </div>
      <Palette />
      <KeyMap />
      <JobOutcomes />
      <Busy />
    </div>
  );
}
