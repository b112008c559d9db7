import { z } from "zod";
import { ENTITY_NAMES } from "#domain/entities.ts";
import { mayBeKept } from "#domain/remote/address.ts";
import { isWebAddress } from "#domain/remote/web-address.ts";
import { isBucketPath } from "#domain/remote/bucket.ts";
import { isStageName } from "#domain/snowflake/team-stage.ts";

const formats = z.enum(["iso", "dmy", "mdy", "excel", "point", "comma"]);
const limit = z.strictObject({
  rows: z.number().int().min(0),
  share: z.number().min(0).max(1),
});
const slug = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]*$/, "must be lower-case letters, digits and dashes");

const clockTime = z.string().regex(/^\d\d:\d\d$/, "must be a time such as 03:30");

function database<Kind extends "postgres" | "mysql">(kind: Kind) {
  return z.strictObject({
    kind: z.literal(kind),
    path: z.string().refine(mayBeKept, "must be an address without a password"),
    table: z.string().min(1),
    watermark: z.string().min(1).exactOptional(),
    tls: z.enum(["verify", "verify-ca", "require", "off"]).exactOptional(),
    ca_file: z.string().min(1).exactOptional(),
    timeout_seconds: z.number().int().min(1).exactOptional(),
  });
}

/** Also where sources in a bucket lie. */
const bucketFields = {
  path: z.string().refine(isBucketPath, "must be s3://bucket/prefix"),
  endpoint: z.string().min(1).exactOptional(),
  region: z.string().min(1).exactOptional(),
  path_style: z.boolean().exactOptional(),
  profile: z.string().min(1).exactOptional(),
};
const rest = z.strictObject({
  kind: z.literal("rest"),
  path: z.string().refine(isWebAddress, "must be a web address without a password"),
  list: z.string().min(1).exactOptional(),
  paging: z
    .discriminatedUnion("kind", [
      z.strictObject({ kind: z.literal("link") }),
      z.strictObject({
        kind: z.literal("cursor"),
        next: z.string().min(1),
        parameter: z.string().min(1),
      }),
      z.strictObject({ kind: z.literal("page"), parameter: z.string().min(1) }),
    ])
    .exactOptional(),
  auth_header: z.string().min(1).exactOptional(),
  per_minute: z.number().int().min(1).exactOptional(),
});
const bucketPlace = z.strictObject(bucketFields);

const source = z.strictObject({
  id: slug,
  name: z.string().min(1),
  mode: z.enum(["snapshot", "append"]),
  origin: z.discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("csv"), path: z.string().min(1) }),
    z.strictObject({ kind: z.literal("json"), path: z.string().min(1) }),
    z.strictObject({ kind: z.literal("folder"), path: z.string().min(1) }),
    z.strictObject({
      kind: z.literal("sheet"),
      path: z.string().min(1),
      spreadsheet_id: z.string().min(1),
      sheet_id: z.number().int().nonnegative(),
      account: z.string().min(1).exactOptional(),
    }),
    database("postgres"),
    database("mysql"),
    z.strictObject({ kind: z.literal("s3"), ...bucketFields }),
    rest,
  ]),
  read: z.strictObject({
    header_row: z.number().int().min(1).optional(),
    delimiter: z.string().min(1).optional(),
    encoding: z.string().min(1).optional(),
    range: z.string().min(1).optional(),
  }),
  time_zone: z.string().min(1).optional(),
  removed_at: z.string().min(1).optional(),
});

const snowflakeTarget = z.strictObject({
  account: z.string().regex(/^[A-Za-z0-9._-]+$/, "must be an account identifier"),
  user: z.string().min(1),
  role: z.string().regex(/^\w+$/),
  warehouse: z.string().regex(/^\w+$/),
  database: z.string().regex(/^[A-Za-z]\w{0,60}$/, "must be letters, digits and underscores"),
  sign_in: z.discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("key_pair"), key_file: z.string().min(1).nullable() }),
    z.strictObject({ kind: z.literal("token") }),
    z.strictObject({ kind: z.literal("oauth") }),
    z.strictObject({ kind: z.literal("browser") }),
  ]),
  credit_cap: z.number().min(0).exactOptional(),
  credit_price: z.strictObject({ amount: z.number().min(0), currency: z.string() }).exactOptional(),
  warehouse_size: z.string().exactOptional(),
  stage: z
    .strictObject({
      ...bucketFields,
      path: bucketFields.path.exactOptional(),
      name: z.string().refine(isStageName, "must be database.schema.stage").exactOptional(),
      role_arn: z.string().min(1).exactOptional(),
    })
    .exactOptional(),
});

/** `workspace.json`. Unknown fields are refused: they would be lost on the next save. */
export const workspaceSchema = z.strictObject({
  version: z.literal(1),
  id: z.string().min(1),
  time_zone: z.string().min(1),
  currency: z.string().regex(/^[A-Z]{3}$/, "must be a three-letter currency code"),
  sources: z.array(source),
  settings: z.strictObject({
    quarantine_limit: limit,
    shrink_limit: limit,
    keep_versions: z.number().int().min(1),
    memory_limit: z.string().optional(),
  }),
  schedule: z
    .strictObject({
      enabled: z.boolean(),
      daily: clockTime,
      time_zone: z.string().min(1),
      auto_publish_limit: z.number().min(0).max(100).nullable(),
      enabled_since: z.string().min(1).optional(),
      window_minutes: z.number().int().min(15).max(720).optional(),
      quiet_hours: z.strictObject({ from: clockTime, to: clockTime }).nullable().optional(),
      on_battery: z.boolean().optional(),
      on_metered: z.boolean().optional(),
    })
    .optional(),
  accounts: z
    .array(
      z.strictObject({
        name: z.string().min(1),
        kind: z.enum(["signed_in", "service_account", "api_key"]),
        email: z.string().nullable(),
      }),
    )
    .optional(),
  lake: bucketPlace.optional(),
  alerts: z
    .strictObject({
      desktop: z.boolean(),
      emails: z.array(z.string()),
      webhook: z.string().nullable(),
      report_emails: z.array(z.string()).optional(),
      console_url: z.string().nullable().optional(),
    })
    .optional(),
  snowflake: snowflakeTarget.optional(),
});

/** `lake/mappings/<source>/<version>.json`. */
export const mappingSchema = z.strictObject({
  source_id: slug,
  version: z.number().int().min(1),
  created_at: z.string().min(1),
  entities: z.partialRecord(
    z.enum(ENTITY_NAMES),
    z.strictObject({
      columns: z.record(z.string(), z.array(z.string()).min(1)),
      defaults: z.record(z.string(), z.string()),
      fold: z.boolean(),
      key_prefix: z.string().optional(),
      prices_include_tax: z.boolean().optional(),
    }),
  ),
  formats: z.record(z.string(), formats),
  header_aliases: z.record(z.string(), z.string()),
});
