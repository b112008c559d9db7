import { useTranslation } from "react-i18next";
import type { Settings } from "#contract/settings.ts";
import { useQueryOf } from "#renderer/client/queries.ts";
import { CopyButton } from "#renderer/components/copy-button.tsx";
import { MiddleText } from "#renderer/components/middle-text.tsx";
import { Page, Panel, Section } from "#renderer/components/page.tsx";
import { QueryView } from "#renderer/components/query-view.tsx";
import { Skeletons } from "#renderer/components/skeletons.tsx";
import { useFormat } from "#renderer/format/use-format.ts";
import { Accounts } from "./accounts.tsx";
import { Help } from "./help.tsx";
import { History } from "./history.tsx";
import { TargetSection } from "./target/section.tsx";
import { WindowSettings } from "./window-settings.tsx";
import { WorkspaceSettings } from "./workspace-settings.tsx";
import styles from "./settings.module.css";

/** What this window and this workspace are set to, as sentences. Every change is saved at once. */
export function SettingsScreen(): React.JSX.Element {
  const { t } = useTranslation();
  const settings = useQueryOf(["workspace", "settings"], {});
  return (
    <Page title={t("settings.title")}>
      <div className={styles.sections}>
        <WindowSettings />
        <QueryView query={settings} skeleton={<Skeletons rows={8} height={48} />}>
          {(data) => (
            <div className={styles.sections}>
              <WorkspaceSettings settings={data} />
              <TargetSection />
              <Accounts />
              <Folders settings={data} />
              <Help />
              <History />
              <About settings={data} />
            </div>
          )}
        </QueryView>
      </div>
    </Page>
  );
}

function Folders({ settings }: { readonly settings: Settings }): React.JSX.Element {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <Section title={t("settings.folders")}>
      <Panel flush>
        {settings.folders.map(({ label, path, bytes }) => (
          <div key={path} className={styles.folder}>
            <span>{label}</span>
            <span className={`mono muted ${styles.path}`}>
              <MiddleText text={path} end={24} />
            </span>
            <span className="number muted">{format.bytes(bytes)}</span>
            <CopyButton text={path} label={t("settings.copy_path")} />
          </div>
        ))}
      </Panel>
    </Section>
  );
}

function About({ settings }: { readonly settings: Settings }): React.JSX.Element {
  const { t } = useTranslation();
  return (
    <Section title={t("settings.about")}>
      <dl className={styles.about}>
        {settings.about.map(({ label, value }) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </Section>
  );
}
