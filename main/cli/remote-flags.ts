import { readFile } from "node:fs/promises";
import type { Command } from "commander";
import type { Origin } from "#contract/sources.ts";
import { AppError } from "#domain/errors.ts";
import { isBucketPath } from "#domain/remote/bucket.ts";
import { isWebAddress } from "#domain/remote/web-address.ts";
import type { Paging } from "#domain/workspace.ts";
import { parseDatabaseAddress, plainAddress } from "#domain/remote/address.ts";
import type { Client } from "#main/shared/router.ts";
import { given, wholeNumber } from "./command-line.ts";
import type { Host } from "./host.ts";

/** The flags that say where a source elsewhere is. */
export interface RemoteFlags {
  postgres?: string;
  mysql?: string;
  table?: string;
  watermark?: string;
  tls?: string;
  ca?: string;
  timeout?: number;
  passwordFile?: string;
  s3?: string;
  endpoint?: string;
  region?: string;
  pathStyle?: boolean;
  profile?: string;
  rest?: string;
  list?: string;
  paging?: string;
  authHeader?: string;
  perMinute?: number;
}

export function withRemoteFlags(command: Command): Command {
  return command
    .option("--postgres <address>", "a PostgreSQL table: postgres://user@host:port/database")
    .option("--mysql <address>", "a MySQL or MariaDB table: mysql://user@host:port/database")
    .option("--table <name>", "the table or view of the database, e.g. public.orders")
    .option("--watermark <column>", "a column that grows with every change: only new rows are read")
    .option("--tls <mode>", "verify (usual), verify-ca, require or off")
    .option("--ca <file>", "PEM file of the authority that signed the server's certificate")
    .option("--timeout <seconds>", "how long one read may take (default: 900)", wholeNumber(1))
    .option("--password-file <file>", "a file that holds the password; it is kept in the keychain")
    .option("--s3 <place>", "a table in a bucket, or a prefix of them: s3://bucket/prefix")
    .option("--endpoint <url>", "a service for buckets that is not Amazon's")
    .option("--region <name>", "region of the bucket")
    .option("--path-style", "the bucket stands in the path (usual with --endpoint)")
    .option("--profile <name>", "a profile of this computer's AWS settings")
    .option("--rest <address>", "records of a web service that answers with JSON")
    .option("--list <path>", "where in its answer the records are, e.g. data.orders")
    .option("--paging <how>", "link, page:PARAMETER, or cursor:PATH-IN-ANSWER:PARAMETER")
    .option("--auth-header <name>", "header of the token (default: Authorization)")
    .option("--per-minute <n>", "requests a minute at most (default: 120)", wholeNumber(1));
}

/** Where a source elsewhere is, and the secret somebody gave with it. */
export interface RemoteSaid {
  readonly origin: Origin;
  readonly secret: string | null;
}

/** @returns null when no flag names a source elsewhere. @throws AppError `usage`. */
export async function remoteSaid(flags: RemoteFlags, host: Host): Promise<RemoteSaid | null> {
  if (flags.s3 !== undefined) return { origin: bucketOrigin(flags.s3, flags), secret: null };
  if (flags.rest !== undefined) return restSaid(flags.rest, flags, host);
  const kind = flags.postgres !== undefined ? "postgres" : "mysql";
  const typed = flags[kind];
  return typed === undefined ? null : databaseSaid(kind, typed, flags, host);
}

/** As `remoteSaid`; keeps the secret before the source is first read. */
export async function rememberedOrigin(
  flags: RemoteFlags,
  client: () => Promise<Client>,
  host: Host,
): Promise<Origin | null> {
  const said = await remoteSaid(flags, host);
  if (said?.secret) {
    await (await client()).connections.remember({ origin: said.origin, secret: said.secret });
  }
  return said?.origin ?? null;
}

async function databaseSaid(
  kind: "postgres" | "mysql",
  typed: string,
  flags: RemoteFlags,
  host: Host,
): Promise<RemoteSaid> {
  const address = parseDatabaseAddress(typed);
  if (address?.kind !== kind) {
    const hint = `Write --${kind} ${kind}://user@host:port/database.`;
    // Not the address itself: it may hold a password.
    throw new AppError("usage", `--${kind} is not the address of a ${kind} database.`, { hint });
  }
  if (flags.table === undefined) {
    throw new AppError("usage", "It is not said which table is read.", {
      hint: "Add --table, e.g. --table public.orders.",
    });
  }
  const { watermark, timeout: timeout_seconds } = flags;
  const ca = flags.ca ?? address.parameters.get("sslrootcert");
  const origin = {
    kind,
    path: plainAddress(address),
    table: flags.table,
    ...given({
      watermark,
      timeout_seconds,
      tls: tlsMode(flags.tls ?? address.parameters.get("sslmode")),
      ca_file: ca === undefined ? undefined : host.path(ca),
    }),
  };
  return { origin, secret: address.password ?? (await secretFile(flags.passwordFile, host)) };
}

function bucketOrigin(typed: string, flags: RemoteFlags): Origin {
  if (!isBucketPath(typed)) {
    throw new AppError("usage", `--s3 ${typed} names no bucket.`, {
      hint: "Write --s3 s3://bucket/prefix.",
    });
  }
  const { endpoint, region, pathStyle: path_style, profile } = flags;
  return { kind: "s3", path: typed, ...given({ endpoint, region, path_style, profile }) };
}

async function restSaid(typed: string, flags: RemoteFlags, host: Host): Promise<RemoteSaid> {
  if (!isWebAddress(typed)) {
    // Not the address itself: it may hold a password.
    throw new AppError("usage", "--rest is not the address of a web service.", {
      hint: "Write --rest https://host/path, without a password; a token goes into --password-file.",
    });
  }
  const { list, authHeader: auth_header, perMinute: per_minute } = flags;
  const paging = pagingOf(flags.paging);
  const origin = {
    kind: "rest" as const,
    path: typed,
    ...given({ list, paging, auth_header, per_minute }),
  };
  return { origin, secret: await secretFile(flags.passwordFile, host) };
}

/** `link`, `page:page`, `cursor:meta.next:after`. */
function pagingOf(text: string | undefined): Paging | undefined {
  if (text === undefined) return undefined;
  const [kind, first = "", second = ""] = text.split(":");
  if (kind === "link") return { kind };
  if (kind === "page") return { kind, parameter: first || "page" };
  if (kind === "cursor" && first && second) return { kind, next: first, parameter: second };
  throw new AppError("usage", `--paging ${text} is not understood.`, {
    hint: "Write link, page:PARAMETER, or cursor:PATH-IN-ANSWER:PARAMETER, e.g. cursor:meta.next:after.",
  });
}

const MODES = {
  verify: "verify",
  "verify-full": "verify",
  "verify-ca": "verify-ca",
  require: "require",
  off: "off",
  disable: "off",
} as const;

function tlsMode(text: string | undefined) {
  if (text === undefined) return undefined;
  const mode = MODES[text as keyof typeof MODES];
  if (mode) return mode;
  throw new AppError("usage", `There is no TLS mode "${text}".`, {
    hint: "Modes are: verify, verify-ca, require, off.",
  });
}

/** The first line of a file. */
export async function secretFile(path: string | undefined, host: Host): Promise<string | null> {
  if (path === undefined) return null;
  const text = await readFile(host.path(path), "utf8").catch((cause: unknown) => {
    throw new AppError("not_found", `There is no file ${path}.`, {
      hint: "Check the path.",
      cause,
    });
  });
  return text.split(/\r?\n/)[0] ?? "";
}
