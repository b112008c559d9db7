import { type BucketPlace, parseBucketPath } from "#domain/remote/bucket.ts";
import { snowflakeText } from "./names.ts";
import { snowflakeDatabases, type SnowflakeTarget } from "./target.ts";

/**
 * The team's own bucket as the way into Snowflake, in place of Snowflake's storage. The program writes to it with
 * this computer's sign-in, Snowflake reads from it by an external stage.
 */
export interface TeamStage extends Partial<BucketPlace> {
  /**
   * An external stage that an administrator made, e.g. `ADMIN.STAGES.BRONZE`; without `path` it says which bucket.
   * Without a name the loading role makes a stage of its own, through the integration of the set-up script.
   */
  readonly name?: string;
  /** Role of the bucket's owner that Snowflake takes on; only the set-up script uses it. */
  readonly role_arn?: string;
}

/** `DATABASE.SCHEMA.STAGE`. */
export const isStageName = (text: string): boolean =>
  /^[A-Za-z_]\w*(\.[A-Za-z_]\w*){2}$/.test(text);

/** The stage the loading role makes over a place. Another place is another stage. */
export function ownStage(target: Pick<SnowflakeTarget, "database">, path: string) {
  const { raw } = snowflakeDatabases(target);
  const url = stageUrl(path);
  const slug = url
    .slice("s3://".length)
    .replaceAll(/[^a-z0-9]+/gi, "_")
    .toLowerCase();
  const name = `${raw}.raw.team_${slug.replace(/_$/, "").slice(0, 200)}`;
  return {
    name,
    create: `create stage if not exists ${name} url = ${snowflakeText(url)} storage_integration = ${integration(target)}`,
  };
}

/** What an administrator grants so that the loading role can read the team's bucket, and nothing beside it. */
export function stageGrants(target: SnowflakeTarget): readonly string[] {
  const { stage } = target;
  if (!stage) return [];
  const loader = target.role.toLowerCase();
  if (stage.name !== undefined) {
    const [database, schema, name] = stage.name.toLowerCase().split(".") as [
      string,
      string,
      string,
    ];
    return [
      `grant usage on database ${database} to role ${loader}`,
      `grant usage on schema ${database}.${schema} to role ${loader}`,
      `grant usage on stage ${database}.${schema}.${name} to role ${loader}`,
    ];
  }
  const url = snowflakeText(stageUrl(stage.path ?? ""));
  const role = snowflakeText(stage.role_arn ?? "arn:aws:iam::000000000000:role/NAME_THE_ROLE_HERE");
  return [
    `create storage integration if not exists ${integration(target)} type = external_stage storage_provider = 's3' enabled = true storage_aws_role_arn = ${role} storage_allowed_locations = (${url})`,
    `grant usage on integration ${integration(target)} to role ${loader}`,
  ];
}

/** Where an external stage reads, as `describe stage` says it; null for what is no bucket of S3. */
export function placeOfUrl(url: string): string | null {
  const path = url.replaceAll(/[[\]"\s]/g, "").replace(/^s3(?:compat|gov|china)?:/, "s3:");
  return parseBucketPath(path) ? path.replace(/\/+$/, "") : null;
}

const integration = (target: Pick<SnowflakeTarget, "database">): string =>
  `${target.database.toLowerCase()}_bucket`;

const stageUrl = (path: string): string => `${path.replace(/\/+$/, "")}/`;
