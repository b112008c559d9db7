import { z } from "zod";
import { TARGET_FAILURES } from "#domain/snowflake/failures.ts";
import { cloudResult } from "./runs.ts";
import { isStageName } from "#domain/snowflake/team-stage.ts";
import { bucketPlace } from "./lake.ts";
import { count, instant } from "./values.ts";

const name = z.string().regex(/^[A-Za-z]\w{0,60}$/, "use letters, digits and underscores");

/** The team's bucket as the way into Snowflake; an administrator's stage by its name, or a place, or both. */
const teamStage = bucketPlace
  .omit({ path: true })
  .extend({
    path: bucketPlace.shape.path.exactOptional(),
    name: z.string().refine(isStageName, "must be database.schema.stage").exactOptional(),
    role_arn: z.string().min(1).exactOptional(),
  })
  .refine(({ path, name: named }) => path !== undefined || named !== undefined, "names no place")
  .refine(
    ({ endpoint, name: named }) => endpoint === undefined || named !== undefined,
    "a service that is not Amazon's needs a stage that an administrator made: Snowflake reads it with keys",
  );

/** Where the warehouse is on Snowflake. Secrets never cross back. */
export const snowflakeTarget = z.object({
  account: z
    .string()
    .regex(/^[A-Za-z0-9._-]+$/, "use the part of the address before .snowflakecomputing.com"),
  user: z
    .string()
    .min(1)
    .max(255)
    .regex(/^[^\p{Cc}]+$/u, "use the name on one line"),
  role: name,
  warehouse: name,
  database: name,
  sign_in: z.discriminatedUnion("kind", [
    /** Null: the key itself is in the secret store, see `target.keyFile`. */
    z.object({ kind: z.literal("key_pair"), key_file: z.string().min(1).nullable() }),
    z.object({ kind: z.literal("token") }),
    z.object({ kind: z.literal("oauth") }),
    z.object({ kind: z.literal("browser") }),
  ]),
  /** Credits a run may be estimated at. */
  credit_cap: z.number().min(0).exactOptional(),
  credit_price: z.object({ amount: z.number().min(0), currency: z.string() }).exactOptional(),
  warehouse_size: z
    .string()
    .regex(/^(x-small|small|medium|large|x-large|[234]x-large)$/i, "use a size such as X-Small")
    .exactOptional(),
  /** Null takes it away; left out, it stays as it is. */
  stage: teamStage.nullable().exactOptional(),
});

export const targetState = z.object({
  snowflake: snowflakeTarget.nullable(),
  /** Whether a passphrase or token is stored on this computer. */
  has_secret: z.boolean(),
  /** Whether a key that a window handed over is stored on this computer. */
  has_key: z.boolean(),
});
/** A passphrase or a token; it goes to the secret store and nowhere else. */
export const targetSecret = z.object({ secret: z.string().min(1).max(20_000) });
/** Text of a private key file, as a window reads it; it goes to the secret store and nowhere else. */
export const targetKeyFile = z.object({ key: z.string().min(1).max(20_000) });
export const targetTest = z.object({
  ok: z.boolean(),
  /** What is in the way; null when nothing is, and for what has no word of its own. */
  failure: z.enum(TARGET_FAILURES).nullable(),
  /** One sentence, and what to do. */
  text: z.string(),
  action: z.string().nullable(),
  /** Ours, as far as they are there. */
  databases: z.array(z.string()),
});
export const targetScript = z.object({ sql: z.string() });

const money = z.object({ amount: z.number(), currency: z.string() });

/** What the newest build is likely to cost on Snowflake. Nothing is asked of Snowflake. */
export const targetEstimate = z.object({
  /** Null while there is no build: then there is nothing to estimate. */
  build_id: z.string().nullable(),
  rows: count,
  seconds: z.number(),
  credits: z.number(),
  /** Null where no price of a credit is set. */
  money: money.nullable(),
  cap: z.number().nullable(),
  /** A run would send nothing. */
  above_cap: z.boolean(),
  not_counted: z.string(),
});

/** The newest run that reached Snowflake; null for none. */
export const targetLast = z.object({
  last: z
    .object({
      run_id: z.string(),
      finished_at: instant.nullable(),
      result: cloudResult,
      money: money.nullable(),
    })
    .nullable(),
});

/** A version that is on Snowflake whole: what readers see, and those that can be put back. */
export const targetVersion = z.object({
  /** Number of the run it is of. */
  run: count,
  build_id: z.string(),
  as_of: z.string(),
  /** Readers see this one. */
  current: z.boolean(),
});
export const targetVersions = z.object({ versions: z.array(targetVersion) });
export const targetRollback = z.object({ run: count });
export const targetRolledBack = z.object({ run: count, previous: count.nullable() });
