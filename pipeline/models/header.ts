import { AppError } from "#domain/errors.ts";
import { KINDS, type ModelKind } from "./model.ts";

export interface Header {
  readonly grain: string;
  readonly key: readonly string[];
  readonly scope: readonly string[];
  readonly kind: ModelKind;
}

const FIELDS = ["grain", "key", "scope", "kind"] as const;
type Field = (typeof FIELDS)[number];

const fail = (path: string, line: number, text: string): never => {
  throw new AppError("bad_input", `${path}:${line}: ${text}`, {
    hint: "A model starts with -- grain, -- key, -- scope (may be left out) and -- kind, in this order.",
  });
};

function columns(text: string, field: Field, path: string, line: number): readonly string[] {
  const names = text.split(",").map((name) => name.trim());
  const bad = names.find((name) => !/^[a-z_][a-z0-9_]*$/.test(name));
  if (bad !== undefined) {
    fail(path, line, `"${bad}" in ${field} is not a column name.`);
  }
  if (new Set(names).size < names.length) fail(path, line, `${field} names a column twice.`);
  return names;
}

/**
 * Splits a model file into its comment header and its select. Strict: `-- name: value` lines first,
 * in the order grain, key, scope, kind; only scope may be missing and is then the key. Comments after
 * kind belong to the select.
 * @param path for messages only.
 * @throws AppError `bad_input` naming `path:line`.
 */
export function parseHeader(text: string, path: string): { header: Header; body: string } {
  const lines = text.split(/\r?\n/);
  const found = new Map<Field, { value: string; line: number }>();
  let next = 0;
  while (lines[next]?.startsWith("--") && !found.has("kind")) {
    const line = next + 1;
    const match = /^-- ([a-z]+): (\S.*)$/.exec(lines[next]!.trimEnd());
    const field = FIELDS.find((name) => name === match?.[1]);
    if (!match || !field) return fail(path, line, `"${lines[next]}" is not a header line.`);
    if (FIELDS.slice(FIELDS.indexOf(field)).some((later) => found.has(later))) {
      fail(path, line, `${field} comes twice or too late.`);
    }
    found.set(field, { value: match[2]!, line });
    next += 1;
  }
  if (/^-- (grain|key|scope|kind):/.test(lines[next] ?? "")) {
    fail(path, next + 1, "kind is the last line of the header.");
  }
  const value = (field: Field) =>
    found.get(field) ?? fail(path, next + 1, `The header has no ${field}.`);
  const list = (field: Field) => columns(value(field).value, field, path, value(field).line);
  const kind = value("kind");
  if (!KINDS.some((known) => known === kind.value)) {
    fail(path, kind.line, `kind is ${KINDS.join(", ")}, not "${kind.value}".`);
  }
  const key = list("key");
  return {
    header: {
      grain: value("grain").value,
      key,
      scope: found.has("scope") ? list("scope") : key,
      kind: kind.value as ModelKind,
    },
    body: lines.slice(next).join("\n").trim().replace(/;$/, "").trimEnd(),
  };
}
