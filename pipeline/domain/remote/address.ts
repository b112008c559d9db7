import type { DatabaseOrigin } from "#domain/workspace.ts";

/** Where a database is and who asks, from its address. */
export interface DatabaseAddress {
  readonly kind: "postgres" | "mysql";
  readonly user: string;
  /** Only what somebody typed; an address that is kept has none. */
  readonly password: string | null;
  readonly host: string;
  readonly port: number;
  readonly database: string;
  /** e.g. `sslmode=require`. */
  readonly parameters: ReadonlyMap<string, string>;
}

const SHAPE =
  /^(postgres|postgresql|mysql|mariadb):\/\/([^:@/?#]+)(?::([^@/]*))?@(\[[^\]]+\]|[^:/?#@]+)(?::(\d{1,5}))?\/([^/?#]+)(?:\?([^#]*))?$/i;
const PORTS = { postgres: 5432, mysql: 3306 } as const;

/** `postgres://user[:password]@host[:port]/database[?sslmode=…]`; null for what is none. */
export function parseDatabaseAddress(text: string): DatabaseAddress | null {
  const found = SHAPE.exec(text.trim());
  if (!found) return null;
  const [, scheme = "", user = "", password, host = "", port, database = "", query = ""] = found;
  const kind = /^postgres/i.test(scheme) ? "postgres" : "mysql";
  try {
    return {
      kind,
      user: decodeURIComponent(user),
      password: password === undefined ? null : decodeURIComponent(password),
      host: host.replaceAll(/^\[|\]$/g, ""),
      port: port === undefined ? PORTS[kind] : Number(port),
      database: decodeURIComponent(database),
      parameters: parametersOf(query),
    };
  } catch {
    return null;
  }
}

function parametersOf(query: string): ReadonlyMap<string, string> {
  const pairs = query.split("&").filter((part) => part.includes("="));
  return new Map(
    pairs.map((part) => {
      const at = part.indexOf("=");
      return [part.slice(0, at).toLowerCase(), decodeURIComponent(part.slice(at + 1))] as const;
    }),
  );
}

/** The address as it is kept: who and where, no password, no parameters. */
export function plainAddress({ kind, user, host, port, database }: DatabaseAddress): string {
  const where = host.includes(":") ? `[${host}]` : host;
  return `${kind}://${encodeURIComponent(user)}@${where}:${port}/${encodeURIComponent(database)}`;
}

/** Whether an address may be kept: a database's, and without a password. */
export function mayBeKept(path: string): boolean {
  const address = parseDatabaseAddress(path);
  return address !== null && address.password === null;
}

/** Under which name the password is kept outside the workspace. */
export function databaseSecretName({ kind, user, host, port }: DatabaseAddress): string {
  return `${kind}/${user}@${host}:${port}`;
}

/** Identity of a table in bronze; how it is read may change without it becoming another. */
export function tablePath(origin: Pick<DatabaseOrigin, "path" | "table">): string {
  return `${origin.path}/${origin.table}`;
}

/** `schema.table` → its parts; a part in double quotes may hold dots. */
export function tableParts(table: string): readonly string[] {
  const parts = table.match(/"(?:[^"]|"")*"|[^.]+/g) ?? [];
  return parts.map((part) =>
    part.startsWith('"') ? part.slice(1, -1).replaceAll('""', '"') : part.trim(),
  );
}
