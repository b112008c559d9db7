import { nightDue, whatIsDue } from "#app/night/due.ts";
import { nightWith } from "#app/night/night-run.ts";
import type { Services } from "#app/services.ts";
import { leasesOver } from "#app/lease/leases.ts";
import { AppError } from "#domain/errors.ts";
import type { NightRecord } from "#domain/night/record.ts";
import { NOTHING_OWED, type OwedSlots } from "#domain/night/slots.ts";
import type { Schedule } from "#domain/schedule.ts";
import type { memoryLeases } from "#tests/night/memory-leases.ts";
import { noProgress } from "#ports/progress.ts";
import type { VirtualTime } from "./virtual-time.ts";
import { instantsBetween } from "./wall-clock.ts";
import { nightWork } from "./work.ts";

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const DAY = 86_400_000;

export type Kind = "systemd" | "launchd" | "windows" | "cron";

export interface ComputerOptions {
  readonly name: string;
  readonly kind: Kind;
  readonly schedule: Schedule;
  readonly time: VirtualTime;
  readonly leases: ReturnType<typeof memoryLeases>;
  readonly lake: Lake;
  readonly random: () => number;
  /** Milliseconds its clock is ahead. */
  readonly skew: number;
}

/** What everybody who shares a lake sees of it. */
export interface Lake {
  /** Every write, in the order of true time. */
  readonly writes: { readonly by: string; readonly holder: string; readonly fence: number }[];
  readonly runs: { readonly by: string; readonly began: number; ended: number | null }[];
}

/** A computer with an operating system that sleeps, dies and starts programs, as far as nights notice. */
export class Computer {
  readonly options: ComputerOptions;
  on = true;
  asleep = false;
  loggedIn = true;
  windowOpen = false;
  onBattery = false;
  skew: number;
  zone: string;
  booted_at: number;
  logged_in_at: number;
  slept = false;
  /** Processes of an earlier start of the computer never go on. */
  generation = 0;
  nights: NightRecord[] = [];
  owed: OwedSlots = NOTHING_OWED;
  readonly troubles: string[] = [];
  /** Since when and until when it could not start anything, by its own clock. */
  readonly away: { readonly from: number; to: number; readonly why: "off" | "asleep" | "out" }[] =
    [];
  #frozen: (() => void)[] = [];
  #locked = new Set<string>();
  #stamp: number;
  #starts = 0;
  readonly summaries = new Map<string, object>();

  constructor(options: ComputerOptions) {
    this.options = options;
    this.skew = options.skew;
    this.zone = options.schedule.time_zone;
    this.booted_at = this.logged_in_at = this.#stamp = this.clock();
    this.#planNext();
  }

  /** What its clock shows. */
  clock(): number {
    return this.options.time.now + this.skew;
  }

  /** Waits on this computer: sleep stops the waiting, and a power cut ends it for good. */
  wait(milliseconds: number): Promise<void> {
    const { generation } = this;
    return new Promise((resolve) => {
      const wake = (): void => {
        if (generation !== this.generation) return;
        if (this.asleep) this.#frozen.push(wake);
        else resolve();
      };
      this.options.time.at(this.options.time.now + milliseconds, wake);
    });
  }

  get awake(): boolean {
    return this.on && !this.asleep && this.loggedIn;
  }

  sleep(milliseconds: number): void {
    if (!this.on || this.asleep) return;
    this.asleep = true;
    const end = this.#leave("asleep");
    this.options.time.at(this.options.time.now + milliseconds, () => this.#wake(end));
  }

  #wake(end: () => void): void {
    end();
    if (!this.on || !this.asleep) return;
    this.asleep = false;
    this.slept = true;
    for (const go of this.#frozen.splice(0)) go();
    this.#back();
  }

  powerCut(milliseconds: number): void {
    if (!this.on) return;
    this.on = this.asleep = this.slept = false;
    const end = this.#leave("off");
    this.generation += 1;
    this.#frozen = [];
    this.#locked.clear();
    this.options.time.at(this.options.time.now + milliseconds, () => {
      end();
      this.on = true;
      this.booted_at = this.clock();
      // Nobody is logged in before the computer is up.
      if (this.loggedIn) this.logged_in_at = this.clock();
      this.#back(true);
    });
  }

  /** Ends the person's programs, the night among them. */
  logOut(milliseconds: number): void {
    if (!this.on || !this.loggedIn) return;
    this.loggedIn = false;
    const end = this.#leave("out");
    this.generation += 1;
    this.#frozen = [];
    this.#locked.clear();
    this.options.time.at(this.options.time.now + milliseconds, () => {
      end();
      this.loggedIn = true;
      this.logged_in_at = this.clock();
      if (this.on && !this.asleep) this.#back(true);
    });
  }

  #leave(why: "off" | "asleep" | "out"): () => void {
    const entry = { from: this.clock(), to: Number.POSITIVE_INFINITY, why };
    this.away.push(entry);
    return () => (entry.to = this.clock());
  }

  setClock(skew: number): void {
    this.skew = skew;
    if (this.on) this.#back();
  }

  openWindow(milliseconds: number): void {
    this.windowOpen = true;
    this.options.time.at(this.options.time.now + milliseconds, () => (this.windowOpen = false));
    this.#watch();
  }

