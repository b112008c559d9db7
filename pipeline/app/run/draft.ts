import { buildId } from "#domain/run/build.ts";
import type { BuildSession, ClosableSession, SqlSession } from "#ports/warehouse.ts";
import type { Opening, RunInputs } from "./run-types.ts";

/** The draft build, opened the first time something must be written. */
export class Draft {
  #opened: Promise<BuildSession> | null = null;
  readonly #inputs: RunInputs;
  readonly #parent: string | null;
  readonly #memory: string | undefined;

  constructor(inputs: RunInputs, opening: Opening) {
    this.#inputs = inputs;
    this.#parent = inputs.request.full ? null : (opening.parent?.build_id ?? null);
    this.#memory = opening.workspace.settings.memory_limit;
  }

  /** With the macros of the models, which sources are read with, too. */
  open(): Promise<BuildSession> {
    this.#opened ??= this.#make();
    return this.#opened;
  }

  async discard(): Promise<void> {
    const session = await this.#opened?.catch(() => null);
    await session?.discard();
  }

  async #make(): Promise<BuildSession> {
    const { services, record, signal } = this.#inputs;
    const { macrosSql } = await services.models();
    const session = await services.warehouse.openDraft(
      buildId(record.number),
      this.#parent,
      services.limits(this.#memory),
      signal,
    );
    try {
      await session.run(macrosSql);
      return session;
    } catch (error) {
      await session.discard();
      throw error;
    }
  }
}

/** A connection beside the draft's own, for one piece of work at a time. */
export class DraftLane {
  #session: ClosableSession | null = null;
  readonly #draft: Draft;

  constructor(draft: Draft) {
    this.#draft = draft;
  }

  async open(): Promise<SqlSession> {
    this.#session ??= await (await this.#draft.open()).fork();
    return this.#session;
  }

  async close(): Promise<void> {
    await this.#session?.close();
  }
}
