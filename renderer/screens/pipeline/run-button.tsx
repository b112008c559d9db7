import { Button, Menu } from "@mantine/core";
import { IconChevronDown, IconPlayerPlay, IconPlayerStop } from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useJobs } from "#renderer/client/context.tsx";
import { useQueryOf, useStartJob, useStopJob } from "#renderer/client/queries.ts";
import { activeRun } from "./live.ts";

/** Run, which becomes Stop at once. Stopping is never asked about: nothing published changes by it. */
export function RunButton(): React.JSX.Element {
  const { t } = useTranslation();
  const { running } = useJobs();
  const start = useStartJob("runs.start");
  const stop = useStopJob();
  const run = activeRun(running);
  if (run === null) {
    return (
      <Button
        leftSection={<IconPlayerPlay size={16} />}
        loading={start.isPending}
        onClick={() => start.mutate({})}
      >
        {t("pipeline.run")}
      </Button>
    );
  }
  const stopping = run.status === "stopping" || stop.isPending;
  return (
    <Button
      leftSection={<IconPlayerStop size={16} />}
      disabled={stopping}
      onClick={() => stop.mutate(run.job_id)}
    >
      {t(stopping ? "pipeline.stopping" : "pipeline.stop")}
    </Button>
  );
}

/** The rarer ways to run, each with what it does. */
export function RunMenu(): React.JSX.Element {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { running } = useJobs();
  const start = useStartJob("runs.start");
  const target = useQueryOf(["target", "show"], {});
  const busy = activeRun(running) !== null;
  const ways = [
    { name: "run_full", act: () => start.mutate({ full: true }) },
    {
      name: "run_days",
      act: () => void navigate({ to: "/pipeline", search: { repeat: true } }),
    },
  ] as const;
  return (
    <Menu position="bottom-end" width={320}>
      <Menu.Target>
        <Button variant="default" rightSection={<IconChevronDown size={14} />} disabled={busy}>
          {t("pipeline.run_menu")}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {ways.map(({ name, act }) => (
          <Menu.Item key={name} onClick={act}>
            <div>{t(`pipeline.${name}`)}</div>
            <div className="caption">{t(`pipeline.${name}_text`)}</div>
          </Menu.Item>
        ))}
        {target.data?.snowflake && (
          <Menu.Item onClick={() => void navigate({ to: "/pipeline/snowflake" })}>
            <div>{t("target.run_menu")}</div>
            <div className="caption">{t("target.run_menu_text")}</div>
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
