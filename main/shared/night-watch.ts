/** What the engine answers to `night.due`. */
export interface DueAnswer {
  readonly due: boolean;
  readonly what: string | null;
  readonly next_at: string | null;
}

export interface NightWatchOptions {
  ask(): Promise<DueAnswer>;
  /** Starts the night as a job of the host. */
  start(): void;
  /** Milliseconds of this computer's clock. */
  now(): number;
}

/** Twice a minute: what was missed while the computer slept is begun within a minute of its return. */
const EVERY_MS = 25_000;
/** The operating system starts a night at its time; only if it did not, the console does. */
const GRACE_MS = 40_000;
/** Conditions change without anybody saying so: a charger, a network. */
const AGAIN_MS = 5 * 60_000;

/**
 * Looks whether a planned night was missed, as long as the console or its tray is there: when it opens, when the
 * computer was away, and after each planned time. What it started once it does not start again: a person who
 * stops a night has decided.
 */
export class NightWatch {
  readonly #options: NightWatchOptions;
  readonly #timer: NodeJS.Timeout;
  #looked = Number.NEGATIVE_INFINITY;
  #ticked: number;
  #next = Number.POSITIVE_INFINITY;
  #started: string | null = null;
  #asking = false;

  constructor(options: NightWatchOptions) {
    this.#options = options;
    this.#ticked = options.now();
    this.#timer = setInterval(() => void this.#tick(), EVERY_MS);
    this.#timer.unref();
  }

  close(): void {
    clearInterval(this.#timer);
  }

  async #tick(): Promise<void> {
    const now = this.#options.now();
    const away = Math.abs(now - this.#ticked - EVERY_MS) > EVERY_MS;
    this.#ticked = now;
    const planned = now >= this.#next + GRACE_MS;
    const stale = Math.abs(now - this.#looked) >= AGAIN_MS;
    if (this.#asking || (!away && !planned && !stale)) return;
    this.#asking = true;
    try {
      await this.#look(now);
    } catch {
      // No workspace yet, or an engine that is being restarted: the next look asks again.
    } finally {
      this.#asking = false;
    }
  }

  async #look(now: number): Promise<void> {
    const { due, what, next_at } = await this.#options.ask();
    this.#looked = now;
    this.#next = next_at === null ? Number.POSITIVE_INFINITY : Date.parse(next_at);
    if (!due || what === null || what === this.#started) return;
    this.#started = what;
    this.#options.start();
  }
}
