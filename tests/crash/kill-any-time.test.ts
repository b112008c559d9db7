import { expect, test } from "vitest";
import { attemptOf, campaign } from "./campaign.ts";
import { killRunAfter } from "./child.ts";
import { seed } from "./seed.ts";

const KILLS = 26;

/** Milliseconds; a machine that does other things too must not make it fail. */
const PATIENCE = 1_800_000;

test(
  "kill -9 at any time: published stays whole, the next run succeeds, nothing is lost or left",
  async () => {
    let duration = 1500;
    let kills = 0;
    const hits = await campaign({
      seed: seed(),
      inARow: 3,
      attempt: async (workspace, random) => {
        if (kills >= KILLS) return null;
        const after = Math.round(random() * duration * 1.1);
        const ended = await killRunAfter(workspace, after);
        const attempt = attemptOf(`kill ${kills + 1} after ${after} ms`, ended);
        if (attempt.hit) kills += 1;
        // How long a run takes here and now is only known once one was let live.
        else duration = 0.7 * duration + 0.3 * ended.worked;
        return attempt;
      },
    });
    expect(hits).toHaveLength(KILLS);
  },
  PATIENCE,
);
