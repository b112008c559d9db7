/**
 * Requests are held against Google's own description of its services: a call, a parameter or a value that is not in
 * it is refused, so that what works here is not only our belief. `make-discovery.ts` says where it comes from.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";

export interface Parameter {
  readonly type: string;
  readonly location: string;
  readonly repeated?: true;
  readonly required?: true;
  readonly values?: readonly string[];
}

export interface Method {
  readonly host: string;
  readonly verb: string;
  /** With `{names}` of its parameters. */
  readonly path: string;
  readonly scopes: readonly string[];
  readonly parameters: Readonly<Record<string, Parameter>>;
}

export interface Discovery {
  /** Package and version it was taken from. */
  readonly source: string;
  readonly revisions: Record<string, string>;
  readonly methods: Record<string, Method>;
}

export const DISCOVERY = JSON.parse(
  readFileSync(join(import.meta.dirname, "discovery.json"), "utf8"),
) as Discovery;

const asPattern = (path: string): RegExp =>
  new RegExp(`^${path.replace(/[.*+?^$()|[\]\\]/g, "\\$&").replace(/\{\+?\w+\}/g, "[^/:]+")}$`);
const CALLS = Object.entries(DISCOVERY.methods)
  .map(([name, method]) => ({ name, method, pattern: asPattern(method.path) }))
  // `values:batchGet` before `values/{range}`.
  .toSorted((a, b) => b.method.path.length - a.method.path.length);

/** Name of the call a request is, or null. */
export function callOf(host: string, verb: string, path: string): string | null {
  const found = CALLS.find(
    ({ method, pattern }) => method.host === host && method.verb === verb && pattern.test(path),
  );
  return found?.name ?? null;
}

/** Why Google would not take the query of a call, in its words; null when it would. */
export function refusedQuery(call: string, query: URLSearchParams): string | null {
  const known = DISCOVERY.methods[call]!.parameters;
  for (const [name, value] of query) {
    const parameter = known[name];
    if (parameter?.location !== "query") {
      return `Invalid JSON payload received. Unknown name "${name}": Cannot bind query parameter.`;
    }
    const given = query.getAll(name).length;
    if (given > 1 && parameter.repeated !== true) {
      return `Invalid value at '${name}': it is given ${given} times.`;
    }
    if (!isValid(parameter, value))
      return `Invalid value at '${name}' (${parameter.type}), "${value}"`;
  }
  const missing = Object.entries(known).find(
    ([name, { required, location }]) => required && location === "query" && !query.has(name),
  );
  return missing ? `Missing required parameter '${missing[0]}'.` : null;
}

function isValid({ type, values }: Parameter, value: string): boolean {
  if (values) return values.includes(value);
  if (type === "boolean") return value === "true" || value === "false";
  if (type === "integer") return /^-?\d+$/.test(value);
  return true;
}
