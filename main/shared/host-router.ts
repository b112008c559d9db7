import { type AnyRouter, implement, os } from "@orpc/server";
import { type CallContext, consoleContract } from "#contract/console.ts";
import { contractError } from "#contract/errors.ts";
import type { HostEvent } from "#contract/host.ts";
import { contract } from "#contract/index.ts";
import type { ProcedureKind } from "#contract/procedure.ts";
import type { Answers } from "./answers.ts";
import type { Engine } from "./engine.ts";
import { kindOf } from "./kind.ts";
import type { Host } from "./host-answers.ts";
import { staleAfter } from "./stale.ts";

interface Asked {
  readonly input: unknown;
  readonly signal?: AbortSignal | undefined;
  readonly context: CallContext;
}
type Told = (event: HostEvent) => void;

/** Events of a job on their way through, and what is stale once it ended. */
async function* passing(
  events: AsyncIterator<unknown, unknown, void>,
  ended: () => void,
): AsyncGenerator<unknown, unknown, void> {
  let over = false;
  try {
    for (;;) {
      const next = await events.next();
      if (next.done) {
        over = true;
        return next.value;
      }
      yield next.value;
    }
  } catch (error) {
    over = true;
    throw contractError(error);
  } finally {
    if (!over) await events.return?.();
    ended();
  }
}

/** One name of the contract, handed on to the engine, which checks input and output. */
function forwarded(
  [group, name, kind]: readonly [string, string, ProcedureKind],
  engine: Engine,
  answers: Answers,
  tell: Told,
) {
  const changed = (): void => {
    const groups = [...staleAfter(group, name)];
    if (groups.length > 0) tell({ type: "changed", groups });
  };
  const ask = async ({ input, signal }: Asked): Promise<unknown> => {
    const answer = await engine.call(group, name, input, signal);
    if (kind === "command") changed();
    if (kind !== "job") return answer;
    return passing(answer as AsyncIterator<unknown, unknown, void>, changed);
  };
  return async (asked: Asked): Promise<unknown> => {
    try {
      if (kind !== "command") return await ask(asked);
      const { idempotencyKey } = asked.context;
      // A window that closes takes no command back: without its signal the command ends as it must.
      const kept = { input: asked.input, context: asked.context };
      return await answers.once(idempotencyKey, `${group}.${name}`, asked.input, () => ask(kept));
    } catch (error) {
      throw contractError(error);
    }
  };
}

/** Everything a window can ask, bound to an engine and the host itself; ready for any transport. */
export function createHostRouter(host: Host, engine: Engine, answers: Answers): AnyRouter {
  const router: Record<string, Record<string, unknown>> = {};
  const { tell } = host;
  for (const [group, names] of Object.entries(contract)) {
    router[group] = Object.fromEntries(
      Object.entries(names).map(([name, procedure]) => [
        name,
        os
          .$context<CallContext>()
          .handler(forwarded([group, name, kindOf(procedure)], engine, answers, tell)),
      ]),
    );
  }
  router.host = hostHandlers(host, answers);
  return router as AnyRouter;
}

/** Throws what crosses the contract. */
async function crossing<Answer>(ask: () => Answer | Promise<Answer>): Promise<Answer> {
  try {
    return await ask();
  } catch (error) {
    throw contractError(error);
  }
}

function hostHandlers(host: Host, answers: Answers): Record<string, unknown> {
  const { host: names } = implement(consoleContract).$context<CallContext>();
  return {
    state: names.state.handler(() => crossing(() => host.state())),
    events: names.events.handler(({ signal }) => host.events(signal)),
    start: names.start.handler(({ input, context }) =>
      crossing(async () => {
        const job = async (): Promise<unknown> => await host.start(input.name, input.input);
        const started = await answers.once(context.idempotencyKey, "host.start", input, job);
        return { job_id: started as string };
      }),
    ),
    stop: names.stop.handler(({ input }) => crossing(() => ({ status: host.stop(input.job_id) }))),
    lag: names.lag.handler(({ input }) => host.lag(input.reset)),
    restart: names.restart.handler(() => crossing(() => host.restart())),
  };
}
