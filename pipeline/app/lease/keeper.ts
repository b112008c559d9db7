import type { Services } from "#app/services.ts";
import type { Call } from "#app/use-case.ts";
import { AppError } from "#domain/errors.ts";
import type { HeldLock } from "#ports/journal-locks.ts";
import type { HeldLease } from "#ports/lease.ts";

/** All work on a lake has one name: runs by hand and nights keep each other out. */
const NAME = "work";
const MINUTES = 60_000;
/** A computer that died holds up the others for this long. */
const LASTS = 15 * MINUTES;

/** Somebody else works on the lake by now: whoever gets this writes nothing any more. */
export class FencedOut extends AppError {}

/** A lease that is kept while work goes on. */
export class LeaseKeeper {
  readonly #lease: HeldLease;
  readonly #lock: HeldLock;
  readonly #services: Services;
  #renewed: number;
  /** Renewals follow each other: two at once would take each other for somebody else's. */
  #last: Promise<void> = Promise.resolve();

  private constructor(lease: HeldLease, lock: HeldLock, services: Services) {
    this.#lease = lease;
    this.#lock = lock;
    this.#services = services;
    this.#renewed = services.clock.now().getTime();
  }

  /** @throws AppError `locked` (retryable) while another computer, or another process here, works on the lake. */
  static async take(services: Services, purpose: string): Promise<LeaseKeeper> {
    const request = { holder: services.holder, purpose, milliseconds: LASTS };
    // Under its own name this computer gets a lease back at once, which is right only when its holder died.
    const lock = await services.locks.acquire("lake", { purpose });
    try {
      return new LeaseKeeper(await services.leases.acquire(NAME, request), lock, services);
    } catch (error) {
      lock.release();
      throw error;
    }
  }

  get fence(): number {
    return this.#lease.fence;
  }
  get note(): string | null {
    return this.#lease.note;
  }

  /** Resolves while this computer is the one. Ask it right before anything others could see is written. */
  readonly check = (): Promise<void> => {
    const next = this.#last.catch(() => undefined).then(() => this.#renew());
    this.#last = next;
    return next;
  };

  /** The same, asked of the others only when this computer may have been away for long. */
  readonly sure = async (): Promise<void> => {
    if (this.#services.clock.now().getTime() - this.#renewed > LASTS / 4) await this.check();
  };

  /** The call, with the lease renewed now and then as the work reports. */
  during(call: Call): Call {
    return {
      signal: call.signal,
      progress: (event) => {
        const now = this.#services.clock.now().getTime();
        if (now - this.#renewed > LASTS / 4) {
          this.#renewed = now;
          // What it says is heard at the next check, before anything is written.
          void this.check().catch(() => undefined);
        }
        call.progress(event);
      },
    };
  }

  async release(note?: string): Promise<void> {
    await this.#last.catch(() => undefined);
    // What cannot be given back ends by itself.
    await this.#lease.release(note).catch(() => undefined);
    this.#lock.release();
  }

  async #renew(): Promise<void> {
    try {
      await this.#lease.renew();
      this.#renewed = this.#services.clock.now().getTime();
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== "conflict") throw error;
      throw new FencedOut("conflict", error.message, { ...(error.hint && { hint: error.hint }) });
    }
  }
}
