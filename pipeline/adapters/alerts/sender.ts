import { appendFile, mkdir } from "node:fs/promises";
import { dirname } from "node:path";
import type { AlertSender, Delivery } from "#ports/alert-sender.ts";
import type { SecretStore } from "#ports/secrets.ts";
import { showOnDesktop } from "./desktop.ts";
import { sendMail } from "./mail.ts";
import { postMessage } from "./webhook.ts";

export interface SenderOptions {
  /** Every message is kept here, one JSON line each. */
  readonly file: string;
  readonly secrets: SecretStore;
  readonly from?: string | undefined;
}

/** What went wrong, without what may hold a password. */
const said = (error: unknown): string =>
  (error instanceof Error ? error.message : "It did not arrive.").replace(/\w+:\/\/\S+/g, "…");

export function createAlertSender({ file, secrets, from }: SenderOptions): AlertSender {
  const secret = async (name: string): Promise<string | null> =>
    secrets.get(name).catch(() => null);
  return {
    send: async (message, { desktop, emails, webhook }, at) => {
      const done: Delivery[] = [];
      const by = async (channel: Delivery["channel"], work: () => Promise<void>): Promise<void> => {
        const error = await work().then(() => null, said);
        done.push({ channel, error });
      };
      await by("file", async () => {
        await mkdir(dirname(file), { recursive: true });
        await appendFile(file, `${JSON.stringify({ at, ...message })}\n`);
      });
      if (desktop) await by("desktop", () => showOnDesktop(message));
      if (emails.length > 0) {
        await by("mail", async () => {
          const server = await secret("alerts/smtp");
          if (server === null)
            throw new Error("No mail server is set up (MEDALLION_SECRET_ALERTS_SMTP).");
          await sendMail(server, from ?? "medallion@localhost", emails, message);
        });
      }
      if (webhook !== null) {
        await by("webhook", async () =>
          postMessage((await secret("alerts/webhook")) ?? webhook, message),
        );
      }
      return done;
    },
  };
}
