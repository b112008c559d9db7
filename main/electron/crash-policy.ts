/** A page that crashed is loaded again this often within the time below; after that something is wrong. */
const RELOADS = 2;
const WITHIN = 60_000;

/**
 * What to do when a window's page has died.
 * @param earlier instants of the crashes before this one, in milliseconds
 */
export function afterCrash(
  reason: string,
  now: number,
  earlier: readonly number[],
): "nothing" | "reload" | "recovery" {
  if (reason === "clean-exit") return "nothing";
  // Its files are not the ones that were installed, or it cannot be started at all: once more is no help.
  if (reason === "integrity-failure" || reason === "launch-failed") return "recovery";
  return earlier.filter((then) => now - then < WITHIN).length < RELOADS ? "reload" : "recovery";
}

/** What to do when the last window closes: a running job is finished first, and on a Mac programs stay. */
export function afterLastWindow(platform: string, jobsRunning: boolean): "stay" | "quit" {
  return jobsRunning || platform === "darwin" ? "stay" : "quit";
}
