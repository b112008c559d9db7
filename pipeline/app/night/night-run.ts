import { fenced } from "#app/lease/fenced.ts";
import { FencedOut, LeaseKeeper } from "#app/lease/keeper.ts";
import type { Services } from "#app/services.ts";
import type { Call, Handler } from "#app/use-case.ts";
import { AppError } from "#domain/errors.ts";
import { lastNight } from "#domain/night/last-night.ts";
import { rulesOf } from "#domain/night/leave.ts";
import {
  doneElsewhere,
  isSent,
  LAKE_AWAY,
  OTHER_AT_WORK,
  type NightRecord,
} from "#domain/night/record.ts";
import { pauseBefore } from "#domain/night/retry.ts";
import { type Due, isDue, noteOwed, whatIsDue } from "./due.ts";
import { NightJournal } from "./journal-night.ts";
import { noteFor, throughNote } from "./lease-note.ts";
import { giveWay, sendNight, takeOver } from "./night-lake.ts";
import { NIGHT_WORK, nightSteps } from "./night-steps.ts";
import type { NightWork } from "./night-work.ts";
import { nightWithoutLake } from "./night-without-lake.ts";
import { NOTHING_DUE, waitForLeave } from "./wait-for-leave.ts";

type Answer = { due: boolean; sentence: string; night: ReturnType<typeof answer> | null };

/** `night.run`: one night from sources to messages. A second one at the same time is refused. */
export const nightRun: Handler<"night", "run"> = (services) => nightWith(services, NIGHT_WORK);

/** The contract's arrays are not read-only. */
export const answer = (night: NightRecord) => JSON.parse(JSON.stringify(night));

const notDue = (sentence: string): Answer => ({ due: false, sentence, night: null });

/** The night with its work given, so that a year of nights can be told without doing it. */
export function nightWith(services: Services, work: NightWork) {
  return async (input: { readonly scheduled: boolean }, call: Call): Promise<Answer> => {
    const why = input.scheduled ? await waitForLeave(services, call) : null;
    if (why !== null) return notDue(why);
    const lock = await nightLock(services, input.scheduled);
    if (lock === null) return notDue("A night is at work already.");
    try {
      return await underLock(services, work, input.scheduled, call);
    } finally {
      lock.release();
    }
  };
}

/** Null when the system started a second one: it ends quietly, the first does the work. */
async function nightLock(services: Services, scheduled: boolean) {
  try {
    return await services.locks.acquire("night", { purpose: "nightly run" });
  } catch (error) {
    if (scheduled && error instanceof AppError && error.code === "locked") return null;
    throw error;
  }
}

async function underLock(
  services: Services,
  work: NightWork,
  scheduled: boolean,
  call: Call,
): Promise<Answer> {
  const due = await whatIsDue(services);
  if (scheduled && !isDue(due)) return notDue(NOTHING_DUE);
  const began = services.clock.now().toISOString();
  const lease = await onLake(services, due, scheduled, call).catch((error: unknown) => {
    // Another computer is at work: it will have done the night, or the next start does it.
    if (call.signal.aborted || (error instanceof AppError && error.code === "locked")) throw error;
    return error;
  });
  const record =
    lease instanceof LeaseKeeper
      ? await withLease(services, work, scheduled, lease, call)
      : await nightWithoutLake(services, work, { due, began, scheduled, error: lease }, call);
  const { time_zone } = await services.workspaces.open(services.directory);
  return { due: true, sentence: lastNight(record, time_zone), night: answer(record) };
}

/** The lease, once everything that others did is here. */
async function onLake(
  services: Services,
  due: Due,
  scheduled: boolean,
  call: Call,
): Promise<LeaseKeeper> {
  const lease = await leaseFor(services, due, scheduled, call);
  try {
    await takeOver(services, due, call);
    return lease;
  } catch (error) {
    await lease.release();
    throw error;
  }
}

async function withLease(
  services: Services,
  work: NightWork,
  scheduled: boolean,
  lease: LeaseKeeper,
  call: Call,
): Promise<NightRecord> {
  let journal: NightJournal | null = null;
  try {
    // Time may have passed while another computer was waited for.
    journal = await open(services, await whatIsDue(services), scheduled, lease);
    if (journal.record.finished_at === null) {
      const send = (night: NightRecord) => sendNight(services, night, lease, call);
      const alone = { ...work, send, alerts: toldWhileHeld(work, lease) };
      await nightSteps(fenced(services, lease), alone, journal, lease.during(call));
    }
  } catch (error) {
    if (!(error instanceof FencedOut) || journal === null) throw error;
    await giveWay(services, journal.record, call);
    await journal.endElsewhere(error.message);
  } finally {
    await lease.release(journal === null ? undefined : noteFor(services.holder, journal.record));
  }
  return journal.record;
}

/**
 * Who lost its lease tells nobody anything: the other computer does. A bucket that is away keeps nobody from
 * telling, and what the others can see already is this computer's to tell.
 */
const toldWhileHeld =
  ({ alerts }: NightWork, lease: LeaseKeeper): NightWork["alerts"] =>
  async (services, journal) => {
    const lost = await lease.check().then(
      () => null,
      (error: unknown) => (error instanceof FencedOut ? error : null),
    );
    if (lost !== null && !isSent(journal.record)) throw lost;
    return alerts(services, journal);
  };

/** Another computer at work is waited for as long as this night may go on; by hand nobody waits. */
async function leaseFor(
  services: Services,
  { schedule, slots }: Due,
  scheduled: boolean,
  call: Call,
): Promise<LeaseKeeper> {
  const { clock } = services;
  const until = clock.now().getTime() + rulesOf(schedule).window_minutes * 60_000;
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await LeaseKeeper.take(services, "nightly run");
    } catch (error) {
      const again = scheduled && error instanceof AppError && error.retryable;
      const pause = pauseBefore(attempt);
      if (!again || clock.now().getTime() + pause > until) throw error;
      await noteOwed(services, slots, error.code === "locked" ? OTHER_AT_WORK : LAKE_AWAY);
      call.progress({ step: "night.wait", label: error.message, fraction: null });
      await services.pause(pause, call.signal);
      if (call.signal.aborted) throw new AppError("cancelled", "Stopped while waiting.");
    }
  }
}

/** A night that was cut off goes on; else a new one for what is due, or because a person asked. */
async function open(
  services: Services,
  due: Due,
  scheduled: boolean,
  lease: LeaseKeeper,
): Promise<NightJournal> {
  const number = (due.last?.number ?? 0) + 1;
  const journal =
    due.open === null
      ? await NightJournal.begin(services, number, scheduled, due.slots)
      : await NightJournal.resume(services, due.open, due.slots);
  const done = throughNote(lease.note);
  const newest = journal.record.slots.at(-1)?.planned_at;
  if (!scheduled || done === null || newest === undefined) return journal;
  if (done.holder === services.holder || done.through < newest) return journal;
  await journal.endElsewhere(`${doneElsewhere(done.holder)} at ${done.through}.`);
  return journal;
}
