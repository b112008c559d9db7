import { appendFile, mkdir } from "node:fs/promises";
import { dirname } from "node:path";
import { zipOf } from "#adapters/disk/zip.ts";
import { AppError } from "#domain/errors.ts";
import type { Message } from "#domain/night/incidents.ts";
import type { Channel } from "#domain/night/outbox.ts";
import type { Alerts } from "#domain/schedule.ts";
import type { AlertSender, Delivery, ReportMail } from "#ports/alert-sender.ts";
import type { SecretStore } from "#ports/secrets.ts";
import { showOnDesktop } from "./desktop.ts";
import { isMailServer, messageMail, sendMail } from "./mail.ts";
import { isWebAddress, postMessage } from "./webhook.ts";

export interface SenderOptions {
  /** Every message is kept here, one JSON line each. */
  readonly file: string;
  readonly secrets: SecretStore;
  readonly from?: string | undefined;
}

const SECRETS = { mail: "alerts/smtp", webhook: "alerts/webhook" } as const;
const NO_SERVER =
  "No mail server is set up. Name one under Schedule in the console, or in MEDALLION_SECRET_ALERTS_SMTP.";

/** What went wrong, without what may hold a password. */
const said = (error: unknown): string =>
  (error instanceof Error ? error.message : "It did not arrive.").replace(/\w+:\/\/\S+/g, "…");

/** Which channels somebody switched on. */
const wantedBy = ({ desktop, emails, webhook }: Alerts): ReadonlySet<Channel> =>
  new Set<Channel>([
    "file",
    ...(desktop ? (["desktop"] as const) : []),
    ...(emails.length > 0 ? (["mail"] as const) : []),
    ...(webhook === null ? [] : (["webhook"] as const)),
  ]);

export function createAlertSender({ file, secrets, from }: SenderOptions): AlertSender {
  const secret = async (name: string): Promise<string | null> =>
    secrets.get(name).catch(() => null);
  const sender = from ?? "medallion@localhost";
  const server = async (): Promise<string> => {
    const found = await secret(SECRETS.mail);
    if (found === null) throw new Error(NO_SERVER);
    if (!isMailServer(found)) throw new Error("What is kept as the mail server is no address.");
    return found;
  };
  const note = async (message: Message, at: string): Promise<void> => {
    await mkdir(dirname(file), { recursive: true });
    await appendFile(file, `${JSON.stringify({ at, ...message })}\n`);
  };
  const by: Record<Channel, (message: Message, alerts: Alerts, at: string) => Promise<void>> = {
    file: (message, _alerts, at) => note(message, at),
    desktop: (message) => showOnDesktop(message),
    mail: async (message, { emails }) =>
      sendMail(await server(), messageMail(message, sender, emails)),
    webhook: async (message, { webhook }) =>
      postMessage((await secret(SECRETS.webhook)) ?? (webhook as string), message),
  };
  return {
    send: async (message, alerts, at, only) => {
      const wanted = [...wantedBy(alerts)].filter((channel) => only?.has(channel) ?? true);
      const done: Delivery[] = [];
      for (const channel of wanted) {
        const error = await by[channel](message, alerts, at).then(() => null, said);
        done.push({ channel, error });
      }
      return done;
    },
    mailReports: async (mail) => {
      const send = async (): Promise<void> => sendMail(await server(), reportMail(mail, sender));
      return send().then(() => null, said);
    },
    archiveBytes: (pages) => archive(pages).length,
    kept: async () => ({
      mail_server: (await secret(SECRETS.mail)) !== null,
      chat_key: (await secret(SECRETS.webhook)) !== null,
    }),
    keep: (channel, address) => keep(secrets, channel, address),
  };
}

const archive = (pages: ReportMail["pages"]): Buffer =>
  zipOf(pages.map(({ name, text }) => ({ name: `reports/${name}`, content: text })));

function reportMail({ to, subject, text, pages, archive: filename }: ReportMail, from: string) {
  const attachment = pages.length > 0 ? { filename, content: archive(pages) } : null;
  return { from, to, subject, text, ...(attachment && { attachment }) };
}

async function keep(
  secrets: SecretStore,
  channel: keyof typeof SECRETS,
  address: string | null,
): Promise<void> {
  if (address === null) return secrets.delete(SECRETS[channel]);
  const fits = channel === "mail" ? isMailServer(address) : isWebAddress(address);
  if (!fits) {
    const [text, hint] =
      channel === "mail"
        ? ["This is not the address of a mail server.", "Write smtps://user:password@server."]
        : ["This is not the address of a website.", "Paste it whole, beginning with https://."];
    throw new AppError("usage", text as string, { hint: hint as string });
  }
  return secrets.set(SECRETS[channel], address);
}
