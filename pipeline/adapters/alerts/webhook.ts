import type { Message } from "#domain/night/incidents.ts";

const TEAMS = /(^|\.)(webhook\.office\.com|logic\.azure\.com|powerplatform\.com)$/;
const LIMIT_MS = 15_000;
const OPEN = "Open it in Medallion";

/** Slack reads these three as its own signs; everything else it shows as it is. */
const slackText = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

/** What Slack and those like it understand: a text for notifications, blocks for the channel. */
function slackBody({ title, text, link }: Message): unknown {
  const section = (words: string) => ({ type: "section", text: { type: "mrkdwn", text: words } });
  const said = section(`*${slackText(title)}*\n${slackText(text)}`);
  const blocks = link === undefined ? [said] : [said, section(`<${link}|${OPEN}>`)];
  return { text: slackText(`${title}: ${text}`), blocks };
}

/** Teams takes an adaptive card. */
function teamsBody({ title, text, link }: Message): unknown {
  const body = [
    { type: "TextBlock", text: title, weight: "Bolder", wrap: true },
    { type: "TextBlock", text, wrap: true },
  ];
  const actions = link === undefined ? [] : [{ type: "Action.OpenUrl", title: OPEN, url: link }];
  const $schema = "http://adaptivecards.io/schemas/adaptive-card.json";
  const content = { $schema, type: "AdaptiveCard", version: "1.4", body, actions };
  const contentType = "application/vnd.microsoft.card.adaptive";
  return { type: "message", attachments: [{ contentType, content }] };
}

/** What the chat of this address understands; `?format=teams` says it where the name does not. */
export function webhookBody(address: string, message: Message): unknown {
  const { hostname, searchParams } = new URL(address);
  const teams = TEAMS.test(hostname) || searchParams.get("format") === "teams";
  return teams ? teamsBody(message) : slackBody(message);
}

export function isWebAddress(address: string): boolean {
  return URL.canParse(address) && ["https:", "http:"].includes(new URL(address).protocol);
}

/** @throws Error when the address does not take it. The address may hold a key, so it is not named. */
export async function postMessage(address: string, message: Message): Promise<void> {
  const answer = await fetch(address, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(webhookBody(address, message)),
    redirect: "error",
    signal: AbortSignal.timeout(LIMIT_MS),
  }).catch(() => {
    throw new Error("The chat's address could not be reached.");
  });
  await answer.body?.cancel();
  if (!answer.ok) throw new Error(`The chat answered ${answer.status}.`);
}
