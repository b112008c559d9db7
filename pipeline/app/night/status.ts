import type { Handler } from "#app/use-case.ts";
import { AppError } from "#domain/errors.ts";
import { lastNight } from "#domain/night/last-night.ts";
import { answer } from "./night-run.ts";

/** `night.status`: the last night in a sentence, and what is still open. */
export const nightStatus: Handler<"night", "status"> = (services) => async () => {
  const { time_zone } = await services.workspaces.open(services.directory);
  const night = (await services.nights.list()).at(-1) ?? null;
  const { incidents } = await services.nights.book();
  return {
    sentence: lastNight(night, time_zone),
    night: night && answer(night),
    incidents: incidents
      .filter(({ healed_at }) => healed_at === null)
      .map(({ id, title, text, affects, screen, since, muted }) => ({
        id,
        title,
        text,
        affects: [...affects],
        screen,
        since,
        muted,
      })),
  };
};

/** `night.mute`: no messages about an incident until a day, with a reason others can read. */
export const muteIncident: Handler<"night", "mute"> = (services) => async (input) => {
  const book = await services.nights.book();
  const { incident: id, reason, until } = input;
  if (!book.incidents.some((one) => one.id === id && one.healed_at === null)) {
    throw new AppError("not_found", `There is no open incident ${id}.`, {
      hint: "`nightly FOLDER --status` lists them.",
    });
  }
  const muted = { reason, until: `${until}T00:00:00.000Z` };
  const incidents = book.incidents.map((one) => (one.id === id ? { ...one, muted } : one));
  await services.nights.saveBook({ ...book, incidents });
  return { incident: id, muted };
};
