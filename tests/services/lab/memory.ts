import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { expect } from "vitest";

// Only what is still reachable counts, so the collector runs before each look.
setFlagsFromString("--expose-gc");
const collect = runInNewContext("gc") as () => void;

/** Bytes by which what the process holds grows at most while `work` runs, sampled between its steps. */
export async function growth(work: () => Promise<unknown>): Promise<number> {
  const used = (): number => {
    collect();
    const { heapUsed, arrayBuffers, external } = process.memoryUsage();
    return heapUsed + Math.max(arrayBuffers, external);
  };
  const before = used();
  let most = 0;
  let looks = 0;
  const timer = setInterval(() => {
    most = Math.max(most, used() - before);
    looks += 1;
  }, 25);
  try {
    await work();
  } finally {
    clearInterval(timer);
  }
  expect(looks).toBeGreaterThan(0);
  return most;
}
