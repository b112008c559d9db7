import { expect, test } from "vitest";
import { attemptOf, campaign } from "./campaign.ts";
import { startRun } from "./child.ts";
import type { Fault } from "./faults.ts";
import { seed } from "./seed.ts";

const at = (when: "before" | "after", operation: string, path: string, number?: number): Fault => ({
  at: "call",
  when,
  operation,
  path,
  ...(number && { number }),
});

/** The instants at which a run is most easily torn: around everything that makes something exist. */
const MOMENTS: Readonly<Record<string, Fault>> = {
  "batch placed, manifest not yet": at("after", "rename", "ingest_date=.*\\.parquet$"),
  "second file of a batch placed": at("after", "rename", "ingest_date=.*\\.parquet$", 2),
  "batch manifest written beside": at("before", "rename", "ingest_date=.*\\.json$"),
  "first batch committed": at("after", "rename", "ingest_date=.*\\.json$"),
  "third batch committed": at("after", "rename", "ingest_date=.*\\.json$", 3),
  "draft copied from its parent": at("after", "copyFile", "draft\\.duckdb$"),
  "key map in the anteroom": at("before", "rename", "keys-.*\\.parquet"),
  "one key map committed": at("after", "rename", "keys-.*\\.parquet"),
  "build complete, not renamed": at("before", "rename", "draft\\.duckdb"),
  "build renamed, no manifest": at("after", "rename", "draft\\.duckdb"),
  "build manifest written beside": at("before", "rename", "builds/b\\d+\\.json$"),
  "build closed, nothing published": at("after", "rename", "builds/b\\d+\\.json$"),
  "old build without its manifest": at("after", "rm", "builds/b\\d+\\.json$"),
  "object written, no name": at("before", "rename", "objects/.*\\.draft"),
  "five objects written": at("after", "rename", "objects/.*\\.draft", 5),
  "half of a version linked": at("after", "link", "published/\\d+/", 12),
  "version whole, manifest beside": at("before", "rename", "published/\\d+/manifest\\.json$"),
  "version whole, pointer not switched": at("after", "rename", "published/\\d+/manifest\\.json$"),
  "pointer written beside": at("before", "rename", "current\\.json$"),
  "pointer switched, path not": at("after", "rename", "current\\.json$"),
  "path half switched": at("after", "symlink", "latest"),
  "path switched": at("after", "rename", "latest"),
};

/** Milliseconds; a machine that does other things too must not make it fail. */
const PATIENCE = 1_800_000;

test(
  "kill -9 around every commit: published stays whole, the next run succeeds, nothing is lost or left",
  async () => {
    const moments = Object.entries(MOMENTS);
    let undisturbed = 2;
    const hits = await campaign({
      seed: seed(),
      inARow: 1,
      attempt: async (workspace) => {
        // Two versions first, so that there is a parent, something to prune and an object to link again.
        if (undisturbed > 0) {
          undisturbed -= 1;
          return attemptOf("an undisturbed run", await startRun(workspace).ended);
        }
        const [what, fault] = moments.shift() ?? [];
        if (!what || !fault) return null;
        const attempt = attemptOf(what, await startRun(workspace, fault).ended);
        expect(attempt, "the moment comes").toEqual({ what, hit: true });
        return attempt;
      },
    });
    expect(hits).toHaveLength(Object.keys(MOMENTS).length);
  },
  PATIENCE,
);
