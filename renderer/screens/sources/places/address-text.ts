export type DatabaseKind = "postgres" | "mysql";
export type TlsMode = "verify" | "verify-ca" | "require" | "off";

/** An address of a database as somebody pasted it, taken apart; what it does not say is empty. */
export interface PastedAddress {
  readonly kind: DatabaseKind;
  readonly host: string;
  readonly port: string;
  readonly database: string;
  readonly user: string;
  readonly password: string;
  readonly tls: TlsMode | null;
  readonly ca_file: string;
}

const SCHEME = /^(?:jdbc:)?(postgres|postgresql|mysql|mariadb):\/\/(.*)$/is;

/** Whether a text begins like the address of a database: it may hold a password, so it is never shown again. */
export const looksLikeAddress = (text: string): boolean => SCHEME.test(text.trim());

const MODES: Readonly<Record<string, TlsMode>> = {
  verify: "verify",
  "verify-full": "verify",
  verify_identity: "verify",
  "verify-ca": "verify-ca",
  verify_ca: "verify-ca",
  require: "require",
  required: "require",
  disable: "off",
  disabled: "off",
  off: "off",
};

function plain(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function parametersOf(query: string): ReadonlyMap<string, string> {
  return new Map(
    query.split("&").map((part) => {
      const [name = "", ...value] = part.split("=");
      return [name.toLowerCase(), plain(value.join("="))] as const;
    }),
  );
}

/** The part before the last `@`, and the rest: passwords hold `@`, hosts do not. */
function divide(text: string): readonly [before: string, rest: string] {
  const query = text.indexOf("?");
  const at = (query < 0 ? text : text.slice(0, query)).lastIndexOf("@");
  return at < 0 ? ["", text] : [text.slice(0, at), text.slice(at + 1)];
}

/**
 * `postgres://user:password@host:port/database?sslmode=…`, also of MySQL, MariaDB and JDBC, as providers show
 * it: a password may hold what an address should not. Null for what is none.
 */
export function takeApart(text: string): PastedAddress | null {
  const found = SCHEME.exec(text.trim());
  if (!found) return null;
  const [before, rest] = divide(found[2] ?? "");
  const place = /^(\[[^\]]*\]|[^:/?]*)(?::(\d*))?(?:\/([^?]*))?(?:\?(.*))?$/.exec(rest);
  if (!place) return null;
  const parameters = parametersOf(place[4] ?? "");
  const colon = before.indexOf(":");
  const user = plain(colon < 0 ? before : before.slice(0, colon));
  const mode = parameters.get("sslmode") ?? parameters.get("ssl-mode") ?? "";
  return {
    kind: /^postgres/i.test(found[1] ?? "") ? "postgres" : "mysql",
    host: (place[1] ?? "").replaceAll(/^\[|\]$/g, ""),
    port: place[2] ?? "",
    database: plain(place[3] ?? ""),
    user: user || (parameters.get("user") ?? ""),
    password:
      (colon < 0 ? "" : plain(before.slice(colon + 1))) || (parameters.get("password") ?? ""),
    tls: MODES[mode.toLowerCase()] ?? null,
    ca_file: parameters.get("sslrootcert") ?? "",
  };
}
