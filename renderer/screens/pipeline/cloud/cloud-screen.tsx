import { Button } from "@mantine/core";
import { IconPlayerPlay } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useJobs } from "#renderer/client/context.tsx";
import { asError } from "#renderer/client/errors.ts";
import { useQueryOf, useStartJob } from "#renderer/client/queries.ts";
import { Empty } from "#renderer/components/empty.tsx";
import { ErrorPanel } from "#renderer/components/error-panel.tsx";
import { LinkButton } from "#renderer/components/link-button.tsx";
import { QueryView } from "#renderer/components/query-view.tsx";
import { Skeletons } from "#renderer/components/skeletons.tsx";
import { useFormat } from "#renderer/format/use-format.ts";
import { PipelinePage } from "../frame.tsx";
import { RunningSentence } from "../hero.tsx";
import { activeRun } from "../live.ts";
import styles from "../pipeline.module.css";
import { RunButton } from "../run-button.tsx";
import { failureOf, heroOf, type Last } from "./cloud-model.ts";
import { CloudVersions } from "./cloud-versions.tsx";
import { LastRun } from "./last-run.tsx";
import { RunPanel, type Wishes } from "./run-panel.tsx";
import { VerdictTable } from "./verdict-table.tsx";

/** Runs that go to Snowflake: what the next costs, what the last did, whether both sides are the same. */
export function CloudScreen(): React.JSX.Element {
  const { t } = useTranslation();
  const target = useQueryOf(["target", "show"], {});
  const last = useQueryOf(["target", "last"], {});
  const [wishes, setWishes] = useState<Wishes>({ verify: true, publish: false });
  const set = Boolean(target.data?.snowflake);
  return (
    <PipelinePage
      hero={set ? <CloudHero last={last.data?.last ?? null} known={last.data !== undefined} /> : ""}
      primary={set ? <CloudRunButton wishes={wishes} /> : <RunButton />}
    >
      <QueryView query={target} skeleton={<Skeletons rows={6} height={40} />}>
        {({ snowflake }) =>
          snowflake === null ? (
            <Empty title={t("target.unset_title")} text={t("target.unset_text")}>
              <LinkButton to="/settings" variant="default">
                {t("target.unset_open")}
              </LinkButton>
            </Empty>
          ) : (
            <div className={styles.stack}>
              <RunPanel wishes={wishes} onChange={setWishes} />
              <QueryView query={last}>{({ last: one }) => one && <LastRun last={one} />}</QueryView>
              <CloudVersions />
              {last.data?.last && <VerdictTable verdicts={last.data.last.result.verdicts} />}
            </div>
          )
        }
      </QueryView>
    </PipelinePage>
  );
}

/** Run there, which becomes Stop while any run is under way. Above the cap there is nothing to start. */
function CloudRunButton({ wishes }: { readonly wishes: Wishes }): React.JSX.Element {
  const { t } = useTranslation();
  const { running } = useJobs();
  const start = useStartJob("runs.start");
  const estimate = useQueryOf(["target", "estimate"], {});
  if (activeRun(running) !== null) return <RunButton />;
  return (
    <Button
      leftSection={<IconPlayerPlay size={16} />}
      loading={start.isPending}
      disabled={estimate.data?.above_cap === true}
      onClick={() => start.mutate({ target: "snowflake", ...wishes })}
    >
      {t("target.run")}
    </Button>
  );
}

function CloudHero(props: {
  readonly last: Last | null;
  readonly known: boolean;
}): React.JSX.Element {
  const { t } = useTranslation();
  const format = useFormat();
  const { jobs, running } = useJobs();
  const job = activeRun(running);
  if (job !== null) return <RunningSentence job={job} />;
  if (!props.known) return <Skeletons rows={1} height={28} width="60%" />;
  const failed = failureOf(jobs, props.last);
  const hero = heroOf(props.last);
  const number = (value: number): string => format.count(value);
  const sentence =
    hero.text === "same"
      ? t("target.hero_same", { number: number(hero.all) })
      : hero.text === "differ"
        ? t("target.hero_differ", {
            count: hero.differing,
            number: number(hero.differing),
            all: number(hero.all),
          })
        : t(`target.hero_${hero.text}`);
  return (
    <>
      {failed && <ErrorPanel title={t("target.hero_failed")} error={asError(failed)} />}
      <p className={`hero ${styles.sentence}`} data-state={hero.text}>
        {sentence}
      </p>
    </>
  );
}
