import type { Services } from "#app/services.ts";
import type { Call, Handler } from "#app/use-case.ts";
import type { RunResult } from "#contract/runs.ts";
import { AppError } from "#domain/errors.ts";
import { lastNight } from "#domain/night/last-night.ts";
import type { NightRecord } from "#domain/night/record.ts";
import { dueSlots } from "#domain/night/slots.ts";
import { addDays, defaultSchedule } from "#domain/schedule.ts";
import { alertNight } from "./alerts.ts";
import { writeBundle } from "./bundle.ts";
import { NightJournal } from "./journal-night.ts";
import { publishNight } from "./publish-night.ts";
import { runWithRetries } from "./run-with-retries.ts";

const KEPT_DAYS = 90;

/** `night.run`: one night from sources to messages. A second one at the same time is refused. */
export const nightRun: Handler<"night", "run"> = (services) => async (input, call) => {
  const lock = await services.locks.acquire("night", { purpose: "nightly run" });
  try {
    const { time_zone } = await services.workspaces.open(services.directory);
    const journal = await open(services, input.scheduled);
    if (journal === null) {
      return {
        due: false,
        sentence: "Nothing is due: the last planned night was done.",
        night: null,
      };
    }
    await steps(services, journal, call);
    const night = journal.record;
    return { due: true, sentence: lastNight(night, time_zone), night: answer(night) };
  } finally {
    lock.release();
  }
};

/** The contract's arrays are not read-only. */
export const answer = (night: NightRecord) => JSON.parse(JSON.stringify(night));

/** A night that was cut off goes on; else a new one for what is due, or because a person asked. */
async function open(services: Services, scheduled: boolean): Promise<NightJournal | null> {
  const nights = await services.nights.list();
  const workspace = await services.workspaces.open(services.directory);
  const schedule = workspace.schedule ?? defaultSchedule(workspace.time_zone);
  const due = dueSlots(schedule, nights, services.clock.now());
  const last = nights.at(-1);
  if (last?.finished_at === null) return NightJournal.resume(services, last, due);
  if (scheduled && due.length === 0) return null;
  return NightJournal.begin(services, (last?.number ?? 0) + 1, scheduled, due);
}

async function steps(services: Services, journal: NightJournal, call: Call): Promise<void> {
  let result: RunResult | null = null;
  await journal.step("run", async () => {
    const ran = await runStep(services, journal, call);
    result = ran.result;
    return ran;
  });
  const run = result ?? resultOf(services, journal.record.run_id);
  await journal.step("publish", async () => {
    if (run === null || journal.record.outcome === "failed") {
      return { status: "skipped", text: "There is no finished run to publish." };
    }
    return guarded(journal, call, () => publishNight(services, journal, run, call));
  });
  call.progress({ step: "night.reports", label: "Writing reports", fraction: 0.95 });
  await journal.step("reports", () =>
    guarded(journal, call, () => writeBundle(services, journal, call)),
  );
  await journal.step("alerts", () => guarded(journal, call, () => alertNight(services, journal)));
  await journal.step("retention", () => guarded(journal, call, () => retain(services)));
  const outcome = journal.record.outcome ?? "failed";
  await journal.note({ outcome, finished_at: services.clock.now().toISOString() });
}

async function runStep(services: Services, journal: NightJournal, call: Call) {
  try {
    const result = await runWithRetries(services, journal, call);
    const held_sources = await heldSources(services, result);
    await journal.note({ run_id: result.run_id, held_sources });
    if (result.status !== "failed") {
      return { result, status: "done" as const, text: `Run ${result.run_id}: ${result.status}.` };
    }
    await journal.note({ outcome: "failed" });
    const text = result.findings[0]?.text ?? "The run failed.";
    return { result, status: "failed" as const, text };
  } catch (error) {
    // Stopped by a person: the night stays open, and the next start goes on with it.
    if (call.signal.aborted) throw error;
    await journal.note({ outcome: "failed" });
    return { result: null, status: "failed" as const, text: sentence(error) };
  }
}

/** A step that fails is told and does not keep the later ones from happening. */
async function guarded(
  journal: NightJournal,
  call: Call,
  work: () => Promise<{ readonly status: "done" | "skipped" | "failed"; readonly text: string }>,
) {
  try {
    return await work();
  } catch (error) {
    if (call.signal.aborted) throw error;
    if (journal.record.outcome === null) await journal.note({ outcome: "failed" });
    return { status: "failed" as const, text: sentence(error) };
  }
}

const sentence = (error: unknown): string =>
  error instanceof AppError || error instanceof Error ? error.message : String(error);

function resultOf(services: Services, run_id: string | null): RunResult | null {
  if (run_id === null) return null;
  return (services.journal().run(run_id)?.summary ?? null) as RunResult | null;
}

async function heldSources(services: Services, { layers }: RunResult): Promise<string[]> {
  const { sources } = await services.workspaces.open(services.directory);
  return sources.filter(({ id }) => layers.bronze[id]?.held === true).map(({ name }) => name);
}

/** Old logs and bundles go, and builds nobody needs with the rows that failed in them. */
async function retain(
  services: Services,
): Promise<{ readonly status: "done"; readonly text: string }> {
  const now = services.clock.now();
  const today = now.toISOString().slice(0, 10);
  const logs = new Date(now.getTime() - KEPT_DAYS * 86_400_000);
  const gone = await services.nights.retain({ logs, bundles: addDays(today, -KEPT_DAYS) });
  const current = await services.publisher.current();
  const builds = await services.builds.prune(2, current ? [current.build_id] : []);
  return { status: "done", text: `${gone} old files and ${builds.length} old builds removed.` };
}
