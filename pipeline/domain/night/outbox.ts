import type { Message } from "./incidents.ts";

export type Channel = "file" | "desktop" | "mail" | "webhook";

/** What came of one message on one channel; `error` is null when it arrived. */
export interface Delivered {
  readonly channel: Channel;
  readonly error: string | null;
}

/** A message that has not arrived on one channel. */
export interface Undelivered {
  readonly id: string;
  readonly channel: Channel;
  readonly message: Message;
  /** ISO instant of the first try. */
  readonly since: string;
  readonly attempts: number;
  readonly error: string;
}

export interface Outbox {
  readonly waiting: readonly Undelivered[];
  /** Newest version whose reports were mailed. */
  readonly mailed_version: number | null;
}

export const EMPTY_OUTBOX: Outbox = { waiting: [], mailed_version: null };

const KEPT_MS = 14 * 86_400_000;
/** A channel that is gone must not pile up messages for ever. */
const KEPT = 100;

/** What did not arrive waits for another try; the file is not tried again: it is this computer's own. */
export function withFailures(
  outbox: Outbox,
  message: Message,
  deliveries: readonly Delivered[],
  now: string,
): Outbox {
  const failed = deliveries.flatMap(({ channel, error }): Undelivered[] => {
    if (error === null || channel === "file") return [];
    const id = `${message.incident}-${message.kind}-${channel}`;
    return [{ id, channel, message, since: now, attempts: 1, error }];
  });
  const ids = new Set(failed.map(({ id }) => id));
  const waiting = [...outbox.waiting.filter(({ id }) => !ids.has(id)), ...failed];
  return { ...outbox, waiting: waiting.slice(-KEPT) };
}

/** Messages worth another try: of the last two weeks, on channels that are still wanted. */
export function worthAnotherTry(
  outbox: Outbox,
  wanted: ReadonlySet<Channel>,
  now: string,
): readonly Undelivered[] {
  return outbox.waiting.filter(
    ({ channel, since }) => wanted.has(channel) && Date.parse(now) - Date.parse(since) <= KEPT_MS,
  );
}

/** The outbox after another try: what arrived, what nobody wants any more and what is too old is gone. */
export function afterRetry(
  outbox: Outbox,
  tried: ReadonlyMap<string, string | null>,
): { readonly outbox: Outbox; readonly sent: number } {
  let sent = 0;
  const waiting = outbox.waiting.flatMap((one) => {
    const error = tried.get(one.id);
    if (error === undefined) return [];
    if (error === null) {
      sent += 1;
      return [];
    }
    return [{ ...one, attempts: one.attempts + 1, error }];
  });
  return { outbox: { ...outbox, waiting }, sent };
}
