import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { windowError } from "#renderer/client/errors.ts";
import { Empty } from "#renderer/components/empty.tsx";
import { ErrorPanel } from "#renderer/components/error-panel.tsx";
import { Page } from "#renderer/components/page.tsx";
import { Skeletons } from "#renderer/components/skeletons.tsx";
import { AllReports } from "./all-reports.tsx";
import { ChangesTable } from "./changes-table.tsx";
import { ReleaseHero } from "./hero.tsx";
import { PublishDialog } from "./publish-dialog.tsx";
import { type Release, useRelease } from "./use-release.ts";
import { PublishOutcome, usePublish } from "./use-publish.tsx";
import { Versions } from "./versions.tsx";
import { Why } from "./why.tsx";

/** What readers would see change, why, and the buttons that decide it. */
export function ReportsScreen(): React.JSX.Element {
  const { t } = useTranslation();
  const { release, error, retry } = useRelease();
  if (release) return <Loaded release={release} />;
  return (
    <Page title={t("reports.title")}>
      {error === null ? (
        <Skeletons rows={6} height={36} />
      ) : windowError(error).code === "not_found" ? (
        <NoReports />
      ) : (
        <ErrorPanel error={error} onRetry={retry} />
      )}
    </Page>
  );
}

function NoReports(): React.JSX.Element {
  const { t } = useTranslation();
  return (
    <Empty title={t("reports.empty_title")} text={t("reports.empty_text")}>
      <Button component={Link} to="/pipeline">
        {t("reports.empty_action")}
      </Button>
    </Empty>
  );
}

function Loaded({ release }: { readonly release: Release }): React.JSX.Element {
  const { t } = useTranslation();
  const [asking, setAsking] = useState(false);
  const publish = usePublish();
  const primary = release.diff.changed ? (
    <Button onClick={() => setAsking(true)} loading={publish.running}>
      {publish.running
        ? t("reports.publishing")
        : t("reports.publish_next", { version: release.next })}
    </Button>
  ) : undefined;
  return (
    <Page title={t("reports.title")} primary={primary} hero={<ReleaseHero release={release} />}>
      <PublishOutcome publish={publish} />
      {release.changes.changed.length > 0 && release.current && (
        <>
          <ChangesTable release={release} />
          <Why release={release} />
        </>
      )}
      <AllReports release={release} />
      <Versions release={release} />
      <PublishDialog
        release={release}
        opened={asking}
        onClose={() => setAsking(false)}
        onPublish={(reason) => {
          setAsking(false);
          publish.start(reason);
        }}
      />
    </Page>
  );
}
