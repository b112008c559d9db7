import { completeThrough } from "#app/overview/complete-through.ts";
import { resultOf } from "#app/run/list-runs.ts";
import type { Services } from "#app/services.ts";
import type { Call } from "#app/use-case.ts";
import type { NightCard } from "#contract/night.ts";
import type { NightRecord, SharedNight } from "#domain/night/record.ts";

function timesOf({ slots, started_at, finished_at }: NightRecord) {
  return {
    planned_at: slots.at(-1)?.planned_at ?? null,
    started_at,
    late_reason: slots.find(({ reason }) => reason !== null)?.reason ?? null,
    slots: slots.length,
    seconds:
      finished_at === null ? null : (Date.parse(finished_at) - Date.parse(started_at)) / 1000,
  };
}

/** A night of this computer in numbers. */
export async function cardOf(
  services: Services,
  night: NightRecord,
  call: Call,
): Promise<NightCard> {
  const run = night.run_id === null ? null : services.journal().run(night.run_id);
  const result = run && resultOf(run);
  const entities = result ? Object.values(result.layers.silver) : null;
  return {
    ...timesOf(night),
    computer: null,
    complete_through: await reaches(services, call),
    rows_set_aside: entities && entities.reduce((sum, { quarantined }) => sum + quarantined, 0),
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

/**
 * The night that another computer did on the shared lake, when it is what there is to tell: it is newer than the
 * last of this computer, or this one left the night to it.
 */
export async function nightElsewhere(
  { nights, holder }: Services,
  own: NightRecord | null,
): Promise<SharedNight | null> {
  const others = (await nights.shared()).filter((one) => one.holder !== holder).map(toldHere);
  const newest = others.toSorted((a, b) => begun(a.night) - begun(b.night)).at(-1);
  if (newest === undefined || own === null) return newest ?? null;
  const left = own.outcome === "elsewhere" && answersFor(newest.night, own);
  return left || begun(newest.night) > begun(own) ? newest : null;
}

/** Its reasons speak of "this computer", which here would be the wrong one. */
function toldHere(one: SharedNight): SharedNight {
  const slots = one.night.slots.map(({ planned_at, reason }) => ({
    planned_at,
    reason: reason?.replaceAll("this computer", "that computer") ?? null,
  }));
  return { ...one, night: { ...one.night, slots } };
}

const begun = ({ started_at }: NightRecord): number => Date.parse(started_at);

const answersFor = (night: NightRecord, own: NightRecord): boolean => {
  const wanted = own.slots.at(-1)?.planned_at;
  return night.slots.some(({ planned_at }) => planned_at === wanted);
};

/** The same numbers, as the other computer told them. */
export const cardElsewhere = (other: SharedNight): NightCard => ({
  ...timesOf(other.night),
  computer: other.holder,
  complete_through: other.complete_through,
  rows_set_aside: other.rows_set_aside,
});
