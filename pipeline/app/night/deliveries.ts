import type { Services } from "#app/services.ts";
import type { Handler } from "#app/use-case.ts";
import type { Undelivered as Shown } from "#contract/night.ts";
import { AppError } from "#domain/errors.ts";
import type { Message } from "#domain/night/incidents.ts";
import { consoleLink } from "#domain/night/console-link.ts";
import {
  afterRetry,
  type Channel,
  type Undelivered,
  worthAnotherTry,
} from "#domain/night/outbox.ts";
import { type Alerts, DEFAULT_ALERTS } from "#domain/schedule.ts";

/** A failed message as lists show it. */
export const shown = ({ id, channel, message, since, attempts, error }: Undelivered): Shown => ({
  id,
  channel,
  title: message.title,
  since,
  attempts,
  error,
});

const wantedBy = ({ desktop, emails, webhook }: Alerts): ReadonlySet<Channel> =>
  new Set<Channel>([
    ...(desktop ? (["desktop"] as const) : []),
    ...(emails.length > 0 ? (["mail"] as const) : []),
    ...(webhook === null ? [] : (["webhook"] as const)),
  ]);

/** Tries once more what has not arrived. @returns how many messages arrived now. */
export async function retryUndelivered(services: Services): Promise<number> {
  const outbox = await services.nights.outbox();
  if (outbox.waiting.length === 0) return 0;
  const { alerts = DEFAULT_ALERTS } = await services.workspaces.open(services.directory);
  const now = services.clock.now().toISOString();
  const tried = new Map<string, string | null>();
  for (const { id, channel, message } of worthAnotherTry(outbox, wantedBy(alerts), now)) {
    const [done] = await services.alerts.send(message, alerts, now, new Set([channel]));
    tried.set(id, done?.error ?? null);
  }
  const after = afterRetry(outbox, tried);
  await services.nights.saveOutbox(after.outbox);
  return after.sent;
}

/** `night.resend`: what has not arrived, tried once more. */
export const resendMessages: Handler<"night", "resend"> = (services) => async () => {
  const sent = await retryUndelivered(services);
  return { sent, undelivered: (await services.nights.outbox()).waiting.map(shown) };
};

const TEST: Message = {
  kind: "new",
  incident: "test",
  title: "This is a test message",
  text: "Nothing happened. When a night needs somebody, the message comes this way.",
  screen: "/schedule",
};

/** `night.test`: a test message on one channel; what the channel answers is told. */
export const testChannel: Handler<"night", "test"> =
  (services) =>
  async ({ channel }) => {
    const { alerts = DEFAULT_ALERTS } = await services.workspaces.open(services.directory);
    const now = services.clock.now().toISOString();
    const wanted = channel === "desktop" ? { ...alerts, desktop: true } : alerts;
    const [done] = await services.alerts.send(withLink(alerts), wanted, now, new Set([channel]));
    if (done) return done;
    throw new AppError("usage", "Nobody is named on this channel.", {
      hint: "Name an address first, then send the test message.",
    });
  };

function withLink({ console_url = null }: Alerts): Message {
  const link = consoleLink(console_url, TEST.screen);
  return link === null ? TEST : { ...TEST, link };
}
