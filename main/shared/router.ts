import { existsSync } from "node:fs";
import { join } from "node:path";
import type { ContractRouterClient } from "@orpc/contract";
import { type AnyRouter, implement } from "@orpc/server";
import { AppError } from "#domain/errors.ts";
import type { Services } from "#app/services.ts";
import type { UseCase, UseCases } from "#app/use-case.ts";
import { contractError, errorValue } from "#contract/errors.ts";
import { type Contract, contract } from "#contract/index.ts";
import { noProgress } from "#ports/progress.ts";
import { stream } from "./job.ts";
import { kindOf } from "./kind.ts";

/** What every host calls: one typed function per name of the contract. */
export type Client = ContractRouterClient<Contract>;

type AnyUseCase = UseCase<unknown, unknown>;
type AnyHandler = (options: { input: unknown; signal?: AbortSignal }) => unknown;
interface AnyImplementer {
  handler(handler: AnyHandler): unknown;
}

/** Everything thrown on purpose is an AppError; the rest is a bug and leaves its stack in `logs/errors.jsonl`. */
async function crossing(error: unknown, name: string, services: Services): Promise<Error> {
  const unexpected = !(error instanceof AppError) && errorValue(error).code === "internal";
  if (unexpected && existsSync(join(services.directory, "workspace.json"))) {
    const log = services.logs.open("errors");
    log.error("unexpected error", { name, error });
    await log.close();
  }
  return contractError(error);
}

/** Names that may be asked of a folder that is no workspace (yet). */
const ANYWHERE = new Set(["workspace.init", "workspace.doctor", "lake.open"]);

/** Nothing is read from, and nothing left in, a folder that is no workspace. */
async function requireWorkspace(name: string, services: Services): Promise<void> {
  if (ANYWHERE.has(name)) return;
  // A workspace that is damaged is why somebody asks for help.
  const damaged = existsSync(join(services.directory, "workspace.json"));
  if (name === "workspace.supportBundle" && damaged) return;
  await services.workspaces.open(services.directory);
}

/** Runs the use case and turns whatever it throws into an error value. */
function plainHandler(name: string, work: AnyUseCase, services: Services): AnyHandler {
  return async ({ input, signal }) => {
    try {
      await requireWorkspace(name, services);
      const call = { signal: signal ?? new AbortController().signal, progress: noProgress };
      return await work(services)(input, call);
    } catch (error) {
      throw await crossing(error, name, services);
    }
  };
}

/** The same for a job, whose answer is the stream of its events. */
function jobHandler(name: string, work: AnyUseCase, services: Services): AnyHandler {
  return async function* ({ input, signal }) {
    try {
      await requireWorkspace(name, services);
      return yield* stream(
        (progress, stop) => work(services)(input, { signal: stop, progress }),
        signal,
      );
    } catch (error) {
      throw await crossing(error, name, services);
    }
  };
}

/**
 * The contract bound to its use cases and services, ready for any transport. `UseCases` proves that no
 * name is missing, so the types are dropped only here.
 */
export function createRouter(useCases: UseCases, services: Services): AnyRouter {
  const implementer = implement(contract) as unknown as Record<
    string,
    Record<string, AnyImplementer>
  >;
  const router: Record<string, Record<string, unknown>> = {};
  for (const [group, names] of Object.entries(contract)) {
    router[group] = {};
    for (const [name, procedure] of Object.entries(names)) {
      const handlers = useCases[group as keyof UseCases] as unknown as Record<string, AnyUseCase>;
      const work = handlers[name]!;
      const handler = kindOf(procedure) === "job" ? jobHandler : plainHandler;
      router[group][name] = implementer[group]![name]!.handler(
        handler(`${group}.${name}`, work, services),
      );
    }
  }
  return router as AnyRouter;
}
