import type { Services } from "#app/services.ts";
import type { Call } from "#app/use-case.ts";
import type { RunResult } from "#contract/runs.ts";
import { executeRun } from "#app/run/start-run.ts";
import { FencedOut } from "#app/lease/keeper.ts";
import { alertNight } from "./alerts.ts";
import { writeBundle } from "./bundle.ts";
import type { NightJournal } from "./journal-night.ts";
import type { Done, HeldWork, NightWork } from "./night-work.ts";
import { publishNight } from "./publish-night.ts";
import { retain } from "./retain.ts";
import { runWithRetries } from "./run-with-retries.ts";

export const NIGHT_WORK: NightWork = {
  run: executeRun,
  publish: publishNight,
  reports: writeBundle,
  alerts: alertNight,
  retention: retain,
};

/** All steps a night has not done yet, each noted before the next begins. */
export async function nightSteps(
  services: Services,
  work: HeldWork,
  journal: NightJournal,
  call: Call,
): Promise<void> {
  let result: RunResult | null = null;
  await journal.step("run", async () => {
    const ran = await runStep(services, work, journal, call);
    result = ran.result;
    return ran;
  });
  const run = result ?? resultOf(services, journal.record.run_id);
  await journal.step("publish", async () => {
    if (run === null || journal.record.outcome === "failed") {
      return { status: "skipped", text: "There is no finished run to publish." };
    }
    return guarded(journal, call, () => work.publish(services, journal, run, call));
  });
  call.progress({ step: "night.reports", label: "Writing reports", fraction: 0.95 });
  await journal.step("reports", () =>
    guarded(journal, call, () => work.reports(services, journal, call)),
  );
  await journal.step("retention", () => guarded(journal, call, () => work.retention(services)));
  const ended = () => ({
    outcome: journal.record.outcome ?? ("failed" as const),
    finished_at: services.clock.now().toISOString(),
  });
  // Everything that others shall see is written by now; only telling people comes after.
  if (services.lake) {
    const send = () => work.send({ ...journal.record, ...ended() });
    await journal.step("send", () => guarded(journal, call, send));
  }
  await journal.step("alerts", () => guarded(journal, call, () => work.alerts(services, journal)));
  await journal.note(ended());
}

async function runStep(services: Services, work: NightWork, journal: NightJournal, call: Call) {
  try {
    const result = await runWithRetries(services, work, journal, call);
    await journal.note({ run_id: result.run_id });
    if (result.status !== "failed") {
      return { result, status: "done" as const, text: `Run ${result.run_id}: ${result.status}.` };
    }
    await journal.note({ outcome: "failed" });
    const text = result.findings[0]?.text ?? "The run failed.";
    return { result, status: "failed" as const, text };
  } catch (error) {
    // Stopped by a person: the night stays open, and the next start goes on with it.
    if (call.signal.aborted || error instanceof FencedOut) throw error;
    await journal.note({ outcome: "failed" });
    return { result: null, status: "failed" as const, text: sentence(error) };
  }
}

/** A step that fails is told and does not keep the later ones from happening. */
export async function guarded(
  journal: NightJournal,
  call: Call,
  work: () => Promise<Done>,
): Promise<Done> {
  try {
    return await work();
  } catch (error) {
    if (call.signal.aborted || error instanceof FencedOut) throw error;
    if (journal.record.outcome === null) await journal.note({ outcome: "failed" });
    return { status: "failed", text: sentence(error) };
  }
}

const sentence = (error: unknown): string =>
  error instanceof Error ? error.message : String(error);

function resultOf(services: Services, run_id: string | null): RunResult | null {
  if (run_id === null) return null;
  return (services.journal().run(run_id)?.summary ?? null) as RunResult | null;
}
