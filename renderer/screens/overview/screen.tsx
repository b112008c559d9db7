import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useNewestJob } from "#renderer/client/context.tsx";
import { isRunning } from "#renderer/client/context.tsx";
import { useQueryOf, useStartJob } from "#renderer/client/queries.ts";
import { ErrorPanel } from "#renderer/components/error-panel.tsx";
import { Page } from "#renderer/components/page.tsx";
import { Skeletons } from "#renderer/components/skeletons.tsx";
import type { Overview } from "#contract/overview.ts";
import { Facts } from "./facts.tsx";
import { FirstStart } from "./first-start.tsx";
import { Hero } from "./hero.tsx";
import { isFirstStart } from "./overview-model.ts";
import { QualityTrend } from "./quality-trend.tsx";
import { useAct } from "./use-act.ts";
import { WaitingList } from "./waiting-list.tsx";
import styles from "./overview.module.css";

/** What happened last night, what needs a person, and where things stand. */
export function OverviewScreen(): React.JSX.Element {
  const { t } = useTranslation();
  const host = useQueryOf(["host", "state"], {});
  const exists = host.data?.workspace.exists ?? true;
  const overview = useQueryOf(["workspace", "overview"], {}, { enabled: exists });
  if (isFirstStart(exists, overview.data)) return <FirstStart exists={exists} />;
  if (overview.data) return <Standing overview={overview.data} />;
  return (
    <Page title={t("overview.title")}>
      {overview.error ? (
        <ErrorPanel error={overview.error} onRetry={() => void overview.refetch()} />
      ) : (
        <div className={styles.waitingForData}>
          <Skeletons rows={1} height={28} width="70%" />
          <Skeletons rows={5} height={36} />
        </div>
      )}
    </Page>
  );
}

function Standing({ overview }: { readonly overview: Overview }): React.JSX.Element {
  const { t } = useTranslation();
  return (
    <Page
      title={t("overview.title")}
      primary={<Primary overview={overview} />}
      hero={<Hero overview={overview} />}
    >
      <div className={styles.columns}>
        <WaitingList overview={overview} />
        <Facts overview={overview} />
      </div>
      <QualityTrend trend={overview.quality_trend} />
    </Page>
  );
}

/** The first waiting row's action, else a run. */
function Primary({ overview }: { readonly overview: Overview }): React.JSX.Element {
  const { t } = useTranslation();
  const act = useAct();
  const start = useStartJob("runs.start");
  const job = useNewestJob("runs.start");
  const running = start.isPending || (job !== null && isRunning(job));
  const first = overview.waiting[0];
  if (first && first.action.kind !== "run") {
    return (
      <Button onClick={() => act(first.action)}>{t(`overview.action_${first.action.kind}`)}</Button>
    );
  }
  return (
    <Button loading={start.isPending} disabled={running} onClick={() => start.mutate({})}>
      {running ? t("overview.running") : t("overview.run_now")}
    </Button>
  );
}
