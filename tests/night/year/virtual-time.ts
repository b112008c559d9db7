/** Time that passes only when everything that could happen now has happened. */
export class VirtualTime {
  now: number;
  readonly #queue: { readonly at: number; readonly act: () => void }[] = [];

  constructor(start: number) {
    this.now = start;
  }

  at(instant: number, act: () => void): void {
    const entry = { at: Math.max(instant, this.now), act };
    let [low, high] = [0, this.#queue.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      // What was planned earlier for the same instant happens first.
      if (this.#queue[middle]!.at <= entry.at) low = middle + 1;
      else high = middle;
    }
    this.#queue.splice(low, 0, entry);
  }

  /** Lets everything planned until then happen, one thing after the other. */
  async runUntil(end: number): Promise<void> {
    while (this.#queue.length > 0 && this.#queue[0]!.at <= end) {
      const next = this.#queue.shift()!;
      this.now = next.at;
      next.act();
      await settled();
    }
    this.now = end;
  }
}

/** All promises that can go on have gone on: nothing here waits for anything but virtual time. */
export const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
