import { monitorEventLoopDelay } from "node:perf_hooks";

/** Milliseconds between two ticks of the measuring timer; what a tick is later than that is lag. */
const TICK = 10;

export interface Lag {
  readonly p50_ms: number;
  readonly p99_ms: number;
  readonly max_ms: number;
  readonly ticks: number;
}

/** How late the event loop of this process is. Measures from the first question on: its timer costs a little. */
export class LagMeter {
  #delays: ReturnType<typeof monitorEventLoopDelay> | null = null;

  read(reset: boolean): Lag {
    if (!this.#delays) {
      this.#delays = monitorEventLoopDelay({ resolution: TICK });
      this.#delays.enable();
    }
    const delays = this.#delays;
    const late = (nanoseconds: number): number => Math.max(0, nanoseconds / 1e6 - TICK);
    const ticks = delays.count;
    const lag: Lag = {
      p50_ms: ticks === 0 ? 0 : late(delays.percentile(50)),
      p99_ms: ticks === 0 ? 0 : late(delays.percentile(99)),
      max_ms: ticks === 0 ? 0 : late(delays.max),
      ticks,
    };
    if (reset) delays.reset();
    return lag;
  }

  close(): void {
    this.#delays?.disable();
  }
}
