import { diff } from "#app/publish/diff.ts";
import { publishBuild } from "#app/publish/publish.ts";
import type { Services } from "#app/services.ts";
import type { Call } from "#app/use-case.ts";
import type { RunResult } from "#contract/runs.ts";
import { reasonsToWait } from "#domain/night/publish-policy.ts";
import { defaultSchedule } from "#domain/schedule.ts";
import type { NightJournal } from "./journal-night.ts";

const SCHEMA_FINDINGS = ["missing_column", "new_column"];

/** Publishes, or says why a person has to look first. */
export async function publishNight(
  services: Services,
  journal: NightJournal,
  result: RunResult,
  call: Call,
): Promise<{ readonly status: "done" | "skipped"; readonly text: string }> {
  const build = await services.builds.newest();
  const current = await services.publisher.current();
  if (build !== null && current?.build_id === build.build_id) {
    // This very night may have published it before it was cut off.
    const mine = current.switched_at >= journal.record.started_at && current.action === "publish";
    await journal.note({ outcome: mine ? "published" : "current" });
    return { status: "done", text: `Version ${current.version} shows this build already.` };
  }
  const workspace = await services.workspaces.open(services.directory);
  const schedule = workspace.schedule ?? defaultSchedule(workspace.time_zone);
  const moved = await diff(services)({}, call);
  const reasons = reasonsToWait({
    limit: schedule.auto_publish_limit,
    run_status: result.status,
    build_held: build?.status === "held",
    held_sources: journal.record.held_sources,
    schema_changes: [
      ...result.findings
        .filter(({ kind }) => SCHEMA_FINDINGS.includes(kind))
        .map(({ text }) => text),
      ...(await newColumns(services, journal.record.started_at)),
    ],
    anything_published: current !== null,
    paused: current?.action === "rollback",
    kpis: moved.kpis.map(({ label, published, build: now, percent }) => ({
      label,
      moved: published !== now,
      percent,
    })),
  });
  if (reasons.length > 0) {
    const outcome = build?.status === "held" ? "held" : "waiting";
    await journal.note({ outcome, reasons });
    return { status: "skipped", text: `Waiting for you: ${reasons.join(" ")}` };
  }
  const { version } = await publishBuild(services, null, call.signal);
  await journal.note({ outcome: "published" });
  return { status: "done", text: `Published version ${version.version}.` };
}

/** Columns that came or went in any read of this night: a later try must not make them forgotten. */
async function newColumns(services: Services, night_began: string): Promise<string[]> {
  const { sources } = await services.workspaces.open(services.directory);
  const said: string[] = [];
  for (const { id, name, removed_at } of sources) {
    if (removed_at !== undefined) continue;
    const batches = await services.bronze.batches(id);
    for (const [index, now] of batches.entries()) {
      const before = batches[index - 1];
      if (!before || now.ingested_at < night_began) continue;
      const added = now.headers.filter((header) => !before.headers.includes(header));
      const gone = before.headers.filter((header) => !now.headers.includes(header));
      if (added.length > 0) said.push(`${name} has new columns: ${added.join(", ")}.`);
      if (gone.length > 0) said.push(`${name} has lost columns: ${gone.join(", ")}.`);
    }
  }
  return [...new Set(said)];
}
