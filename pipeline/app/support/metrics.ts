import { resultOf } from "#app/run/list-runs.ts";
import type { Services } from "#app/services.ts";
import type { Handler } from "#app/use-case.ts";
import type { Metric } from "#contract/support.ts";
import { defaultSchedule, nextRun } from "#domain/schedule.ts";
import type { RunRecord } from "#ports/journal.ts";

type Samples = readonly (readonly [labels: Readonly<Record<string, string>>, value: number])[];

const seconds = (instant: string): number => Date.parse(instant) / 1000;

function metric(name: string, help: string, samples: Samples): Metric {
  return {
    name: `medallion_${name}`,
    help,
    samples: samples.map(([labels, value]) => ({ labels: { ...labels }, value })),
  };
}

/** What is not known is left out: a missing sample is honest, a zero is not. */
const known = (value: number | null | undefined): Samples =>
  value === null || value === undefined ? [] : [[{}, value]];

/** `workspace.metrics`: how the warehouse does, without a word from its data. */
export const metrics: Handler<"workspace", "metrics"> = (services) => async () => [
  ...runMetrics(services),
  ...(await nightMetrics(services)),
  ...(await stateMetrics(services)),
];

const tookSeconds = (run: RunRecord | undefined): number | null =>
  run?.finished_at ? seconds(run.finished_at) - seconds(run.started_at) : null;

const FINISHED = ["succeeded", "unchanged", "held"];

function runMetrics(services: Services): Metric[] {
  const runs = services
    .journal()
    .runs({ limit: 50 })
    .filter(({ purpose }) => purpose !== "recheck");
  const last = runs[0];
  const good = runs.find(({ status }) => FINISHED.includes(status));
  const result = good && resultOf(good);
  const silver = Object.entries(result?.layers.silver ?? {});
  const quality = result?.quality;
  const checks = ["passed", "warned", "failed", "skipped", "not_applicable"] as const;
  return [
    metric("last_run_status", "1 for the status of the newest run.", statusOf(last)),
    metric(
      "last_run_timestamp_seconds",
      "When the newest run started.",
      known(last && seconds(last.started_at)),
    ),
    metric(
      "last_success_timestamp_seconds",
      "When the newest run that came to its end started.",
      known(good && seconds(good.started_at)),
    ),
    metric(
      "last_run_duration_seconds",
      "How long the newest run took that came to its end.",
      known(tookSeconds(good)),
    ),
    metric("quality_score", "Quality of the newest build, 0 to 100.", known(quality?.score)),
    metric(
      "checks",
      "Checks of the newest build by what became of them.",
      quality ? checks.map((status) => [{ status }, quality[status]]) : [],
    ),
    metric(
      "silver_rows",
      "Clean rows of an entity.",
      silver.map(([entity, { rows }]) => [{ entity }, rows]),
    ),
    metric(
      "rows_set_aside",
      "Rows of an entity that broke a rule.",
      silver.map(([entity, { quarantined }]) => [{ entity }, quarantined]),
    ),
  ];
}

const statusOf = (run: RunRecord | undefined): Samples =>
  run ? [[{ status: run.status }, 1]] : [];

async function nightMetrics({ nights, clock, workspaces, directory }: Services): Promise<Metric[]> {
  const night = (await nights.list()).at(-1);
  const { incidents } = await nights.book();
  const { waiting } = await nights.outbox();
  const workspace = await workspaces.open(directory);
  const next = nextRun(workspace.schedule ?? defaultSchedule(workspace.time_zone), clock.now());
  const open = incidents.filter(({ healed_at }) => healed_at === null).length;
  return [
    metric(
      "last_night_outcome",
      "1 for what became of the newest night.",
      night?.outcome ? [[{ outcome: night.outcome }, 1]] : [],
    ),
    metric(
      "last_night_timestamp_seconds",
      "When the newest night started.",
      known(night && seconds(night.started_at)),
    ),
    metric(
      "next_night_timestamp_seconds",
      "When the next night is planned; absent while it is off.",
      known(next && next.getTime() / 1000),
    ),
    metric("incidents_open", "Root causes that are not healed.", known(open)),
    metric("messages_undelivered", "Messages that have not arrived.", known(waiting.length)),
  ];
}

async function stateMetrics(services: Services): Promise<Metric[]> {
  const { sources } = await services.workspaces.open(services.directory);
  const active = sources.filter(({ removed_at }) => removed_at === undefined);
  const held = await Promise.all(active.map(({ id }) => services.bronze.held(id)));
  const kept = held.filter((read) => read !== null && read.accepted === undefined);
  const current = await services.publisher.current();
  const newest = await services.builds.newest();
  return [
    metric("sources", "Connected sources.", known(active.length)),
    metric("sources_held", "Sources that stay at their last good rows.", known(kept.length)),
    metric("published_version", "Version that readers see.", known(current?.version)),
    metric(
      "published_timestamp_seconds",
      "When readers were switched to it.",
      known(current && seconds(current.switched_at)),
    ),
    metric("build_bytes", "Size of the newest build.", known(newest?.bytes)),
    metric("disk_free_bytes", "Free on the disk.", known(await services.builds.freeBytes())),
  ];
}
