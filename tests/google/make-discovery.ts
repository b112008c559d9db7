/**
 * Takes from Google's own discovery documents what the local Google must hold requests against: path, verb and
 * parameters of the calls we make. The documents come with Google's Python client; to make `discovery.json` anew:
 *
 *     python3 -m venv .venv && .venv/bin/pip install google-api-python-client==2.202.0
 *     node tests/google/make-discovery.ts .venv/lib/python3*\/site-packages google-api-python-client==2.202.0
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Discovery, Method, Parameter } from "./discovery.ts";

/** Calls the product makes, and `values.get`, which Google's documented examples use. */
const METHODS: Readonly<Record<string, readonly string[]>> = {
  "sheets.v4": ["spreadsheets.get", "spreadsheets.values.get", "spreadsheets.values.batchGet"],
  "drive.v3": ["files.get"],
};

interface RawParameter {
  readonly type: string;
  readonly location: string;
  readonly repeated?: boolean;
  readonly required?: boolean;
  readonly enum?: readonly string[];
}
interface Raw {
  readonly rootUrl: string;
  readonly servicePath: string;
  readonly revision: string;
  readonly parameters: Readonly<Record<string, RawParameter>>;
  readonly resources?: Readonly<Record<string, Raw>>;
  readonly methods?: Readonly<
    Record<
      string,
      {
        readonly httpMethod: string;
        readonly path: string;
        readonly parameters?: Readonly<Record<string, RawParameter>>;
        readonly scopes: readonly string[];
      }
    >
  >;
}

const parameter = ({
  type,
  location,
  repeated,
  required,
  enum: values,
}: RawParameter): Parameter => ({
  type,
  location,
  ...(repeated === true && { repeated }),
  ...(required === true && { required }),
  ...(values && { values }),
});

function method(document: Raw, name: string): Method {
  const path = name.split(".");
  const last = path.pop()!;
  const owner = path.reduce<Raw | undefined>((at, part) => at?.resources?.[part], document);
  const found = owner?.methods?.[last];
  if (!found) throw new Error(`${name} is not in the document`);
  const all = { ...document.parameters, ...found.parameters };
  return {
    host: new URL(document.rootUrl).host,
    verb: found.httpMethod,
    path: `/${document.servicePath}${found.path}`,
    scopes: found.scopes,
    parameters: Object.fromEntries(Object.entries(all).map(([key, one]) => [key, parameter(one)])),
  };
}

const [folder, source] = process.argv.slice(2);
if (folder === undefined || source === undefined) {
  throw new Error("usage: node tests/google/make-discovery.ts SITE_PACKAGES PACKAGE==VERSION");
}
const made: Discovery = { source, revisions: {}, methods: {} };
for (const [api, names] of Object.entries(METHODS)) {
  const file = join(folder, "googleapiclient/discovery_cache/documents", `${api}.json`);
  const document = JSON.parse(readFileSync(file, "utf8")) as Raw;
  made.revisions[api] = document.revision;
  for (const name of names) made.methods[`${api}.${name}`] = method(document, name);
}
writeFileSync(
  join(import.meta.dirname, "discovery.json"),
  `${JSON.stringify(made, undefined, 2)}\n`,
);
console.info(
  `${Object.keys(made.methods).length} calls, revisions ${JSON.stringify(made.revisions)}`,
);
