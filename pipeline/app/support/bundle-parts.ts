import { resultOf } from "#app/run/list-runs.ts";
import type { Services } from "#app/services.ts";
import type { Workspace } from "#domain/workspace.ts";
import type { RunRecord } from "#ports/journal.ts";

const RUNS = 100;
const NIGHTS = 60;

/** Sources by number: their ids and names are words of the people who connected them. */
export const sourceNumbers = ({ sources }: Workspace): ReadonlyMap<string, string> =>
  new Map(sources.map(({ id }, index) => [id, `#${index + 1}`]));

export async function workspacePart(services: Services): Promise<unknown> {
  const workspace = await services.workspaces.open(services.directory);
  const { sources, settings, schedule, alerts, accounts } = workspace;
  return {
    sources: sources.map(({ origin, mode, removed_at, read }, index) => ({
      source: `#${index + 1}`,
      kind: origin.kind,
      mode,
      removed: removed_at !== undefined,
      settings_of_reading: Object.keys(read).length,
    })),
    settings: {
      quarantine_limit: settings.quarantine_limit,
      shrink_limit: settings.shrink_limit,
      keep_versions: settings.keep_versions,
    },
    schedule: schedule && {
      enabled: schedule.enabled,
      auto_publish_limit: schedule.auto_publish_limit,
      window_minutes: schedule.window_minutes,
      quiet_hours: schedule.quiet_hours !== undefined && schedule.quiet_hours !== null,
      on_battery: schedule.on_battery,
      on_metered: schedule.on_metered,
    },
    alerts: alerts && {
      desktop: alerts.desktop,
      emails: alerts.emails.length,
      webhook: alerts.webhook !== null,
      report_emails: alerts.report_emails?.length ?? 0,
    },
    accounts: accounts?.map(({ kind }) => kind),
  };
}

/** Names become values, which are looked at; keys are ours. */
const named = (counts: Readonly<Record<string, object>> = {}): unknown =>
  Object.entries(counts).map(([name, values]) => ({ name, ...values }));

export async function runsPart(services: Services): Promise<unknown> {
  const workspace = await services.workspaces.open(services.directory);
  const numbers = sourceNumbers(workspace);
  return services
    .journal()
    .runs({ limit: RUNS })
    .map((record) => runPart(record, numbers));
}

function runPart(record: RunRecord, numbers: ReadonlyMap<string, string>): unknown {
  const { id, purpose, status, started_at, finished_at, build_id } = record;
  const result = resultOf(record);
  const bronze = Object.entries(result?.layers.bronze ?? {});
  return {
    run: id,
    purpose,
    status,
    started_at,
    finished_at,
    build: build_id,
    quality: result?.quality,
    bronze: bronze.map(([source, counts]) => ({ source: numbers.get(source) ?? "#0", ...counts })),
    silver: named(result?.layers.silver),
    gold: named(result?.layers.gold),
    findings: (result?.findings ?? []).map(({ severity }) => severity),
  };
}

export async function nightsPart({ nights }: Services): Promise<unknown> {
  const { incidents } = await nights.book();
  const { waiting } = await nights.outbox();
  return {
    nights: (await nights.list()).slice(-NIGHTS).map((night) => ({
      number: night.number,
      scheduled: night.scheduled,
      slots: night.slots.map(({ planned_at, reason }) => ({ planned_at, reason })),
      started_at: night.started_at,
      finished_at: night.finished_at,
      outcome: night.outcome,
      steps: night.steps.map(({ name, status, at }) => ({ name, status, at })),
      run: night.run_id,
      attempts: night.attempts,
      held_sources: night.held_sources.length,
      reasons: night.reasons.length,
      resumed: night.resumed,
    })),
    incidents: incidents.map(({ id, since, healed_at, told_at, muted }) => ({
      id,
      since,
      healed_at,
      told_at,
      muted: muted !== null,
    })),
    undelivered: waiting.map(({ channel, since, attempts }) => ({ channel, since, attempts })),
  };
}

export async function lakePart(services: Services): Promise<unknown> {
  const { sources } = await services.workspaces.open(services.directory);
  const batches = await Promise.all(
    sources.map(async ({ id }, index) => {
      const all = await services.bronze.batches(id);
      const held = await services.bronze.held(id);
      return {
        source: `#${index + 1}`,
        batches: all.length,
        rows_read: all.at(-1)?.rows_read ?? 0,
        columns: all.at(-1)?.headers.length ?? 0,
        newest: all.at(-1)?.ingested_at ?? null,
        held: held !== null,
      };
    }),
  );
  const builds = await services.builds.list();
  return {
    sources: batches,
    builds: builds.map(({ build_id, status, closed_at, bytes, rows }) => ({
      build: build_id,
      status,
      closed_at,
      bytes,
      rows: Object.entries(rows).map(([name, count]) => ({ name, count })),
    })),
    disk_free: await services.builds.freeBytes(),
  };
}
