import type { Services } from "#app/services.ts";
import { AppError } from "#domain/errors.ts";
import type { Change, ChangeArea } from "#ports/journal.ts";
import type { Undoing } from "./undoing.ts";

interface Noted {
  readonly area: ChangeArea;
  readonly text: string;
  readonly undo: Undoing | null;
  /** The change that this one takes back. */
  readonly undoes?: number;
}

/** Changes are numbered; people and windows name them by text. */
export const changeId = (number: number): string => `c${String(number).padStart(6, "0")}`;
export const changeNumber = (id: string): number => Number(/^c(\d{1,9})$/.exec(id)?.[1] ?? -1);

/** Writes a change into the history. */
export function recordChange(services: Services, { area, text, undo, undoes }: Noted): Change {
  return services.journal().recordChange({
    at: services.clock.now().toISOString(),
    by: services.user,
    area,
    text,
    undo: JSON.parse(JSON.stringify(undo)),
    undoes: undoes ?? null,
  });
}

/** The same for what is done already: it must not fail because its history cannot be written. */
export function noteChange(services: Services, noted: Noted): Change | null {
  try {
    return recordChange(services, noted);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return null;
  }
}
