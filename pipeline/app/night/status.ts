import { completeThrough } from "#app/overview/complete-through.ts";
import { resultOf } from "#app/run/list-runs.ts";
import type { Services } from "#app/services.ts";
import type { Call, Handler } from "#app/use-case.ts";
import type { NightCard } from "#contract/night.ts";
import { AppError } from "#domain/errors.ts";
import { nightDetails } from "#domain/night/night-details.ts";
import { lastNight } from "#domain/night/last-night.ts";
import type { NightRecord } from "#domain/night/record.ts";
import { shown } from "./deliveries.ts";
import { answer } from "./night-run.ts";

/** `night.status`: the last night in a sentence and in numbers, and what is still open. */
export const nightStatus: Handler<"night", "status"> = (services) => async (_input, call) => {
  const { time_zone } = await services.workspaces.open(services.directory);
  const night = (await services.nights.list()).at(-1) ?? null;
  const card = night && (await cardOf(services, night, call));
  const { incidents } = await services.nights.book();
  const { waiting } = await services.nights.outbox();
  const details = card && night?.finished_at ? nightDetails(card, time_zone) : "";
  return {
    sentence: [lastNight(night, time_zone), details].filter(Boolean).join(" "),
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

async function cardOf(services: Services, night: NightRecord, call: Call): Promise<NightCard> {
  const run = night.run_id === null ? null : services.journal().run(night.run_id);
  const result = run && resultOf(run);
  const entities = result ? Object.values(result.layers.silver) : null;
  const { started_at, finished_at } = night;
  return {
    planned_at: night.slots.at(-1)?.planned_at ?? null,
    started_at,
    late_reason: night.slots.find(({ reason }) => reason !== null)?.reason ?? null,
    slots: night.slots.length,
    complete_through: await reaches(services, call),
    rows_set_aside: entities && entities.reduce((sum, { quarantined }) => sum + quarantined, 0),
    seconds:
      finished_at === null ? null : (Date.parse(finished_at) - Date.parse(started_at)) / 1000,
  };
}

/** A build that cannot be opened now is no reason to say nothing about the night. */
async function reaches(services: Services, { signal }: Call): Promise<string | null> {
  const build = await services.builds.newest();
  if (build === null) return null;
  const workspace = await services.workspaces.open(services.directory);
  return completeThrough(services, workspace, build, signal).catch((error: unknown) => {
    if (signal.aborted) throw error;
    return null;
  });
}

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
