import type { Services } from "#app/services.ts";
import type { EntityName } from "#domain/entities.ts";
import type { Build } from "#domain/run/build.ts";
import type { Workspace } from "#domain/workspace.ts";
import type { RunRecord } from "#ports/journal.ts";
import type { Log } from "#ports/log.ts";
import type { Progress } from "#ports/progress.ts";
import type { SourceState } from "./context.ts";

export interface RunRequest {
  readonly full: boolean;
  readonly publish: boolean;
  /** Entities to derive again although nothing changed. */
  readonly again?: ReadonlySet<EntityName>;
  readonly purpose: string;
  /** The caller holds the lake's lease, and these services are fenced by it. */
  readonly leased?: boolean;
}

export interface RunInputs {
  readonly services: Services;
  readonly request: RunRequest;
  readonly record: RunRecord;
  readonly log: Log;
  readonly signal: AbortSignal;
  readonly progress: Progress;
}

/** What is known before anything is read. */
export interface Opening {
  readonly workspace: Workspace;
  readonly parent: Build | null;
  readonly states: readonly SourceState[];
  readonly as_of: string;
}

/** Seconds with two decimals. */
export function secondsBetween(from: string, to: string): number {
  return Math.max(0, Math.round((Date.parse(to) - Date.parse(from)) / 10) / 100);
}
