import type { Services } from "#app/services.ts";
import { AppError } from "#domain/errors.ts";
import type { BucketPlace } from "#domain/remote/bucket.ts";
import { ownStage } from "#domain/snowflake/stage.ts";
import { placeOfUrl, type TeamStage } from "#domain/snowflake/team-stage.ts";
import type { SnowflakeDatabases, SnowflakeTarget } from "#domain/snowflake/target.ts";
import type { CloudSession } from "#ports/snowflake.ts";

/** Where `COPY INTO` finds a file. */
export interface Staged {
  /** Without the at sign, folder included. */
  readonly folder: string;
  readonly file: string;
}

/** The way of files to where Snowflake reads them. */
export interface StageWay {
  /** @param file local; its last part is the name it has there. */
  bring(file: string, folder: string, name: string): Promise<Staged>;
  close(): void;
}

/** Snowflake's own storage by PUT, or the team's bucket where the target names one; makes the stage it needs. */
export async function openStageWay(
  services: Pick<Services, "stageBucket">,
  { target, databases, cloud }: Parts,
  signal?: AbortSignal,
): Promise<StageWay> {
  if (target.stage) return teamWay(services, { target, databases, cloud }, target.stage, signal);
  const stage = `${databases.raw}.raw.bronze`;
  await cloud.run(`create stage if not exists ${stage}`);
  return {
    bring: async (file, folder, name) => {
      await cloud.upload(file, `@${stage}/${folder}`);
      return { folder: `${stage}/${folder}`, file: name };
    },
    close: () => undefined,
  };
}

interface Parts {
  readonly target: SnowflakeTarget;
  readonly databases: SnowflakeDatabases;
  readonly cloud: CloudSession;
}

async function teamWay(
  services: Pick<Services, "stageBucket">,
  { target, cloud }: Parts,
  stage: TeamStage,
  signal: AbortSignal | undefined,
): Promise<StageWay> {
  const { name: named, path: _path, role_arn: _role, ...rest } = stage;
  const place: BucketPlace = { ...rest, path: await placeOf(cloud, stage) };
  const own = ownStage(target, place.path);
  if (named === undefined) await cloud.run(own.create);
  const name = named?.toLowerCase() ?? own.name;
  const bucket = await services.stageBucket(place);
  return {
    bring: async (file, folder, base) => {
      const key = await bucket.put(file, `${folder}/${base}`, signal);
      return { folder: `${name}/${folder}`, file: key.slice(folder.length + 1) };
    },
    close: () => bucket.close(),
  };
}

/** @throws AppError `usage` when the administrator's stage reads from somewhere else than the target says. */
async function placeOf(cloud: CloudSession, { name, path }: TeamStage): Promise<string> {
  const said = path?.replace(/\/+$/, "");
  if (name === undefined) return said ?? "";
  const rows = await cloud.rows(`describe stage ${name.toLowerCase()}`);
  const url = String(rows.find((row) => row["property"] === "URL")?.["property_value"] ?? "");
  const there = placeOfUrl(url);
  if (there !== null && (said === undefined || said === there)) return there;
  throw new AppError(
    "usage",
    there === null
      ? `The stage ${name} reads from ${url || "Snowflake's own storage"}, which is no bucket of S3.`
      : `The stage ${name} reads from ${there}, not from ${String(said)}.`,
    { hint: "Set the target again with the stage and the place that belong together." },
  );
}
