import type { Services } from "#app/services.ts";
import type { Handler } from "#app/use-case.ts";
import { AppError } from "#domain/errors.ts";
import { nightDetails } from "#domain/night/night-details.ts";
import { lastNight } from "#domain/night/last-night.ts";
import { shown } from "./deliveries.ts";
import { cardElsewhere, cardOf, nightElsewhere } from "./night-card.ts";
import { answer } from "./night-run.ts";

/** `night.status`: the last night in a sentence and in numbers, and what is still open. */
export const nightStatus: Handler<"night", "status"> = (services) => async (_input, call) => {
  const { time_zone } = await services.workspaces.open(services.directory);
  const own = (await services.nights.list()).at(-1) ?? null;
  const other = await nightElsewhere(services, own);
  // Its run is in the journal of the computer that did it.
  const night = other ? { ...other.night, run_id: null } : own;
  const card = other ? cardElsewhere(other) : own && (await cardOf(services, own, call));
  const { incidents } = await services.nights.book();
  const { waiting } = await services.nights.outbox();
  const details = card && night?.finished_at ? nightDetails(card, time_zone) : "";
  return {
    sentence: [other && `On ${other.holder}:`, lastNight(night, time_zone), details]
      .filter(Boolean)
      .join(" "),
    night: night && answer(night),
    card,
    undelivered: waiting.map(shown),
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

/** `night.list`: the newest nights first. */
export const listNights: Handler<"night", "list"> =
  (services) =>
  async ({ limit }) =>
    (await services.nights.list()).slice(-limit).toReversed().map(answer);

/** `night.mute`: no messages about an incident until a day, with a reason others can read. */
export const muteIncident: Handler<"night", "mute"> = (services) => async (input) => {
  const { incident, reason, until } = input;
  const muted = { reason, until: `${until}T00:00:00.000Z` };
  await change(services, incident, muted);
  return { incident, muted };
};

/** `night.unmute`: messages about it come again. */
export const unmuteIncident: Handler<"night", "unmute"> =
  (services) =>
  async ({ incident }) => {
    await change(services, incident, null);
    return { incident };
  };

async function change(
  services: Services,
  id: string,
  muted: { readonly reason: string; readonly until: string } | null,
): Promise<void> {
  const book = await services.nights.book();
  if (!book.incidents.some((one) => one.id === id && one.healed_at === null)) {
    throw new AppError("not_found", `There is no open incident ${id}.`, {
      hint: "`nightly FOLDER --status` lists them.",
    });
  }
  const incidents = book.incidents.map((one) => (one.id === id ? { ...one, muted } : one));
  await services.nights.saveBook({ ...book, incidents });
}
