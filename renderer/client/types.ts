import type { InferContractRouterInputs, InferContractRouterOutputs } from "@orpc/contract";
import type { ConsoleContract } from "#contract/console.ts";

export type { CallContext, ConsoleClient, ConsoleContract } from "#contract/console.ts";

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
