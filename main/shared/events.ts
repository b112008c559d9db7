import { setTimeout as sleep } from "node:timers/promises";
import type { HostEvent } from "#contract/host.ts";

/** Milliseconds between two bursts of events to one window. */
const PACE = 50;

/** What makes two events about the same thing: the newer replaces the older. */
function subject(event: HostEvent): string {
  return event.type === "job" ? `job ${event.job.job_id}` : event.type;
}

function merged(earlier: HostEvent | undefined, event: HostEvent): HostEvent {
  if (event.type !== "changed" || earlier?.type !== "changed") return event;
  return { type: "changed", groups: [...new Set([...earlier.groups, ...event.groups])] };
}

/** One window's unread events. A window that reads slowly finds the newest of each thing, never a backlog. */
class Inbox {
  readonly #unread = new Map<string, HostEvent>();
  #wake: () => void = () => {};

  put(event: HostEvent): void {
    const key = subject(event);
    this.#unread.set(key, merged(this.#unread.get(key), event));
    this.#wake();
  }

  get empty(): boolean {
    return this.#unread.size === 0;
  }

  async take(signal: AbortSignal | undefined): Promise<HostEvent | undefined> {
    while (this.#unread.size === 0) {
      if (signal?.aborted) return undefined;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
        signal?.addEventListener("abort", () => resolve(), { once: true });
      });
    }
    const [key, event] = this.#unread.entries().next().value!;
    this.#unread.delete(key);
    return event;
  }
}

/** Tells every listening window what happened. */
export class Broadcast {
  readonly #inboxes = new Set<Inbox>();

  send(event: HostEvent): void {
    for (const inbox of this.#inboxes) inbox.put(event);
  }

  /** Events from now on; `first` is what a window needs to know when it begins to listen. */
  async *listen(
    first: readonly HostEvent[],
    signal: AbortSignal | undefined,
  ): AsyncGenerator<HostEvent, void, void> {
    const inbox = new Inbox();
    for (const event of first) inbox.put(event);
    this.#inboxes.add(inbox);
    try {
      for (;;) {
        const event = await inbox.take(signal);
        if (event === undefined) return;
        yield event;
        // What happens in quick succession goes out together, the newest of each thing once.
        if (inbox.empty) await sleep(PACE);
      }
    } finally {
      this.#inboxes.delete(inbox);
    }
  }
}
