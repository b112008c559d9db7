/**
 * Google ends the sign-in of an app whose consent screen is in Testing after seven days, and says so when it
 * grants it. These are pure: whoever asks brings the instant.
 */
const DAY = 86_400_000;

/** From this many days on it is worth a word before the night. */
const SOON = 3;

/**
 * Whole days until a sign-in ends: 0 on its last day, negative once it is over.
 * @param until ISO instant; null for a sign-in that does not end by itself.
 */
export function daysLeft(until: string | null, now: Date): number | null {
  return until === null ? null : Math.floor((Date.parse(until) - now.getTime()) / DAY);
}

/** What to say about a sign-in that ends by itself. */
export interface ConsentNotice {
  readonly days_left: number;
  readonly severity: "info" | "warn" | "error";
  readonly text: string;
  readonly action: string;
}

/** Null for a sign-in that lasts. An `error` is one that is over, a `warn` one that is over within days. */
export function consentNotice(name: string, until: string | null, now: Date): ConsentNotice | null {
  const left = daysLeft(until, now);
  if (left === null) return null;
  const action =
    "Sign in again: `medallion account sign-in`. For good: set the consent screen to In production in the Google Cloud console, then sign in once more.";
  const severity = left < 0 ? "error" : left < SOON ? "warn" : "info";
  return { days_left: left, severity, text: sentence(name, left), action };
}

function sentence(name: string, left: number): string {
  if (left < 0)
    return `Google has ended the sign-in of ${name}, as it does after 7 days in Testing.`;
  const when = left === 0 ? "within a day" : left === 1 ? "in 1 day" : `in ${left} days`;
  return `Google ends the sign-in of ${name} ${when}, because its consent screen is in Testing.`;
}
