import { snowflakeText } from "#domain/snowflake/names.ts";
import type { SnowflakeDatabases } from "#domain/snowflake/target.ts";
import type { CloudSession } from "#ports/snowflake.ts";
import type { CloudContext, CloudManifest } from "./context.ts";

const PUBLISHED_SCHEMAS = ["gold", "marts", "reports"] as const;

/** Names of our databases that exist. Asks no warehouse. */
export async function ourDatabases(
  cloud: CloudSession,
  { published }: SnowflakeDatabases,
): Promise<ReadonlySet<string>> {
  const rows = await cloud.rows(`show databases like '${published.replaceAll("_", "\\\\_")}%'`);
  return new Set(rows.map((row) => String(row["name"]).toLowerCase()));
}

/** What a closed or published database says about itself. */
export async function readManifest(
  cloud: CloudSession,
  database: string,
): Promise<CloudManifest | null> {
  const rows = await cloud.rows(`select manifest from ${database}.medallion.manifest`);
  const text = rows[0]?.["manifest"];
  return typeof text === "string" ? (JSON.parse(text) as CloudManifest) : null;
}

/** The draft begins as the newest closed build, which stays as it is. */
export async function openDraft({ cloud, databases, before }: CloudContext): Promise<void> {
  const clone = before === null ? "" : ` clone ${databases.closed}`;
  await cloud.run(`create or replace database ${databases.draft}${clone}`);
}

/** Writes what the draft is, then puts it in the place of the closed build: one statement. */
export async function closeDraft(context: CloudContext): Promise<void> {
  const { cloud, databases } = context;
  await writeManifest(context, databases.draft);
  await cloud.run(`create database if not exists ${databases.closed}`);
  await cloud.run(`alter database ${databases.draft} swap with ${databases.closed}`);
  // What was closed before is in the draft's place now; nobody needs it.
  await cloud.run(`drop database if exists ${databases.draft}`);
}

/** Prepares the version beside the published one, grants included, then exchanges the two: one statement. */
export async function publishCloud(context: CloudContext): Promise<void> {
  const { cloud, databases, build, target } = context;
  const version = databases.version(build.run);
  await cloud.run(`create or replace database ${version}`);
  for (const schema of PUBLISHED_SCHEMAS) {
    await cloud.run(
      `create or replace schema ${version}.${schema} clone ${databases.closed}.${schema}`,
    );
  }
  await writeManifest(context, version);
  const reader = `${target.database.toLowerCase()}_reader`;
  await cloud.run(`grant usage on database ${version} to role ${reader}`);
  for (const schema of PUBLISHED_SCHEMAS) {
    await cloud.run(`grant usage on schema ${version}.${schema} to role ${reader}`);
    await cloud.run(`grant select on all tables in schema ${version}.${schema} to role ${reader}`);
  }
  await cloud.run(`create database if not exists ${databases.published}`);
  await cloud.run(`alter database ${databases.published} swap with ${version}`);
}

async function writeManifest({ cloud, build }: CloudContext, database: string): Promise<void> {
  const { build_id, run, as_of, workspace, batches, feeds, waivers, models, keys } = build;
  const manifest: CloudManifest = {
    build_id,
    run,
    as_of,
    workspace,
    batches,
    feeds,
    waivers,
    models,
    keys,
  };
  await cloud.run(`create schema if not exists ${database}.medallion`);
  await cloud.run(
    `create or replace table ${database}.medallion.manifest as select ${snowflakeText(JSON.stringify(manifest))} as manifest`,
  );
}
