import { AppError } from "#domain/errors.ts";
import type { Kept, ReadPlace, ReadPool } from "#ports/read-pool.ts";
import type { EngineLimits, QuerySession, SqlSession, Warehouse } from "#ports/warehouse.ts";

/** A fourth question would take the last worker thread of the process. */
const AT_ONCE = 3;
/** An unused engine gives its memory and its file back, so that old builds can be removed. */
const IDLE_MILLISECONDS = 60_000;
/** A build and the published version beside it. */
const ENGINES = 2;

interface Engine {
  readonly session: Promise<QuerySession>;
  readonly kept: Kept;
  users: number;
  idle: NodeJS.Timeout | null;
}

/** Keeps the engines of the newest places open. */
export class DuckDBReadPool implements ReadPool {
  readonly #warehouse: Pick<Warehouse, "openQuery">;
  readonly #idle: number;
  readonly #engines = new Map<string, Engine>();
  readonly #turnstile = new Turnstile(AT_ONCE);

  constructor(warehouse: Pick<Warehouse, "openQuery">, idle = IDLE_MILLISECONDS) {
    this.#warehouse = warehouse;
    this.#idle = idle;
  }

  async use<T>(
    place: ReadPlace,
    limits: EngineLimits,
    signal: AbortSignal | undefined,
    work: (session: SqlSession, kept: Kept) => Promise<T>,
  ): Promise<T> {
    await this.#turnstile.enter(signal);
    const engine = this.#enter(place, limits);
    try {
      const session = await (await engine.session).fork(signal);
      try {
        return await work(session, engine.kept);
      } finally {
        await session.close();
      }
    } catch (error) {
      await engine.session.catch(() => this.#engines.delete(place.key));
      throw error;
    } finally {
      this.#leave(place.key, engine);
      this.#turnstile.leave();
    }
  }

  async close(): Promise<void> {
    await Promise.all([...this.#engines].map(([key, engine]) => this.#drop(key, engine)));
  }

  #enter(place: ReadPlace, limits: EngineLimits): Engine {
    const known = this.#engines.get(place.key);
    const engine = known ?? {
      session: this.#warehouse.openQuery(place.file, place.prelude, limits),
      kept: new Map(),
      users: 0,
      idle: null,
    };
    if (engine.idle) clearTimeout(engine.idle);
    engine.users += 1;
    // The newest use moves to the end: the first entry is the one unused for longest.
    this.#engines.delete(place.key);
    this.#engines.set(place.key, engine);
    return engine;
  }

  #leave(key: string, engine: Engine): void {
    engine.users -= 1;
    if (engine.users > 0) return;
    if (this.#engines.get(key) !== engine) void this.#drop(key, engine);
    else engine.idle = setTimeout(() => void this.#drop(key, engine), this.#idle).unref();
    const unused = [...this.#engines].filter(([, other]) => other.users === 0);
    const many = Math.max(0, this.#engines.size - ENGINES);
    for (const [other, dropped] of unused.slice(0, many)) void this.#drop(other, dropped);
  }

  async #drop(key: string, engine: Engine): Promise<void> {
    if (engine.idle) clearTimeout(engine.idle);
    if (this.#engines.get(key) === engine) this.#engines.delete(key);
    await engine.session.then(
      (session) => session.close(),
      () => undefined,
    );
  }
}

/** Lets so many in at once, in the order they came. */
class Turnstile {
  #free: number;
  readonly #waiting: (() => void)[] = [];

  constructor(places: number) {
    this.#free = places;
  }

  async enter(signal: AbortSignal | undefined): Promise<void> {
    if (signal?.aborted) throw new AppError("cancelled", "Stopped.");
    if (this.#free > 0) {
      this.#free -= 1;
      return;
    }
    await new Promise<void>((resolve, reject) => {
      const stop = (): void => {
        this.#waiting.splice(this.#waiting.indexOf(turn), 1);
        reject(new AppError("cancelled", "Stopped."));
      };
      const turn = (): void => {
        signal?.removeEventListener("abort", stop);
        resolve();
      };
      this.#waiting.push(turn);
      signal?.addEventListener("abort", stop, { once: true });
    });
  }

  leave(): void {
    const next = this.#waiting.shift();
    if (next) next();
    else this.#free += 1;
  }
}
