import { snowflakeText } from "./names.ts";
import { snowflakeDatabases, type SnowflakeTarget } from "./target.ts";

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
  const reach = `storage_aws_role_arn = ${role} storage_allowed_locations = (${url})`;
  return [
    `create storage integration if not exists ${integration(target)} type = external_stage storage_provider = 's3' enabled = true ${reach}`,
    // A script that is run again, with another role or prefix, must not leave what the first one made.
    `alter storage integration ${integration(target)} set ${reach}`,
    `grant usage on integration ${integration(target)} to role ${loader}`,
  ];
}

const integration = (target: Pick<SnowflakeTarget, "database">): string =>
  `${target.database.toLowerCase()}_bucket`;

const stageUrl = (path: string): string => `${path.replace(/\/+$/, "")}/`;
