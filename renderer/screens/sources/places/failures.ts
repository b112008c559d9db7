import type { Place } from "#contract/connections.ts";
import { parseBucketPath } from "#contract/addresses.ts";
import type { Origin } from "#contract/sources.ts";
import { takeApart } from "./address-text.ts";

/** Places and tables there: everything that is not of this computer or a sheet. */
export type TableOrigin = Extract<Origin, { kind: Place["kind"] }>;
export type RemoteOrigin = Place | TableOrigin;

const GROUPS = {
  postgres: "database",
  mysql: "database",
  s3: "bucket",
  rest: "service",
} as const satisfies Record<Place["kind"], string>;

export type FailureGroup = (typeof GROUPS)[Place["kind"]];
export const groupOf = ({ kind }: RemoteOrigin): FailureGroup => GROUPS[kind];

export function isRemote(origin: Origin): origin is TableOrigin {
  return origin.kind in GROUPS;
}

/** What the texts about a place name of it. */
export function namesOf(origin: RemoteOrigin): Readonly<Record<string, string>> {
  if (origin.kind === "rest") return { host: hostOf(origin.path), path: origin.path };
  if (origin.kind === "s3") {
    return { bucket: parseBucketPath(origin.path)?.bucket ?? "", path: origin.path };
  }
  const { host = "", port = "", database = "", user = "" } = takeApart(origin.path) ?? {};
  const table = "table" in origin ? origin.table : "";
  const column = ("watermark" in origin && origin.watermark) || "";
  return { host, port, database, user, table, column };
}

const hostOf = (address: string): string => /^https?:\/\/([^/?#]+)/i.exec(address)?.[1] ?? address;

/** Where a failure is mended, by field of the form; null where no field helps. */
const FIELDS: Readonly<Record<FailureGroup, Readonly<Record<string, string>>>> = {
  database: {
    host_unknown: "host",
    refused: "host",
    unreachable: "host",
    tls_missing: "tls",
    tls_untrusted: "ca_file",
    tls_name: "host",
    sign_in: "password",
    no_database: "database",
  },
  bucket: {
    no_credentials: "profile",
    signed_out: "profile",
    sign_in: "profile",
    not_allowed: "profile",
    no_bucket: "bucket",
    wrong_region: "region",
    host_unknown: "endpoint",
    refused: "endpoint",
    no_service: "endpoint",
    unreachable: "endpoint",
  },
  service: {
    sign_in: "token",
    not_allowed: "token",
    not_there: "address",
    not_understood: "address",
    redirected: "address",
    host_unknown: "address",
    refused: "address",
    unreachable: "address",
    not_json: "address",
    no_list: "address",
  },
};

export const fieldOf = (origin: RemoteOrigin, failure: string | null): string | null =>
  FIELDS[groupOf(origin)][failure ?? ""] ?? null;
