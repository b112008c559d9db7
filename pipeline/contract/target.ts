import { z } from "zod";

const name = z.string().regex(/^[A-Za-z]\w{0,60}$/, "use letters, digits and underscores");

/** Where the warehouse is on Snowflake. Secrets never cross back. */
export const snowflakeTarget = z.object({
  account: z
    .string()
    .regex(/^[A-Za-z0-9._-]+$/, "use the part of the address before .snowflakecomputing.com"),
  user: z.string().min(1),
  role: name,
  warehouse: name,
  database: name,
  sign_in: z.discriminatedUnion("kind", [
    z.object({ kind: z.literal("key_pair"), key_file: z.string().min(1) }),
    z.object({ kind: z.literal("token") }),
    z.object({ kind: z.literal("oauth") }),
    z.object({ kind: z.literal("browser") }),
  ]),
  /** Credits a run may be estimated at. */
  credit_cap: z.number().min(0).exactOptional(),
  credit_price: z.object({ amount: z.number().min(0), currency: z.string() }).exactOptional(),
  warehouse_size: z.string().exactOptional(),
});

export const targetState = z.object({
  snowflake: snowflakeTarget.nullable(),
  /** Whether a passphrase or token is stored on this computer. */
  has_secret: z.boolean(),
});
/** A passphrase or a token; it goes to the secret store and nowhere else. */
export const targetSecret = z.object({ secret: z.string().min(1).max(20_000) });
export const targetTest = z.object({ ok: z.literal(true), databases: z.array(z.string()) });
export const targetScript = z.object({ sql: z.string() });
