import type { ProgressEvent } from "#ports/progress.ts";
import type { Host } from "./host.ts";
import { duration, number } from "./text.ts";

/** Seconds of work before a time left is worth saying. */
const PATIENCE = 3;
const BAR = 20;

/** Shows a job on standard error: one redrawn line on a terminal, JSON lines elsewhere. */
export class ProgressDisplay {
  readonly #host: Host;
  readonly #clock: () => number;
  readonly #started: number;
  #step = "";
  #stepStarted = 0;
  #drawn = false;

  /** @param clock seconds from any start. */
  constructor(host: Host, clock: () => number = () => performance.now() / 1000) {
    this.#host = host;
    this.#clock = clock;
    this.#started = clock();
  }

  show(event: ProgressEvent): void {
    const now = this.#clock();
    if (event.step !== this.#step) {
      this.#step = event.step;
      this.#stepStarted = now;
    }
    const rate = perSecond(event.rows, now - this.#stepStarted);
    const left = secondsLeft(event.fraction, now - this.#started);
    if (this.#host.terminal) this.#draw(event, rate, left);
    else this.#host.err(`${JSON.stringify({ ...event, rate, seconds_left: left })}\n`);
  }

  /** Removes the line, so that what follows starts clean. */
  clear(): void {
    if (this.#drawn) this.#host.err("\r\u001B[K");
    this.#drawn = false;
  }

  #draw(event: ProgressEvent, rate: number | null, left: number | null): void {
    const parts = [
      bar(event.fraction),
      event.label,
      ...(event.rows === undefined ? [] : [`${number(event.rows)} rows`]),
      ...(rate === null ? [] : [`${number(rate)}/s`]),
      ...(left === null ? [] : [`${duration(left)} left`]),
      ...(event.note ? [event.note] : []),
    ];
    this.#host.err(`\r\u001B[K${parts.join("  ").slice(0, Math.max(20, this.#host.columns - 1))}`);
    this.#drawn = true;
  }
}

function perSecond(rows: number | undefined, seconds: number): number | null {
  return rows === undefined || rows === 0 || seconds < 0.2 ? null : Math.round(rows / seconds);
}

function secondsLeft(fraction: number | null, seconds: number): number | null {
  if (fraction === null || fraction < 0.05 || fraction >= 1 || seconds < PATIENCE) return null;
  return Math.round((seconds * (1 - fraction)) / fraction);
}

function bar(fraction: number | null): string {
  if (fraction === null) return `[${"·".repeat(BAR)}]    `;
  const full = Math.round(fraction * BAR);
  const percent = `${Math.floor(fraction * 100)}`.padStart(3);
  return `[${"█".repeat(full)}${"░".repeat(BAR - full)}] ${percent} %`;
}
