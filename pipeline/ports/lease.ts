/**
 * Leases: who may work on a lake that several computers share.
 *
 * A lease is one small record per name, kept beside the lake's data. It is only ever changed by a conditional
 * put: "write this if the record is still the one I read". So of two computers that try at the same instant
 * exactly one gets it. A lease ends by itself after a while, so that a computer that died holds up nobody for
 * long; a computer that was only asleep finds that out the next time it renews.
 *
 * Every change of hands makes the record's `fence` one larger, and it never gets smaller. Clocks of computers
 * disagree and a sleeping one believes it still holds what others took, so the end of a lease is a courtesy;
 * the fence is what protects data: whoever publishes renews first, writes its fence with what it publishes,
 * and is refused where a larger one was seen.
 */
export interface LeaseRecord {
  /** 1 for the first holder ever, then one more for each change of hands; renewing keeps it. */
  readonly fence: number;
  /** Computer and folder of the holder, as people can read it. */
  readonly holder: string;
  /** Unique for one time of holding: tells an own put whose answer was lost from somebody else's. */
  readonly token: string;
  /** e.g. `nightly run`. */
  readonly purpose: string;
  /** ISO instants by the holder's clock. A lease given back ends at the instant it was given back. */
  readonly taken_at: string;
  readonly ends_at: string;
  /** What a holder leaves for the next one, e.g. which night is done; kept until somebody writes another. */
  readonly note: string | null;
}

/** A record and the tag of exactly this version of it, e.g. an ETag; equal tags mean equal bytes. */
export interface TaggedLease {
  readonly record: LeaseRecord;
  readonly tag: string;
}

/**
 * Where lease records are kept: what an adapter implements. `tests/night/lease-conformance.ts` is the suite
 * each of them has to pass.
 *
 * On S3 `read` is a GET with its ETag, and `put` a PUT with `If-None-Match: *` (tag null) or `If-Match: <tag>`;
 * 412 and 409 mean null, and 404 to an `If-Match` does too. A store that ignores these headers must be refused
 * before its first use: two holders at once is the one thing this port exists to prevent. Names are plain
 * lower-case words; the object is `<lake prefix>/leases/<name>.json`, and it is never deleted.
 */
export interface LeaseStore {
  /** True when other computers see the same records: then every run takes a lease, not only nights. */
  readonly shared: boolean;
  /**
   * The newest record; null when there was never one. Must not be answered from a cache.
   * @throws AppError `upstream` (retryable) when the store does not answer; `corrupt` for what is no record.
   */
  read(name: string): Promise<TaggedLease | null>;
  /**
   * Replaces exactly the version with this tag, or makes the first record when the tag is null. Durable when
   * it resolves.
   * @returns the tag of what was written, or null when the record is another one by now; nothing is written then.
   * @throws AppError `upstream` (retryable) when it is not known whether it was written.
   */
  put(name: string, record: LeaseRecord, tag: string | null): Promise<string | null>;
}

/** A lease that was got. One object per time of holding; it is not safe to renew it twice at once. */
export interface HeldLease {
  readonly fence: number;
  /** What the last holder who left a note wrote. */
  readonly note: string | null;
  /**
   * Asks the store and moves the end further away. What begins right after it resolves, begins as the holder.
   * @throws AppError `conflict` when somebody else took it meanwhile, naming them: from then on every call
   * throws it, and nothing may be written any more.
   */
  renew(): Promise<void>;
  /**
   * Gives it back, so that nobody has to wait for its end, and leaves a note. Does nothing when it was lost.
   * Safe to call twice.
   */
  release(note?: string): Promise<void>;
}

export interface LeaseRequest {
  /** Computer and folder. Who asks again under the same name takes its own lease over at once: its process died. */
  readonly holder: string;
  readonly purpose: string;
  /** How long it stays without being renewed. */
  readonly milliseconds: number;
}

export interface Leases {
  readonly shared: boolean;
  /**
   * Gets a lease that is free, ended, given back, or this holder's own from before.
   * @throws AppError `locked` (retryable) naming the holder and when its lease ends; `upstream` when the store
   * does not answer.
   */
  acquire(name: string, request: LeaseRequest): Promise<HeldLease>;
  /** Who holds it now, or null. Only says who: never decide on it. */
  holder(name: string): Promise<LeaseRecord | null>;
}
