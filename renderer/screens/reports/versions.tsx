import { Button } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { VersionInfo } from "#contract/reports.ts";
import { useCommand } from "#renderer/client/queries.ts";
import { ConfirmDialog } from "#renderer/components/confirm-dialog.tsx";
import { type Column, DataTable } from "#renderer/components/data-table.tsx";
import { ErrorPanel } from "#renderer/components/error-panel.tsx";
import { Panel, Section } from "#renderer/components/page.tsx";
import { StateMark } from "#renderer/components/state-mark.tsx";
import { useFormat } from "#renderer/format/use-format.ts";
import styles from "./reports.module.css";
import type { Release } from "./use-release.ts";
import { hasMoved } from "./view/changes.ts";

/** What was published when and why, and the way back. */
export function Versions({ release }: { readonly release: Release }): React.JSX.Element {
  const { t } = useTranslation();
  const [asked, setAsked] = useState<VersionInfo | null>(null);
  const [paused, setPaused] = useState<{ version: number; paused: boolean } | null>(null);
  const rollback = useCommand(["publishing", "rollback"], {
    changes: ["reports", "workspace", "explore", "runs"],
    onSuccess: (result) =>
      setPaused({ version: result.version, paused: result.auto_publish_paused }),
  });
  const columns = useColumns(setAsked);
  return (
    <Section title={t("reports.versions_title")}>
      <div aria-live="polite" className={styles.outcome}>
        {rollback.error && <ErrorPanel error={rollback.error} />}
        {paused && (
          <p>
            <StateMark
              mark="good"
              word={t("reports.roll_back_done", { version: paused.version })}
              plain
            />{" "}
            {paused.paused && t("reports.roll_back_paused")}
          </p>
        )}
      </div>
      <Panel flush>
        <DataTable
          label={t("reports.versions_label")}
          columns={columns}
          rows={release.versions}
          rowKey={({ version }) => String(version)}
          empty={t("reports.versions_empty")}
        />
      </Panel>
      <RollbackDialog
        release={release}
        version={asked}
        onClose={() => setAsked(null)}
        onConfirm={({ version }) => {
          setAsked(null);
          rollback.mutate({ version });
        }}
      />
    </Section>
  );
}

function useColumns(ask: (version: VersionInfo) => void): readonly Column<VersionInfo>[] {
  const { t } = useTranslation();
  const format = useFormat();
  return [
    { key: "version", label: t("reports.version"), width: 90, cell: ({ version }) => version },
    {
      key: "at",
      label: t("reports.version_at"),
      width: 200,
      cell: ({ published_at }) => format.instant(published_at),
    },
    {
      key: "run",
      label: t("reports.version_run"),
      width: 110,
      cell: ({ run_id }) => <span className="mono">{run_id}</span>,
    },
    { key: "reason", label: t("reports.version_reason"), cell: ({ reason }) => reason ?? "—" },
    {
      key: "act",
      label: <span className="hidden-text">{t("reports.state")}</span>,
      align: "right",
      width: 220,
      cell: (version) =>
        version.current ? (
          t("reports.version_current")
        ) : (
          <Button variant="default" size="compact-sm" onClick={() => ask(version)}>
            {t("reports.roll_back_to", { version: version.version })}
          </Button>
        ),
    },
  ];
}

function RollbackDialog(props: {
  readonly release: Release;
  readonly version: VersionInfo | null;
  onClose(): void;
  onConfirm(version: VersionInfo): void;
}): React.JSX.Element {
  const { t } = useTranslation();
  const format = useFormat();
  const { release, version, onClose, onConfirm } = props;
  const date = format.instant(version?.published_at);
  return (
    <ConfirmDialog
      opened={version !== null}
      onClose={onClose}
      onConfirm={() => version && onConfirm(version)}
      title={t("reports.roll_back_question", { version: version?.version ?? "", date })}
      confirm={t("reports.roll_back_to", { version: version?.version ?? "" })}
    >
      <p className={styles.plain}>
        {useEarlierFigure(release, version)}{" "}
        {release.current && t("reports.roll_back_kept", { version: release.current.version })}
      </p>
    </ConfirmDialog>
  );
}

/** Known when the wanted version is the newest build's own, which stands beside the published figures. */
function useEarlierFigure(release: Release, version: VersionInfo | null): string {
  const { t } = useTranslation();
  const format = useFormat();
  const first = release.changes.changed[0];
  const same = version !== null && version.build_id === release.diff.build_id;
  if (!same || !first || !hasMoved(first)) return t("reports.roll_back_plain");
  const value = format.unit(first.build as string | null, first.unit);
  return t("reports.roll_back_again", { label: first.label, value });
}
