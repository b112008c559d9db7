import type { Command } from "commander";
import type { z } from "zod";
import type { snowflakeTarget } from "#contract/target.ts";
import { AppError } from "#domain/errors.ts";
import { isBucketPath } from "#domain/remote/bucket.ts";
import { isStageName } from "#domain/snowflake/team-stage.ts";
import { given } from "./command-line.ts";

/** The flags that say how files reach Snowflake. */
export interface StageFlags {
  stage?: readonly string[];
  stageRole?: string;
  stageEndpoint?: string;
  stageRegion?: string;
  stagePathStyle?: boolean;
  stageProfile?: string;
}

export function withStageFlags(command: Command): Command {
  return command
    .option(
      "--stage <place...>",
      "the team's own bucket on the way to Snowflake: s3://bucket/prefix, or the name of an external stage, or both",
    )
    .option("--stage-role <arn>", "the bucket's role for Snowflake; only `target script` uses it")
    .option("--stage-endpoint <url>", "a service for buckets that is not Amazon's")
    .option("--stage-region <name>", "region of the bucket")
    .option("--stage-path-style", "the bucket stands in the path")
    .option("--stage-profile <name>", "a profile of this computer's AWS settings");
}

type Stage = NonNullable<z.input<typeof snowflakeTarget>["stage"]>;

/** @throws AppError `usage` for a place that is neither a bucket nor a stage. */
export function stageSaid(flags: StageFlags): { readonly stage: Stage | null } {
  if (flags.stage === undefined) return { stage: null };
  const wrong = flags.stage.find((text) => !isBucketPath(text) && !isStageName(text));
  if (wrong !== undefined) {
    throw new AppError("usage", `--stage ${wrong} is neither a bucket nor a stage.`, {
      hint: "Write s3://bucket/prefix, or the whole name of a stage: DATABASE.SCHEMA.STAGE.",
    });
  }
  return {
    stage: given({
      path: flags.stage.find(isBucketPath),
      name: flags.stage.find(isStageName),
      role_arn: flags.stageRole,
      endpoint: flags.stageEndpoint,
      region: flags.stageRegion,
      path_style: flags.stagePathStyle,
      profile: flags.stageProfile,
    }),
  };
}
