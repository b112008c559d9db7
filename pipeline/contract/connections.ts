import { z } from "zod";
import { mayBeKept } from "#domain/remote/address.ts";
import { bucketPlace } from "./lake.ts";
import { origin, rest } from "./sources.ts";
import { count } from "./values.ts";

/** How a source elsewhere is reached. Secrets are in the keychain of this computer and never cross back. */
export const connectionInput = z.object({ origin });
const secret = z.string().min(1).max(10_000);

function database<Kind extends "postgres" | "mysql">(kind: Kind) {
  return z.object({
    kind: z.literal(kind),
    path: z.string().refine(mayBeKept, "must be an address of a database, without a password"),
    tls: z.enum(["verify", "verify-ca", "require", "off"]).exactOptional(),
    ca_file: z.string().min(1).exactOptional(),
  });
}

/** Where tables are, before one of them is chosen. */
export const place = z.discriminatedUnion("kind", [
  database("postgres"),
  database("mysql"),
  z.object({ kind: z.literal("s3"), ...bucketPlace.shape }),
  rest,
]);
export type Place = z.infer<typeof place>;

/** Whose password or token is meant: of a place, or of a table there. */
export const secretOwner = z.object({ origin: z.union([place, origin]) });
export const lookInput = z.object({
  place,
  /** Password or token to try instead of the kept one. It is used once and kept nowhere. */
  secret: secret.exactOptional(),
});
export const rememberInput = secretOwner.extend({ secret });
/** Under which name the secret is kept. */
export const connectionName = z.object({ name: z.string() });
/** Whether there is a password or token for it; null for a kind that needs none. */
export const secretKept = z.object({ kept: z.boolean().nullable() });

export const connectionTest = z.object({
  reachable: z.boolean(),
  /** What is in the way, as a stable word, e.g. `tls_untrusted`; null when nothing is. */
  failure: z.string().nullable(),
  /** One sentence, and what to do. */
  text: z.string(),
  action: z.string().nullable(),
});
export type ConnectionTest = z.infer<typeof connectionTest>;

/** Something that can be read there: a table, a view, an object of a bucket, a list in an answer. */
export const foundTable = z.object({
  /** As an origin names it: `public.orders`, a key below the prefix, a dotted path; empty for the answer itself. */
  name: z.string(),
  kind: z.enum(["table", "view", "file", "list"]),
  /** About, where it is known without reading. */
  rows: count.nullable(),
  bytes: count.nullable(),
  /** Columns that may grow with every change: instants and dates first, then numbers. */
  growing: z.array(z.string()),
});
export type FoundTable = z.infer<typeof foundTable>;

export const lookAround = connectionTest.extend({
  tables: z.array(foundTable),
  /** There are more than are listed. */
  more: z.boolean(),
});
export type LookAround = z.infer<typeof lookAround>;
