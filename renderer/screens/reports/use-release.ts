import type { Diff, VersionInfo } from "#contract/reports.ts";
import { useQueryOf } from "#renderer/client/queries.ts";
import { type Changes, changesOf } from "./view/changes.ts";

/** The newest build beside what readers see, and what publishing it would need. */
export interface Release {
  readonly diff: Diff;
  readonly changes: Changes;
  /** What readers see; null before the first publishing. */
  readonly current: VersionInfo | null;
  /** Newest first. */
  readonly versions: readonly VersionInfo[];
  /** The number publishing would make. */
  readonly next: number;
  /** A check fails: publishing needs a reason. */
  readonly held: boolean;
}

export function releaseOf(
  diff: Diff,
  versions: readonly VersionInfo[],
  runs: readonly { readonly build_id: string | null; readonly status: string }[],
): Release {
  const run = runs.find((each) => each.build_id === diff.build_id && each.status !== "unchanged");
  return {
    diff,
    changes: changesOf(diff),
    current: versions.find(({ current }) => current) ?? null,
    versions: [...versions].sort((a, b) => b.version - a.version),
    next: Math.max(0, ...versions.map(({ version }) => version)) + 1,
    held: run?.status === "held",
  };
}

export function useRelease() {
  const diff = useQueryOf(["publishing", "diff"], {});
  const versions = useQueryOf(["publishing", "versions"], {});
  const runs = useQueryOf(["runs", "list"], { limit: 50 });
  const ready = diff.data && versions.data && runs.data;
  return {
    release: ready ? releaseOf(diff.data, versions.data.versions, runs.data) : null,
    error: diff.error ?? versions.error ?? runs.error,
    retry: () => {
      for (const query of [diff, versions, runs]) if (query.error) void query.refetch();
    },
  };
}
