import { expect, test } from "vitest";
import { attemptOf, campaign } from "./campaign.ts";
import { startRun } from "./child.ts";
import { seed } from "./seed.ts";

const KILLS = 26;

/** Milliseconds; a machine that does other things too must not make it fail. */
const PATIENCE = 1_800_000;

test(
  "kill -9 at any file operation: published stays whole, the next run succeeds, nothing is lost or left",
  async () => {
    let total = 0;
    let kills = 0;
    const hits = await campaign({
      seed: seed(),
      inARow: 3,
      attempt: async (workspace, random) => {
        if (total === 0) {
          const { out, err } = await startRun(workspace).ended;
          total = (JSON.parse(out.trim().split("\n").at(-1) || err) as { calls: number }).calls;
          return { what: "an undisturbed run", hit: false };
        }
        if (kills >= KILLS) return null;
        const number = 1 + Math.floor(random() * total);
        const ended = await startRun(workspace, { at: "count", number }).ended;
        const attempt = attemptOf(
          `kill ${kills + 1} at file operation ${number} of ${total}`,
          ended,
        );
        if (attempt.hit) kills += 1;
        return attempt;
      },
    });
    expect(hits).toHaveLength(KILLS);
  },
  PATIENCE,
);
