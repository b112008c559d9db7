import { Button } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useClient } from "#renderer/client/context.tsx";
import { call, useCommand } from "#renderer/client/queries.ts";
import type { OutputOf } from "#renderer/client/types.ts";
import { ConfirmDialog } from "#renderer/components/confirm-dialog.tsx";
import { type Column, DataTable } from "#renderer/components/data-table.tsx";
import { ErrorPanel } from "#renderer/components/error-panel.tsx";
import { Panel, Section } from "#renderer/components/page.tsx";
import { Skeletons } from "#renderer/components/skeletons.tsx";
import { toast } from "#renderer/components/toasts.tsx";
import { useFormat } from "#renderer/format/use-format.ts";
import styles from "./cloud.module.css";

type Version = OutputOf<"target", "versions">["versions"][number];

/** What readers see on Snowflake and the way back. Asked on request only: asking takes the warehouse. */
export function CloudVersions(): React.JSX.Element {
  const { t } = useTranslation();
  const client = useClient();
  const [wanted, setWanted] = useState<Version | null>(null);
  const asked = useMutation({ mutationFn: () => call(client, ["target", "versions"], {}) });
  const rollback = useCommand(["target", "rollback"], {
    onSuccess: ({ run }) => {
      toast(t("target.version_done", { run }));
      asked.mutate();
    },
  });
  const columns = useColumns(setWanted, rollback.isPending);
  return (
    <Section
      title={t("target.versions")}
      text={t("target.versions_text")}
      aside={
        <Button
          variant="default"
          size="xs"
          loading={asked.isPending}
          onClick={() => asked.mutate()}
        >
          {t("target.versions_ask")}
        </Button>
      }
    >
      {rollback.error && <ErrorPanel error={rollback.error} />}
      {asked.error && <ErrorPanel error={asked.error} onRetry={() => asked.mutate()} />}
      {asked.isPending && !asked.data && <Skeletons rows={3} />}
      {asked.isIdle && <p className={styles.plain}>{t("target.versions_cost")}</p>}
      {asked.data && (
        <Panel flush>
          <DataTable
            label={t("target.versions_label")}
            columns={columns}
            rows={asked.data.versions}
            rowKey={({ run }) => String(run)}
            dimmed={asked.isPending}
            empty={t("target.versions_none")}
          />
        </Panel>
      )}
      <ConfirmDialog
        opened={wanted !== null}
        title={t("target.version_question", { run: wanted?.run ?? "" })}
        confirm={t("target.version_back", { run: wanted?.run ?? "" })}
        onClose={() => setWanted(null)}
        onConfirm={() => {
          if (wanted) rollback.mutate({ run: wanted.run });
          setWanted(null);
        }}
      >
        <p className={styles.plain}>{t("target.version_what")}</p>
      </ConfirmDialog>
    </Section>
  );
}

function useColumns(ask: (version: Version) => void, pending: boolean): readonly Column<Version>[] {
  const { t } = useTranslation();
  const format = useFormat();
  return [
    { key: "run", label: t("target.version_run"), width: 90, cell: ({ run }) => run },
    {
      key: "as_of",
      label: t("target.version_as_of"),
      width: 180,
      cell: ({ as_of }) => format.day(as_of),
    },
    {
      key: "state",
      label: t("target.version_state"),
      align: "right",
      cell: (version) =>
        version.current ? (
          t("target.version_current")
        ) : (
          <Button
            variant="default"
            size="compact-sm"
            disabled={pending}
            onClick={() => ask(version)}
          >
            {t("target.version_back", { run: version.run })}
          </Button>
        ),
    },
  ];
}
