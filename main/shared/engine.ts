import { unknownCall } from "#contract/errors.ts";
import type { EngineState } from "#contract/host.ts";

/** One call to the engine, by group and name of the contract. A job answers with the stream of its events. */
export type EngineCall = (
  group: string,
  name: string,
  input: unknown,
  signal: AbortSignal | undefined,
) => Promise<unknown>;

/** What holds DuckDB, as a host sees it: it may be slow, die and come back. */
export interface Engine {
  readonly call: EngineCall;
  state(): EngineState;
  /** Told of every change of state. Returns a function that ends it. */
  watch(listener: (state: EngineState) => void): () => void;
  /** Starts again after a failure. */
  restart(): Promise<EngineState>;
  close(): Promise<void>;
}

type AnyClient = Record<
  string,
  Record<string, ((input: unknown, options: object) => Promise<unknown>) | undefined> | undefined
>;

/** The call of a client by group and name. */
export function callOf(
  client: object,
): (...call: [...Parameters<EngineCall>, context?: object]) => Promise<unknown> {
  return async (group, name, input, signal, context) => {
    const call = (client as AnyClient)[group]?.[name];
    if (typeof call !== "function") throw unknownCall();
    return await call(input, { ...(signal && { signal }), ...(context && { context }) });
  };
}
