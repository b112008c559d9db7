import type { Message } from "#domain/night/incidents.ts";
import type { Alerts } from "#domain/schedule.ts";

export interface Delivery {
  readonly channel: "file" | "desktop" | "mail" | "webhook";
  /** Null when it arrived. */
  readonly error: string | null;
}

/** Carries a message to everybody who wants it; one channel that fails does not silence the others. */
export interface AlertSender {
  send(message: Message, alerts: Alerts, at: string): Promise<readonly Delivery[]>;
}
