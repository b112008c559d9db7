import { AppError } from "#domain/errors.ts";
import type { Clock } from "#ports/clock.ts";
import type {
  HeldLease,
  LeaseRecord,
  LeaseRequest,
  Leases,
  LeaseStore,
  TaggedLease,
} from "#ports/lease.ts";

/** The rules of leases over any store that has a conditional put. */
export function leasesOver(store: LeaseStore, clock: Clock): Leases {
  const isOpen = ({ ends_at }: LeaseRecord): boolean => ends_at > clock.now().toISOString();
  return {
    shared: store.shared,
    acquire: async (name, request) => {
      const found = await store.read(name);
      if (found && isOpen(found.record) && found.record.holder !== request.holder) {
        throw taken(found.record);
      }
      const record = recordOf(request, found?.record ?? null, clock.now());
      const tag = await putOrOwn(store, name, record, found?.tag ?? null);
      if (tag !== null) return new Held(store, clock, name, request, { record, tag });
      // Somebody was faster; who it was is read only to name them.
      throw taken((await store.read(name))?.record ?? record);
    },
    holder: async (name) => {
      const found = await store.read(name);
      return found && isOpen(found.record) ? found.record : null;
    },
  };
}

/** Long ago on every clock, also on one that is behind that of who gave it back. */
const GIVEN_BACK = new Date(0);

function recordOf(request: LeaseRequest, before: LeaseRecord | null, now: Date): LeaseRecord {
  const { holder, purpose, milliseconds } = request;
  const ends_at = new Date(now.getTime() + milliseconds).toISOString();
  const token = crypto.randomUUID();
  const [fence, note] = [(before?.fence ?? 0) + 1, before?.note ?? null];
  return { fence, holder, token, purpose, taken_at: now.toISOString(), ends_at, note };
}

/** A put whose answer was lost and that is repeated is refused because of itself; reading tells. */
async function putOrOwn(
  store: LeaseStore,
  name: string,
  record: LeaseRecord,
  tag: string | null,
): Promise<string | null> {
  const written = await store.put(name, record, tag);
  if (written !== null) return written;
  const now = await store.read(name);
  const same = now?.record.token === record.token && now.record.ends_at === record.ends_at;
  return same ? now.tag : null;
}

function taken({ holder, purpose, taken_at, ends_at }: LeaseRecord): AppError {
  return new AppError("locked", `${holder} works on this lake: ${purpose}, since ${taken_at}.`, {
    hint: `Wait until it has finished; if it is gone for good, its lease ends at ${ends_at}.`,
    retryable: true,
    details: { holder, ends_at },
  });
}

class Held implements HeldLease {
  readonly #store: LeaseStore;
  readonly #clock: Clock;
  readonly #name: string;
  readonly #milliseconds: number;
  #now: TaggedLease;
  #lost: AppError | null = null;
  #released = false;

  constructor(
    store: LeaseStore,
    clock: Clock,
    name: string,
    { milliseconds }: LeaseRequest,
    now: TaggedLease,
  ) {
    this.#store = store;
    this.#clock = clock;
    this.#name = name;
    this.#milliseconds = milliseconds;
    this.#now = now;
  }

  get fence(): number {
    return this.#now.record.fence;
  }

  get note(): string | null {
    return this.#now.record.note;
  }

  async renew(): Promise<void> {
    if (this.#lost) throw this.#lost;
    if (this.#released) throw new AppError("internal", "A lease that was given back is not held.");
    await this.#until(new Date(this.#clock.now().getTime() + this.#milliseconds));
    if (this.#lost) throw this.#lost;
  }

  async release(note?: string): Promise<void> {
    if (this.#lost || this.#released) return;
    this.#released = true;
    await this.#until(GIVEN_BACK, note);
  }

  /** An ended lease that nobody took is still ours: the tag says so. */
  async #until(end: Date, note = this.note): Promise<void> {
    const record = { ...this.#now.record, ends_at: end.toISOString(), note };
    const tag = await putOrOwn(this.#store, this.#name, record, this.#now.tag);
    if (tag === null) this.#lost = await this.#loss();
    else this.#now = { record, tag };
  }

  async #loss(): Promise<AppError> {
    const holder = (await this.#store.read(this.#name))?.record.holder ?? "Somebody else";
    const message = `${holder} took over while this computer was away; nothing more was written here.`;
    return new AppError("conflict", message, {
      hint: "Nothing to do: the other computer does the work. Look at its last night.",
    });
  }
}
