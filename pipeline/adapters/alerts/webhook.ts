import type { Message } from "#domain/night/incidents.ts";

const TEAMS = /(^|\.)(webhook\.office\.com|logic\.azure\.com|powerplatform\.com)$/;
const LIMIT_MS = 15_000;

/** What the chat of this address understands: Teams a card, Slack and those like it text and blocks. */
export function webhookBody(address: string, { title, text }: Message): unknown {
  if (!TEAMS.test(new URL(address).hostname)) {
    const section = { type: "section", text: { type: "mrkdwn", text: `*${title}*\n${text}` } };
    return { text: `${title}: ${text}`, blocks: [section] };
  }
  const body = [
    { type: "TextBlock", text: title, weight: "Bolder", wrap: true },
    { type: "TextBlock", text, wrap: true },
  ];
  const content = { type: "AdaptiveCard", version: "1.4", body };
  const contentType = "application/vnd.microsoft.card.adaptive";
  return { type: "message", attachments: [{ contentType, content }] };
}

/** @throws Error when the address does not take it. The address may hold a key, so it is not named. */
export async function postMessage(address: string, message: Message): Promise<void> {
  const answer = await fetch(address, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(webhookBody(address, message)),
    redirect: "error",
    signal: AbortSignal.timeout(LIMIT_MS),
  });
  await answer.body?.cancel();
  if (!answer.ok) throw new Error(`The chat answered ${answer.status}.`);
}
