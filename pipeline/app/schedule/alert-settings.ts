import { differing, type PartChange } from "#app/changes/values.ts";
import type { Values } from "#app/changes/undoing.ts";
import type { Services } from "#app/services.ts";
import type { Handler } from "#app/use-case.ts";
import { valueText } from "#app/workspace/settings.ts";
import { AppError } from "#domain/errors.ts";
import type { Workspace } from "#domain/workspace.ts";
import { readState } from "./state.ts";

const LABELS: Readonly<Record<string, string>> = {
  emails: "Mails go to",
  webhook: "Messages are posted to",
  report_emails: "Reports are mailed to",
  console_url: "Messages lead to the console at",
};

export function alertsPart(workspace: Workspace, wanted: Values): PartChange {
  const values = differing(workspace, "alerts", wanted);
  const says = Object.entries(values).map(([name, value]) =>
    name === "desktop"
      ? `Messages on this computer are ${valueText(value)}`
      : `${LABELS[name] ?? name}: ${valueText(value)}`,
  );
  return { part: "alerts", values, says };
}

/**
 * A chat's address with a key is kept in this computer's key store; the workspace's file, which lies open,
 * gets only the chat's name. @throws AppError when it is no web address or the store refuses.
 */
export async function keepChatKey({ alerts }: Services, wanted: Values): Promise<Values> {
  const address = wanted["webhook"];
  if (typeof address !== "string") return wanted;
  if (!["https:", "http:"].includes(new URL(address).protocol)) {
    throw new AppError("usage", "This is not the address of a website.", {
      hint: "Paste the full address, beginning with https://.",
    });
  }
  if (hasKey(address)) {
    await alerts.keep("webhook", address);
    return { ...wanted, webhook: new URL(address).origin };
  }
  const { chat_key } = await alerts.kept();
  if (chat_key) await alerts.keep("webhook", null);
  return wanted;
}

function hasKey(address: string): boolean {
  const { username, password, search, hash, pathname } = new URL(address);
  return (
    [username, password, search, hash].some((part) => part !== "") ||
    pathname.split("/").some((part) => part.length >= 16 && /\d/.test(part) && /[a-z]/i.test(part))
  );
}

/** `schedule.mailServer`: kept in this computer's key store, never shown again. */
export const mailServer: Handler<"schedule", "mailServer"> =
  (services) =>
  async ({ server }) => {
    await services.alerts.keep("mail", server && serverAddress(server));
    return readState(services);
  };

function serverAddress(server: {
  readonly host: string;
  readonly port: number;
  readonly user: string | null;
  readonly password: string | null;
}): string {
  const { host, port, user, password } = server;
  const scheme = port === 465 ? "smtps" : "smtp";
  const who = user ? `${encodeURIComponent(user)}:${encodeURIComponent(password ?? "")}@` : "";
  return `${scheme}://${who}${host}:${port}`;
}
