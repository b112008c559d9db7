import type { Services } from "#app/services.ts";
import type { Call } from "#app/use-case.ts";
import type { LeaseKeeper } from "#app/lease/keeper.ts";
import { sendLake } from "#app/lake/lake.ts";
import { AppError } from "#domain/errors.ts";
import { isUnsent, type NightRecord } from "#domain/night/record.ts";
import type { Due } from "./due.ts";
import { cardOf } from "./night-card.ts";
import type { Done } from "./night-work.ts";

/**
 * Takes over what others did. A night of this computer that was cut off or never arrived there, and that another
 * computer did since, gives way.
 */
export async function takeOver(
  services: Services,
  { open, last }: Pick<Due, "open" | "last">,
  call: Call,
): Promise<void> {
  try {
    await services.lake?.pull(call);
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== "conflict") throw error;
    if (open !== null) await giveWay(services, open, call);
    else if (last !== null && isUnsent(last)) await services.lake?.giveWay(call);
    else throw error;
  }
}

/** What a night did here counts no more; that is noted first, so that a kill in between forgets nothing. */
export async function giveWay(services: Services, night: NightRecord, call: Call): Promise<void> {
  if (!services.lake) return;
  await services.nights.save({ ...night, steps: [], outcome: null, run_id: null });
  await services.lake.giveWay(call);
}

/** Lets the other computers see what this night did, and that it did it. */
export async function sendNight(
  services: Services,
  night: NightRecord,
  lease: LeaseKeeper,
  call: Call,
): Promise<Done> {
  const { complete_through, rows_set_aside } = await cardOf(services, night, call);
  const { holder } = services;
  await services.nights.share({ holder, night, complete_through, rows_set_aside });
  await sendLake(services, lease, call);
  return { status: "done", text: "The other computers can see it." };
}
