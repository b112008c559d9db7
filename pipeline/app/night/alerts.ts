import type { Services } from "#app/services.ts";
import { type Message, tell } from "#domain/night/incidents.ts";
import { DEFAULT_ALERTS } from "#domain/schedule.ts";
import type { NightJournal } from "./journal-night.ts";
import { troublesOf } from "./troubles.ts";

/** One message per root cause. What did not arrive anywhere but in the file is said in the step. */
export async function alertNight(
  services: Services,
  journal: NightJournal,
): Promise<{ readonly status: "done" | "failed"; readonly text: string }> {
  const workspace = await services.workspaces.open(services.directory);
  const now = services.clock.now().toISOString();
  const troubles = await troublesOf(services, journal.record);
  const { messages, book } = tell(await services.nights.book(), troubles, now);
  const lost: string[] = [];
  for (const message of messages) {
    const sent = await services.alerts.send(
      withPlace(services, message),
      workspace.alerts ?? DEFAULT_ALERTS,
      now,
    );
    lost.push(
      ...sent.flatMap(({ channel, error }) => (error === null ? [] : [`${channel}: ${error}`])),
    );
  }
  await services.nights.saveBook(book);
  if (lost.length > 0)
    return { status: "failed", text: `A message did not arrive: ${lost.join(" ")}` };
  return {
    status: "done",
    text: messages.length === 0 ? "Nothing to tell." : `Told: ${messages.length}.`,
  };
}

/** The console's address changes with every start, so a message names the screen and the folder. */
function withPlace({ directory }: Services, message: Message): Message {
  return {
    ...message,
    text: `${message.text} Open ${message.screen} in the console of ${directory}.`,
  };
}
