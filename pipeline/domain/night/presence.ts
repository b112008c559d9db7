import { COMPUTER_AWAY } from "./record.ts";

/** Where this computer was, as far as it can tell; null is "not known". */
export interface Presence {
  /** ISO instant of its last start. */
  readonly booted_at: string | null;
  /** Whether it slept at all since then. */
  readonly slept: boolean | null;
  /** ISO instant at which this person's session began. */
  readonly logged_in_at: string | null;
}

export const NOTHING_KNOWN: Presence = { booted_at: null, slept: null, logged_in_at: null };

export const COMPUTER_OFF = "this computer was off";
export const COMPUTER_ASLEEP = "this computer was asleep";
export const LOGGED_OUT = "nobody was logged in";
export const NOT_STARTED = "this computer's scheduler did not start it";

/**
 * Why a planned start did not happen, from what is known afterwards: the latest thing that certainly covers
 * that instant. Without knowledge it says what it may have been.
 */
export function whyMissed(planned_at: string, presence: Presence): string {
  const { booted_at, slept, logged_in_at } = presence;
  if (booted_at !== null && booted_at > planned_at) return COMPUTER_OFF;
  if (logged_in_at !== null && logged_in_at > planned_at) return LOGGED_OUT;
  if (slept === true) return COMPUTER_ASLEEP;
  const awake = booted_at !== null && logged_in_at !== null && slept === false;
  return awake ? NOT_STARTED : COMPUTER_AWAY;
}
