import { mayBeKept, plainAddress } from "#contract/addresses.ts";
import type { Place } from "#contract/connections.ts";
import { type DatabaseKind, takeApart, type TlsMode } from "./address-text.ts";

/** The fields of a database as they are typed; the password is apart and never part of this. */
export interface DatabaseForm {
  readonly kind: DatabaseKind;
  readonly host: string;
  readonly port: string;
  readonly database: string;
  readonly user: string;
  /** Empty: checked, except on this computer itself. */
  readonly tls: TlsMode | "";
  readonly ca_file: string;
}

export type DatabaseField = keyof DatabaseForm | "password";
export const PORTS: Readonly<Record<DatabaseKind, string>> = { postgres: "5432", mysql: "3306" };

export const EMPTY_DATABASE: DatabaseForm = {
  kind: "postgres",
  host: "",
  port: "",
  database: "",
  user: "",
  tls: "",
  ca_file: "",
};

export interface Filled {
  readonly form: DatabaseForm;
  /** What was a password in the text; null when there was none. */
  readonly password: string | null;
}

/** A pasted address fills every field it says something about; null for any other text. */
export function filledBy(text: string, form: DatabaseForm): Filled | null {
  const found = takeApart(text);
  if (!found) return null;
  const { password, tls, ...said } = found;
  return {
    form: {
      kind: said.kind,
      host: said.host,
      port: said.port,
      database: said.database,
      user: said.user,
      tls: tls ?? form.tls,
      ca_file: said.ca_file || form.ca_file,
    },
    password: password === "" ? null : password,
  };
}

export type DatabaseProblem =
  "host_missing" | "host_odd" | "port_odd" | "database_missing" | "user_missing";

/** `db.shop.example`, `10.0.0.7`, `::1`. */
const HOST = /^(?:[^\s:/?#@[\]]+|[\da-f:.]*:[\da-f:.]*:[\da-f:.]*)$/i;

/** What is wrong with which field; empty when it can be tried. */
export function databaseProblems(
  form: DatabaseForm,
): Partial<Record<DatabaseField, DatabaseProblem>> {
  const host = form.host.trim();
  const port = Number(form.port.trim() || PORTS[form.kind]);
  return {
    ...(host === "" && { host: "host_missing" as const }),
    ...(host !== "" && !HOST.test(host) && { host: "host_odd" as const }),
    ...(!(Number.isInteger(port) && port > 0 && port < 65_536) && { port: "port_odd" as const }),
    ...(form.database.trim() === "" && { database: "database_missing" as const }),
    ...(form.user.trim() === "" && { user: "user_missing" as const }),
  };
}

/** The database as the contract names it, without a password; null while a field is wrong. */
export function databasePlace(form: DatabaseForm): Extract<Place, { kind: DatabaseKind }> | null {
  if (Object.keys(databaseProblems(form)).length > 0) return null;
  const path = plainAddress({
    kind: form.kind,
    user: form.user.trim(),
    password: null,
    host: form.host.trim(),
    port: Number(form.port.trim() || PORTS[form.kind]),
    database: form.database.trim(),
    parameters: new Map(),
  });
  if (!mayBeKept(path)) return null;
  const ca = form.ca_file.trim();
  return {
    kind: form.kind,
    path,
    ...(form.tls !== "" && { tls: form.tls }),
    ...(ca !== "" && { ca_file: ca }),
  };
}

/** The fields of a database that is known already. */
export function formOf(place: Extract<Place, { kind: DatabaseKind }>): DatabaseForm {
  const { form } = filledBy(place.path, EMPTY_DATABASE) ?? { form: EMPTY_DATABASE };
  return { ...form, tls: place.tls ?? "", ca_file: place.ca_file ?? "" };
}
