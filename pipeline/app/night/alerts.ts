import type { Services } from "#app/services.ts";
import { consoleLink } from "#domain/night/console-link.ts";
import { type Message, tell } from "#domain/night/incidents.ts";
import { withFailures } from "#domain/night/outbox.ts";
import { type Alerts, DEFAULT_ALERTS } from "#domain/schedule.ts";
import { retryUndelivered } from "./deliveries.ts";
import type { NightJournal } from "./journal-night.ts";
import { troublesOf } from "./troubles.ts";

/**
 * One message per root cause. What did not arrive on a channel waits for another try: by the next night, or
 * when a person asks. Nothing is lost meanwhile: the file and the console have it.
 */
export async function alertNight(
  services: Services,
  journal: NightJournal,
): Promise<{ readonly status: "done" | "failed"; readonly text: string }> {
  const { alerts = DEFAULT_ALERTS } = await services.workspaces.open(services.directory);
  const now = services.clock.now().toISOString();
  const again = await retryUndelivered(services);
  const { troubles, unproven } = await troublesOf(services, journal.record);
  const { messages, book } = tell(await services.nights.book(), troubles, now, unproven);
  const lost: string[] = [];
  for (const message of messages) {
    const placed = withPlace(services, message, alerts);
    const sent = await services.alerts.send(placed, alerts, now);
    const failed = sent.filter(({ error }) => error !== null);
    lost.push(...failed.map(({ channel, error }) => `${channel}: ${error}`));
    if (failed.length === 0) continue;
    await services.nights.saveOutbox(
      withFailures(await services.nights.outbox(), placed, sent, now),
    );
  }
  await services.nights.saveBook(book);
  if (lost.length > 0)
    return { status: "failed", text: `A message did not arrive: ${lost.join(" ")}` };
  const told = messages.length === 0 ? "Nothing to tell." : `Told: ${messages.length}.`;
  return { status: "done", text: again > 0 ? `${told} Delivered late: ${again}.` : told };
}

/** A message with the address that opens its screen, where the console's address is known. */
function withPlace({ directory }: Services, message: Message, alerts: Alerts): Message {
  const link = consoleLink(alerts.console_url ?? null, message.screen);
  if (link !== null) return { ...message, link };
  return {
    ...message,
    text: `${message.text} Open ${message.screen} in the console of ${directory}.`,
  };
}
