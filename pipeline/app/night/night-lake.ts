import type { Services } from "#app/services.ts";
import type { Call } from "#app/use-case.ts";
import type { LeaseKeeper } from "#app/lease/keeper.ts";
import { sendLake } from "#app/lake/lake.ts";
import { AppError } from "#domain/errors.ts";
import type { NightRecord } from "#domain/night/record.ts";
import { cardOf } from "./night-card.ts";

/** Takes over what others did. A night that was cut off here, and that another computer did since, gives way. */
export async function takeOver(
  services: Services,
  open: NightRecord | null,
  call: Call,
): Promise<void> {
  try {
    await services.lake?.pull(call);
  } catch (error) {
    if (open === null || !(error instanceof AppError) || error.code !== "conflict") throw error;
    await giveWay(services, open, call);
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
): Promise<void> {
  if (!services.lake) return;
  const { complete_through, rows_set_aside } = await cardOf(services, night, call);
  const { holder } = services;
  await services.nights.share({ holder, night, complete_through, rows_set_aside });
  await sendLake(services, lease, call);
}
