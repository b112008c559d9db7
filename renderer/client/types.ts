import type {
  ContractRouterClient,
  InferContractRouterInputs,
  InferContractRouterOutputs,
} from "@orpc/contract";
import type { Contract } from "#contract/index.ts";
import type { hostContract } from "#contract/host.ts";

export type ConsoleContract = Contract & { host: typeof hostContract };

/** What travels beside a call: a fresh key per click, so a repeated request is carried out once. */
export interface CallContext {
  readonly key?: string;
}

/** One typed function per name of the contract, whichever host answers. */
export type ConsoleClient = ContractRouterClient<ConsoleContract, CallContext>;

type Inputs = InferContractRouterInputs<ConsoleContract>;
type Outputs = InferContractRouterOutputs<ConsoleContract>;

export type Group = keyof ConsoleContract & string;
export type NameIn<G extends Group> = keyof ConsoleContract[G] & string;
export type Path<G extends Group, N extends NameIn<G>> = readonly [group: G, name: N];

export type InputOf<G extends Group, N extends NameIn<G>> = N extends keyof Inputs[G]
  ? Inputs[G][N]
  : never;
export type OutputOf<G extends Group, N extends NameIn<G>> = N extends keyof Outputs[G]
  ? Outputs[G][N]
  : never;
