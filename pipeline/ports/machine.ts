import type { Conditions } from "#domain/night/leave.ts";
import type { Presence } from "#domain/night/presence.ts";

/** What the program can do with a path: `unreadable` covers everything that is there and cannot be used. */
export type PathState = "missing" | "unreadable" | "read_only" | "writable";

/** null is "not known" throughout. */
export interface SleepSettings {
  /** Minutes without use after which it sleeps although it is plugged in; 0 never. */
  readonly sleeps_after: number | null;
  readonly lid: "open" | "closed" | null;
}

/** The computer the program runs on, as far as a diagnosis asks. */
export interface Machine {
  /** e.g. `24.21.0`. */
  readonly node_version: string;
  /** Starts an empty engine and asks for its version, e.g. `v1.5.6`. Rejects when its native part does not load. */
  engineVersion(): Promise<string>;
  /** Bytes of memory that programs may still have, and of all. */
  memory(): { readonly free: number; readonly total: number };
  /** What this computer's clocks show. */
  time_zone(): string;
  /** Tried out, not read from permission bits: a probe file is written into a folder and removed. */
  probe(path: string): Promise<PathState>;
  /** Since when it is up and somebody is logged in. */
  presence(): Promise<Presence>;
  /** What it lives on now: battery and network. */
  conditions(): Promise<Conditions>;
  /** Whether and when it goes to sleep by itself. */
  sleepSettings(): Promise<SleepSettings>;
  /** Bytes of a file, or of everything in a folder; 0 when it is not there. */
  bytes(path: string): Promise<number>;
}
