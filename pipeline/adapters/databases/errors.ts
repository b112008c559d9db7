import { AppError } from "#domain/errors.ts";
import type { DatabaseAddress } from "#domain/remote/address.ts";
import type { Driver, Failure } from "./driver.ts";

interface Sentence {
  readonly text: string;
  readonly hint: string;
  /** Heals itself, or may. */
  readonly retryable?: boolean;
}

/** Whose data it is about. */
interface Place {
  readonly address: DatabaseAddress;
  readonly table: string;
  readonly watermark?: string | undefined;
}

type Say = (place: Place) => Sentence;
const where = ({ address: { host, port } }: Place): string => `${host}:${port}`;
const AGAIN = "Nothing to do: the next run tries again.";

const SENTENCES: Readonly<Record<Failure, Say>> = {
  host_unknown: ({ address: { host } }) => ({
    text: `There is no computer named ${host}.`,
    hint: "Check the host in the address, and whether this computer needs a VPN to reach it.",
  }),
  refused: (place) => ({
    text: `No database answers at ${where(place)}.`,
    hint: "Check host and port, and that the database runs and takes connections from here.",
    retryable: true,
  }),
  unreachable: (place) => ({
    text: `${where(place)} does not answer.`,
    hint: "Check the network, the VPN and the firewall between this computer and the database.",
    retryable: true,
  }),
  tls_missing: (place) => ({
    text: `The database at ${where(place)} offers no encrypted connection.`,
    hint: "Have TLS switched on there. On a network you trust, --tls off does without.",
  }),
  tls_untrusted: (place) => ({
    text: `The certificate of ${where(place)} is not signed by an authority this computer trusts.`,
    hint: "Name the PEM file of the authority with --ca; the provider of the database has it.",
  }),
  tls_name: (place) => ({
    text: `The certificate at ${where(place)} is for another name.`,
    hint: "Use the host name the certificate is made for, or --tls verify-ca to check only who signed it.",
  }),
  sign_in: ({ address: { user, host } }) => ({
    text: `The database at ${host} did not accept the sign-in of ${user}.`,
    hint: "Check the user and give the password again: `medallion connection set-password`.",
  }),
  no_database: ({ address: { database, user } }) => ({
    text: `There is no database "${database}", or ${user} may not open it.`,
    hint: "Check the name at the end of the address.",
  }),
  no_table: ({ table, address: { database } }) => ({
    text: `There is no table "${table}" in "${database}".`,
    hint: "Check its name and schema, e.g. --table public.orders.",
  }),
  no_column: ({ table, watermark }) => ({
    text: `"${table}" has no column "${watermark ?? ""}".`,
    hint: "Name a column that grows with every change, or leave --watermark out.",
  }),
  not_allowed: ({ table, address: { user } }) => ({
    text: `${user} may not read "${table}".`,
    hint: `Have the owner run: grant select on ${table} to ${user};`,
  }),
  too_long: ({ table }) => ({
    text: `Reading "${table}" took longer than allowed, so the database stopped it.`,
    hint: "Give it more time with --timeout, or read only what is new with --watermark.",
    retryable: true,
  }),
  busy: ({ address: { host } }) => ({
    text: `The database at ${host} is too busy to be read now.`,
    hint: AGAIN,
    retryable: true,
  }),
  broken_off: ({ address: { host } }) => ({
    text: `The connection to ${host} was broken off, so nothing of it was used.`,
    hint: AGAIN,
    retryable: true,
  }),
};

/** Any error while reading a table as one sentence with one action; bugs stay what they are. */
export function databaseError(error: unknown, driver: Driver, place: Place): unknown {
  if (error instanceof AppError) return error;
  const failure = driver.failure(error);
  if (!failure) return error;
  const { text, hint, retryable = false } = SENTENCES[failure](place);
  const { code } = error as { code?: unknown };
  // Not as a cause: drivers put the configuration, password included, into some of their errors.
  return new AppError("upstream", text, { hint, retryable, details: { failure, code } });
}
