import { AppError } from "#domain/errors.ts";
import type { CloudChecks } from "#domain/snowflake/held.ts";
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

/** The same for a database that may be half made by a run that was cut off: null then. */
export async function manifestOf(
  cloud: CloudSession,
  database: string,
): Promise<CloudManifest | null> {
  const tables = await cloud.rows(`show tables like 'MANIFEST' in database ${database}`);
  return tables.length === 0 ? null : readManifest(cloud, database);
}

/** The draft begins as the newest closed build, which stays as it is. */
export async function openDraft({ cloud, databases, before }: CloudContext): Promise<void> {
  const clone = before === null ? "" : ` clone ${databases.closed}`;
  await cloud.run(`create or replace database ${databases.draft}${clone}`);
}

/** Writes what the draft is, then puts it in the place of the closed build: one statement. */
export async function closeDraft(context: CloudContext, checks: CloudChecks): Promise<void> {
  const { cloud, databases, known } = context;
  await writeManifest(context, databases.draft, { checks });
  await context.check();
  if (!known.has(databases.closed)) {
    // No empty closed build is made to exchange it with: a run that ended there would leave it for one.
    await cloud.run(`alter database ${databases.draft} rename to ${databases.closed}`);
    return;
  }
  await cloud.run(`alter database ${databases.draft} swap with ${databases.closed}`);
  // What was closed before is in the draft's place now; nobody needs it.
  await cloud.run(`drop database if exists ${databases.draft}`);
}

/**
 * Drafts of runs that were cut off, and what was closed before one that was cut off right after closing. A statement
 * of theirs that is still on its way finds no database of its name.
 */
export async function dropLeftOver(
  cloud: CloudSession,
  databases: SnowflakeDatabases,
  known: ReadonlySet<string>,
): Promise<void> {
  for (const name of [...known].filter(databases.isDraft)) {
    await cloud.run(`drop database if exists ${name}`);
  }
}

/** Prepares the version beside the published one, grants included, then exchanges the two: one statement. */
export async function publishCloud(context: CloudContext): Promise<void> {
  const { cloud, databases, build, known, check } = context;
  await check();
  if (!known.has(databases.published)) {
    const version = databases.version(build.run);
    await prepareVersion(context, version);
    await check();
    await cloud.run(`alter database ${version} rename to ${databases.published}`);
    return;
  }
  const now = await readManifest(cloud, databases.published);
  if (now?.build_id === build.build_id) return;
  const version = freeSlot(context);
  const whole = await slotOfBuild(context);
  if (whole === null) await prepareVersion(context, version);
  else {
    // Under another name no exchange of an earlier run that is still on its way can undo this one.
    await cloud.run(`alter database ${whole} rename to ${version}`);
    const inside = await readManifest(cloud, version);
    // It came before the new name: readers see the build already.
    if (inside?.build_id !== build.build_id) return;
  }
  await check();
  await cloud.run(`alter database ${databases.published} swap with ${version}`);
}

/** A name nobody has used: after exchanges a slot may hold another version whole, which can still be put back. */
function freeSlot({ databases, build, known }: CloudContext): string {
  let run = build.run;
  while (known.has(databases.version(run))) run += 1;
  return databases.version(run);
}

/** Where the build is whole already, after a rollback or a run that was cut off. Half made slots are removed. */
async function slotOfBuild(context: CloudContext): Promise<string | null> {
  const { cloud, databases, build, known } = context;
  if (!known.has(databases.version(build.run))) return null;
  let found: string | null = null;
  for (const slot of [...known].filter(databases.isVersion)) {
    const manifest = await manifestOf(cloud, slot);
    if (manifest === null) await cloud.run(`drop database if exists ${slot}`);
    if (manifest?.build_id === build.build_id) found = slot;
  }
  return found;
}

async function prepareVersion(context: CloudContext, version: string): Promise<void> {
  const { cloud, databases, build } = context;
  await needClosed(cloud, databases.closed, build.build_id);
  await cloud.run(`create or replace database ${version}`);
  for (const schema of PUBLISHED_SCHEMAS) {
    await cloud.run(
      `create or replace schema ${version}.${schema} clone ${databases.closed}.${schema}`,
    );
  }
  await grantReading(context, version);
  // Last: what has a manifest is whole.
  await writeManifest(context, version);
}

async function needClosed(cloud: CloudSession, closed: string, build_id: string): Promise<void> {
  const inside = await readManifest(cloud, closed);
  if (inside?.build_id === build_id) return;
  throw new AppError("conflict", `Snowflake's closed build is not ${build_id} any more.`, {
    hint: "Another computer brought its build meanwhile. Nothing was published; run again.",
  });
}

async function grantReading({ cloud, target }: CloudContext, version: string): Promise<void> {
  const reader = `${target.database.toLowerCase()}_reader`;
  await cloud.run(`grant usage on database ${version} to role ${reader}`);
  for (const schema of PUBLISHED_SCHEMAS) {
    await cloud.run(`grant usage on schema ${version}.${schema} to role ${reader}`);
    await cloud.run(`grant select on all tables in schema ${version}.${schema} to role ${reader}`);
  }
}

async function writeManifest(
  { cloud, build }: CloudContext,
  database: string,
  besides: Pick<CloudManifest, "checks"> = {},
): Promise<void> {
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
    ...besides,
  };
  await cloud.run(`create schema if not exists ${database}.medallion`);
  await cloud.run(
    `create or replace table ${database}.medallion.manifest as select ${snowflakeText(JSON.stringify(manifest))} as manifest`,
  );
}