  /** The computer is there again: after sleep, a login, a start, or with another time on its clock. */
  #back(started = false): void {
    if (!this.awake) return;
    const { kind } = this.options;
    // systemd, launchd and cron start it at every beginning: what was cut off goes on.
    const begins = started && kind !== "windows";
    const fires = begins || (kind !== "cron" && this.#missed());
    if (fires) this.#fire(20 * SECOND);
    this.#watch();
    this.#planNext();
    if (fires || this.windowOpen) this.#expectCaughtUp();
  }

  /** The system's own memory of a start that did not happen. */
  #missed(): boolean {
    return this.#own(this.#stamp, this.clock()).length > 0;
  }

  /** When the system's clocks show the planned time; only systemd knows the plan's zone. */
  #own(from: number, to: number): number[] {
    const { kind, schedule } = this.options;
    const zone = kind === "systemd" ? schedule.time_zone : this.zone;
    return instantsBetween(schedule.daily, zone, from, to);
  }

  #planNext(): void {
    const from = Math.max(this.clock(), this.#stamp);
    const next = this.#own(from, from + 3 * DAY)[0];
    if (next === undefined) return;
    const { generation, skew } = this;
    this.options.time.at(next - this.skew, () => {
      if (!this.on || this.asleep || generation !== this.generation || skew !== this.skew) return;
      if (this.clock() < next) return;
      if (this.loggedIn) this.#fire(SECOND);
      this.#planNext();
    });
  }

  /** The window asks once it is open and whenever the computer is back. */
  #watch(): void {
    if (!this.windowOpen || !this.awake) return;
    void this.#lookWhatIsDue();
  }

  async #lookWhatIsDue(): Promise<void> {
    await this.wait(25 * SECOND);
    if (!this.windowOpen) return;
    const { due } = await nightDue(this.services())({}, this.#call());
    if (due) await this.#night();
  }

  #fire(delay: number): void {
    this.#stamp = Math.max(this.#stamp, this.clock());
    void this.wait(delay).then(() => this.#night());
  }

  async #night(): Promise<void> {
    const night = nightWith(this.services(), nightWork(this));
    try {
      await night({ scheduled: true }, this.#call());
    } catch (error) {
      const known = error instanceof AppError && error.code === "locked";
      if (!known) this.troubles.push(`a night threw ${String(error)}`);
    }
  }

  /** Within a minute of its return a computer that stays has begun with what it missed. */
  #expectCaughtUp(): void {
    const { generation, skew, onBattery } = this;
    const { time, schedule } = this.options;
    const since = (this.lastBack = time.now);
    time.at(since + MINUTE, () => {
      const left = generation !== this.generation || !this.awake || skew !== this.skew;
      const forbidden = onBattery || this.onBattery || schedule.quiet_hours;
      if (!left && !forbidden && this.lastBack === since) void this.#caughtUp();
    });
  }

  async #caughtUp(): Promise<void> {
    const { slots } = await whatIsDue(this.services());
    const late = slots.find(({ planned_at }) => Date.parse(planned_at) < this.clock() - MINUTE);
    if (late === undefined || this.#locked.has("night")) return;
    this.troubles.push(`back for a minute, and ${late.planned_at} is still due`);
  }
  lastBack = 0;

  #call() {
    return { signal: new AbortController().signal, progress: noProgress };
  }

  nextRunId(): string {
    this.#starts += 1;
    return `r${String(this.#starts).padStart(6, "0")}`;
  }

  services(): Services {
    const { options } = this;
    const clock = { now: () => new Date(this.clock()), elapsed: () => options.time.now };
    const { generation } = this;
    const alive = (): boolean => generation === this.generation;
    const services = {
      directory: options.name,
      holder: options.name,
      clock,
      leases: leasesOver(options.leases, clock),
      locks: {
        acquire: async (kind: string) => {
          if (this.#locked.has(kind)) throw new AppError("locked", "busy", { retryable: true });
          this.#locked.add(kind);
          return { release: () => void (alive() && this.#locked.delete(kind)) };
        },
        holder: (kind: string) => (this.#locked.has(kind) ? { pid: 1 } : null),
      },
      machine: {
        presence: async () => ({
          booted_at: new Date(this.booted_at).toISOString(),
          logged_in_at: new Date(this.logged_in_at).toISOString(),
          slept: this.slept,
        }),
        conditions: async () => ({ on_battery: this.onBattery, percent: 80, metered: null }),
      },
      nights: {
        list: async () => this.nights,
        save: async (record: NightRecord) => {
          // A kill comes before it is written or after, while the night is open; its end is one instant.
          const late = record.finished_at === null && options.random() < 0.5;
          await this.wait(late ? 1 : SECOND);
          this.nights = [...this.nights.filter(({ number }) => number !== record.number), record];
          if (late) await this.wait(SECOND);
        },
        owed: async () => this.owed,
        saveOwed: async (owed: OwedSlots) => void (this.owed = owed),
      },
      workspaces: {
        open: async () => ({ time_zone: "UTC", schedule: options.schedule, sources: [] }),
      },
      journal: () => ({ run: (id: string) => ({ summary: this.summaries.get(id) }) }),
      keys: {
        commit: async (what: string) => {
          this.#write();
          return what;
        },
      },
      publisher: {
        publish: async () => this.#write(),
      },
      pause: (milliseconds: number) => this.wait(milliseconds),
    };
    return services as unknown as Services;
  }

  #write(): void {
    const { leases, lake, name } = this.options;
    const { holder = "", fence = 0 } = leases.peek("work") ?? {};
    lake.writes.push({ by: name, holder, fence });
  }
}
