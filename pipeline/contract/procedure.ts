import {
  type AnySchema,
  eventIterator,
  type InferSchemaInput,
  type InferSchemaOutput,
  oc,
  type Schema,
} from "@orpc/contract";
import { contractErrors } from "./errors.ts";
import { progressEvent } from "./values.ts";

/**
 * query: reads, safe to repeat. command: changes state. job: long, yields progress events, returns its
 * result, and is cancelled by aborting the call. stream: events without an end, for windows.
 */
export type ProcedureKind = "query" | "command" | "job" | "stream";
export interface ProcedureMeta {
  readonly kind?: ProcedureKind;
}

const base = oc.$meta<ProcedureMeta>({}).errors(contractErrors);

export function query<I extends AnySchema, O extends AnySchema>(input: I, output: O) {
  return base.meta({ kind: "query" }).input(input).output(output);
}

export function command<I extends AnySchema, O extends AnySchema>(input: I, output: O) {
  return base.meta({ kind: "command" }).input(input).output(output);
}

export function job<I extends AnySchema, O extends AnySchema>(input: I, output: O) {
  const result: Schema<InferSchemaInput<O>, InferSchemaOutput<O>> = output;
  return base.meta({ kind: "job" }).input(input).output(eventIterator(progressEvent, result));
}
