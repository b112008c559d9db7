import type { Services } from "#app/services.ts";
import type { Call } from "#app/use-case.ts";
import { AppError } from "#domain/errors.ts";
import type { NightRecord } from "#domain/night/record.ts";
import { type Due, whatIsDue } from "./due.ts";
import { NightJournal } from "./journal-night.ts";
import { guarded } from "./night-steps.ts";
import type { NightWork } from "./night-work.ts";

/** A night that could not have the lake: it answers for its planned starts, and people are told. */
export async function nightWithoutLake(
  services: Services,
  work: NightWork,
  { due, began, scheduled, error }: Missed,
  call: Call,
): Promise<NightRecord> {
  // Taking over may have noted that what it did counts no more.
  const cut = due.open && (await whatIsDue(services)).open;
  const journal = cut
    ? await NightJournal.resume(services, cut, due.slots)
    : await NightJournal.begin(services, (due.last?.number ?? 0) + 1, scheduled, due.slots, began);
  const at = services.clock.now().toISOString();
  const lake = { name: "lake", status: "failed", at, text: textOf(error) } as const;
  const rest = journal.record.steps.filter(({ name }) => name !== "alerts");
  await journal.note({ outcome: "failed", steps: [lake, ...rest] });
  await journal.step("alerts", () => guarded(journal, call, () => work.alerts(services, journal)));
  await journal.note({ finished_at: services.clock.now().toISOString() });
  return journal.record;
}

interface Missed {
  readonly due: Due;
  /** When it began to ask for the lake: it may have waited for long. */
  readonly began: string;
  readonly scheduled: boolean;
  readonly error: unknown;
}

const textOf = (error: unknown): string =>
  error instanceof AppError
    ? [error.message, error.hint].filter(Boolean).join(" ")
    : error instanceof Error
      ? error.message
      : String(error);
