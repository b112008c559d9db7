import type { LakePlan } from "#domain/remote/lake-plan.ts";
import type { Progress } from "./progress.ts";

export interface LakeStatus {
  readonly generation: number;
  readonly pushed_by: string | null;
  readonly pushed_at: string | null;
  readonly plan: LakePlan;
}

export interface LakeMoved {
  readonly generation: number;
  readonly files: number;
  readonly bytes: number;
}

export interface LakeCall {
  readonly signal: AbortSignal;
  readonly progress: Progress;
}

/** Each throws when another computer has taken over. */
export interface LakeGuard {
  sure?(): Promise<void>;
  check(): Promise<void>;
}

/** The lake of this workspace in a bucket that several computers share. */
export interface SharedLake {
  /** Compares; nothing is written. @throws AppError `upstream` when the bucket cannot be read. */
  status(call: LakeCall): Promise<LakeStatus>;
  /**
   * Takes over what others pushed, whole or not at all. With `replace` what this computer has of its own since
   * is moved into `diverged/` first.
   * @throws AppError `conflict` when both sides changed; `corrupt` for an object that is not what was pushed.
   */
  pull(call: LakeCall, options?: { readonly replace?: boolean }): Promise<LakeMoved>;
  /**
   * Another computer took over in the middle of a night: what that night wrote here and nobody has seen moves
   * into `diverged/`, and what the lake has takes its place. Decisions of people stay.
   * @throws AppError `conflict` when a person's changes here and there do not fit.
   */
  giveWay(call: LakeCall): Promise<LakeMoved>;
  /**
   * Makes what this computer has the newest; one conditional put decides. Call it while holding the lease.
   * @param guard `sure` is asked before each object, `check` right before the put that counts.
   * @throws AppError `conflict` when others pushed since the last pull, or a later lease has; nothing counts then.
   */
  push(
    call: LakeCall,
    by: { readonly holder: string; readonly at: string; readonly fence: number },
    guard?: LakeGuard,
  ): Promise<LakeMoved>;
}
