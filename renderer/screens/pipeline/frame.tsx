import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useQueryOf } from "#renderer/client/queries.ts";
import { Page } from "#renderer/components/page.tsx";
import styles from "./pipeline.module.css";
import { RunButton, RunMenu } from "./run-button.tsx";

const TABS = [
  { to: "/pipeline", text: "tab_now" },
  { to: "/pipeline/runs", text: "tab_history" },
  { to: "/pipeline/calendar", text: "tab_calendar" },
] as const;

function Tabs(): React.JSX.Element {
  const { t } = useTranslation();
  const target = useQueryOf(["target", "show"], {});
  return (
    <nav className={styles.tabs} aria-label={t("pipeline.tabs")}>
      {TABS.map(({ to, text }) => (
        <Link key={to} to={to} activeOptions={{ exact: true, includeSearch: false }}>
          {t(`pipeline.${text}`)}
        </Link>
      ))}
      {target.data?.snowflake && (
        <Link to="/pipeline/snowflake" activeOptions={{ exact: true, includeSearch: false }}>
          {t("target.tab")}
        </Link>
      )}
    </nav>
  );
}

/** What the three views of the pipeline share: hero, tabs, and Run, which becomes Stop. */
export function PipelinePage(props: {
  /** Another way to run than the usual one. */
  readonly primary?: ReactNode;
  readonly hero?: ReactNode;
  readonly children: ReactNode;
}): React.JSX.Element {
  const { t } = useTranslation();
  return (
    <Page
      title={t("pipeline.title")}
      primary={props.primary ?? <RunButton />}
      secondary={<RunMenu />}
      hero={props.hero}
      tabs={<Tabs />}
    >
      {props.children}
    </Page>
  );
}
