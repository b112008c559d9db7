import type { Message } from "#domain/night/incidents.ts";
import type { Channel, Delivered } from "#domain/night/outbox.ts";
import type { Alerts } from "#domain/schedule.ts";

export type Delivery = Delivered;

/** Reports for people who never open the console. */
export interface ReportMail {
  readonly to: readonly string[];
  readonly subject: string;
  readonly text: string;
  /** Pages that go along as one archive; none where the text has a link instead. */
  readonly pages: readonly { readonly name: string; readonly text: string }[];
  /** Name of the archive. */
  readonly archive: string;
}

/** Carries messages to everybody who wants them; one channel that fails does not silence the others. */
export interface AlertSender {
  /** On every channel that is switched on, or only on those named. */
  send(
    message: Message,
    alerts: Alerts,
    at: string,
    only?: ReadonlySet<Channel>,
  ): Promise<readonly Delivery[]>;
  /** @returns what went wrong, or null when the mail server took it. */
  mailReports(mail: ReportMail): Promise<string | null>;
  /** Bytes of the archive these pages would make. */
  archiveBytes(pages: ReportMail["pages"]): number;
  /** What is kept in this computer's key store; the values never come back. */
  kept(): Promise<{ readonly mail_server: boolean; readonly chat_key: boolean }>;
  /** Keeps or forgets the mail server or the chat's address. @throws AppError `usage` for what is neither. */
  keep(channel: "mail" | "webhook", address: string | null): Promise<void>;
}
