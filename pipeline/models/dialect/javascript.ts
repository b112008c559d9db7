import { refuse } from "./tree.ts";

/** A function of ours that Snowflake runs as JavaScript. */
export interface ScriptFunction {
  readonly name: string;
  /** e.g. `v varchar, format varchar`. */
  readonly parameters: readonly { readonly name: string; readonly type: string }[];
  readonly returns: string;
  /** Names of the functions its text calls. */
  readonly uses: readonly string[];
  readonly source: string;
}

const HEAD = /^\/\/ ([a-z_]+)\(([a-z_, ]+)\) returns ([a-z]+)\n(?:\/\/ uses: ([a-z_, ]+)\n)?/;

/**
 * Reads `sql/macros/snowflake/<name>.js`: a first line that says the signature, perhaps one that says what it uses,
 * then one JavaScript function of that name.
 */
export function parseScript(text: string, path: string): ScriptFunction {
  const match = HEAD.exec(text);
  if (!match) throw refuse(`${path}, which has no signature in its first line,`);
  const [head, name, parameters, returns, uses] = match;
  const source = text.slice(head.length).trim();
  if (!source.includes(`function ${name}(`))
    throw refuse(`${path}, which does not define ${name},`);
  return {
    name: name as string,
    parameters: (parameters as string).split(", ").map((part) => {
      const [parameter, type] = part.split(" ");
      return { name: parameter as string, type: type as string };
    }),
    returns: returns as string,
    uses: uses ? uses.split(", ") : [],
    source,
  };
}

/**
 * The body Snowflake is given: the function with everything it calls, then a call with the arguments, which
 * Snowflake names in upper case.
 */
export function scriptBody(script: ScriptFunction, all: readonly ScriptFunction[]): string {
  const parts = new Map<string, string>();
  const add = (one: ScriptFunction): void => {
    for (const name of one.uses) {
      const used = all.find((candidate) => candidate.name === name);
      if (!used) throw refuse(`${one.name}, which uses ${name},`);
      if (!parts.has(name)) add(used);
    }
    parts.set(one.name, one.source);
  };
  add(script);
  const given = script.parameters.map((parameter) => parameter.name.toUpperCase()).join(", ");
  const text = `${[...parts.values()].join("\n\n")}\n\nreturn ${script.name}(${given});`;
  if (text.includes("$$")) throw refuse(`${script.name}, which has two dollar signs in a row,`);
  return text;
}

/** `create or replace function …` under a prefix such as `x_raw.functions`. Null in, null out. */
export function scriptStatement(
  script: ScriptFunction,
  all: readonly ScriptFunction[],
  prefix: string,
): string {
  const parameters = script.parameters.map(({ name, type }) => `${name} ${type}`).join(", ");
  return `create or replace function ${prefix}.${script.name}(${parameters})
returns ${script.returns}
language javascript
strict
immutable
as
$$
${scriptBody(script, all)}
$$`;
}
