import { type ScriptFunction, scriptBody } from "#models/dialect/javascript.ts";

type Script = (...values: readonly unknown[]) => unknown;

/** The function out of the very text Snowflake is given; null for null, as `strict` says. */
export function runnable(script: ScriptFunction, all: readonly ScriptFunction[]): Script {
  const names = script.parameters.map((parameter) => parameter.name.toUpperCase());
  // oxlint-disable-next-line no-implied-eval, typescript/no-implied-eval -- the text is ours, and running it is the point
  const run = new Function(...names, scriptBody(script, all)) as Script;
  return (...values) => (values.includes(null) ? null : (run(...values) ?? null));
}
