import { stat } from "node:fs/promises";
import { join } from "node:path";

/** Where every process that changes a workspace leaves a trace. */
const TRACES = [
  "workspace.json",
  "state.sqlite",
  "state.sqlite-wal",
  "published/current.json",
  "lake/decisions",
];
/** Milliseconds between two looks. */
const PACE = 2000;

async function traceOf(path: string): Promise<string> {
  const found = await stat(path).catch(() => null);
  // A write-ahead log without content comes and goes with whoever opens the file to read it.
  if (!found || found.size === 0) return "-";
  return `${found.ino} ${found.size} ${found.mtimeMs}`;
}

/** Notices that another process (a nightly run, the command line) changed the workspace: a few stats, no reading. */
export class WorkspaceWatch {
  readonly #paths: readonly string[];
  readonly #changed: () => void;
  readonly #timer: NodeJS.Timeout;
  #known: Promise<string>;

  constructor(directory: string, changed: () => void, pace: number = PACE) {
    this.#paths = TRACES.map((name) => join(directory, name));
    this.#changed = changed;
    this.#known = this.#traces();
    this.#timer = setInterval(() => void this.look(), pace);
    this.#timer.unref();
  }

  /** What is there now is known: somebody else tells about it. */
  forget(): void {
    this.#known = this.#traces();
  }

  async look(): Promise<void> {
    const known = this.#known;
    const [before, now] = await Promise.all([known, this.#traces()]);
    // Between the two looks somebody may have said that he tells himself.
    if (before === now || this.#known !== known) return;
    this.#known = Promise.resolve(now);
    this.#changed();
  }

  close(): void {
    clearInterval(this.#timer);
  }

  async #traces(): Promise<string> {
    return (await Promise.all(this.#paths.map(traceOf))).join("\n");
  }
}
