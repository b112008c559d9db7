import type { AnyContractProcedure } from "@orpc/contract";
import { contract } from "#contract/index.ts";
import type { ProcedureKind, ProcedureMeta } from "#contract/procedure.ts";

export function kindOf(procedure: AnyContractProcedure): ProcedureKind {
  return (procedure["~orpc"].meta as ProcedureMeta).kind ?? "query";
}

/** The procedure of a name of the contract, or undefined: `constructor` and `__proto__` name nothing. */
export function procedureOf(group: string, name: string): AnyContractProcedure | undefined {
  if (!Object.hasOwn(contract, group)) return undefined;
  const names: Record<string, AnyContractProcedure> = contract[group as keyof typeof contract];
  return Object.hasOwn(names, name) ? names[name] : undefined;
}
