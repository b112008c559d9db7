import type { AnyContractProcedure, InferSchemaInput, InferSchemaOutput } from "@orpc/contract";
import type { Contract } from "#contract/index.ts";
import type { Progress } from "#ports/progress.ts";
import type { Services } from "./services.ts";

/** What a use case knows about the call it serves. */
export interface Call {
  /** Aborted when the person stops it; every long step listens. */
  readonly signal: AbortSignal;
  readonly progress: Progress;
}

/** One name of the contract. Throws `AppError` for everything a person can do something about. */
export type UseCase<Input, Output> = (
  services: Services,
) => (input: Input, call: Call) => Promise<Output>;

type InputOf<P extends AnyContractProcedure> = InferSchemaOutput<
  NonNullable<P["~orpc"]["inputSchema"]>
>;
/** What a handler may answer: before defaults are filled in; for a job the value its events end with. */
type OutputOf<P extends AnyContractProcedure> =
  InferSchemaInput<NonNullable<P["~orpc"]["outputSchema"]>> extends infer Output
    ? Output extends AsyncIteratorObject<unknown, infer Result, void>
      ? Result
      : Output
    : never;

type HandlersOf<Group> = {
  readonly [Name in keyof Group]: Group[Name] extends AnyContractProcedure
    ? UseCase<InputOf<Group[Name]>, OutputOf<Group[Name]>>
    : never;
};

/** A handler for every name of the contract: one missing, or of another shape, does not compile. */
export type UseCases = { readonly [Group in keyof Contract]: HandlersOf<Contract[Group]> };

/** The type of one use case, e.g. `Handler<"runs", "start">`. */
export type Handler<
  Group extends keyof UseCases,
  Name extends keyof UseCases[Group],
> = UseCases[Group][Name];
