/**
 * run: one run per workspace. publish: one switch of the published version at a time. night: one night.
 * wait: one start of the system that waits for leave to begin a night. lake: one holder of the lake's lease per
 * computer and folder, since a second process would get the lease of the first under the same name.
 */
export type LockKind = "run" | "publish" | "night" | "wait" | "lake";

export interface LockHolder {
  readonly pid: number;
  readonly host: string;
  /** ISO instant, UTC. */
  readonly since: string;
  /** e.g. `run r000012`. */
  readonly purpose: string;
}

export interface HeldLock {
  /** Safe to call twice. */
  release(): void;
}

export interface LockRequest {
  readonly purpose: string;
  /** How long to wait for another holder; default 0. */
  readonly wait_ms?: number;
  readonly signal?: AbortSignal | undefined;
}

/** Locks of a workspace that the operating system releases when their holder dies, however it dies. */
export interface WorkspaceLocks {
  /**
   * @throws AppError `locked` naming the holder; `cancelled` when the signal fires while waiting;
   * `read_only`, `disk_full` or `corrupt` when the lock file cannot be used.
   */
  acquire(kind: LockKind, request: LockRequest): Promise<HeldLock>;
  /** Who holds the lock now, or null. Only says who: never decide on it. */
  holder(kind: LockKind): LockHolder | null;
}
