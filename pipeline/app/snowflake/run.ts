import type { Services } from "#app/services.ts";
import type { CloudResult } from "#contract/runs.ts";
import { AppError } from "#domain/errors.ts";
import type { Build } from "#domain/run/build.ts";
import { type CloudChecks, heldThere } from "#domain/snowflake/held.ts";
import { NOT_COUNTED, spendOfTime } from "#domain/snowflake/spend.ts";
import { snowflakeDatabases, type SnowflakeTarget } from "#domain/snowflake/target.ts";
import { buildGraph } from "#models/graph.ts";
import type { Progress } from "#ports/progress.ts";
import type { CloudSession } from "#ports/snowflake.ts";
import type { SqlSession } from "#ports/warehouse.ts";
import { checkCloud } from "./checks.ts";
import type { CloudContext, CloudManifest } from "./context.ts";
import { loadRaw, prepareRaw } from "./load.ts";
import { buildCloudModels, writeCloudMeta } from "./models.ts";
import { removeOldVersions } from "./retention.ts";
import { buildCloudSilver } from "./silver.ts";
import { sourcesOfBuild } from "./sources.ts";
import { guard } from "./spend.ts";
import { targetOf } from "./target.ts";
import { verifyCloud } from "./verify.ts";
import {
  closeDraft,
  dropLeftOver,
  openDraft,
  ourDatabases,
  publishCloud,
  readManifest,
} from "./versions.ts";

export interface CloudRequest {
  readonly publish: boolean;
  readonly verify: boolean;
}

export interface CloudCall {
  readonly signal: AbortSignal;
  readonly progress: Progress;
  /** Where a lease is held: rejects when it was lost. */
  readonly check?: () => Promise<void>;
}

/**
 * Brings the newest closed build to Snowflake: loads what it lacks, derives the same tables there with the same
 * models, checks them, and on request compares and publishes them.
 * @throws AppError `usage` without a target or build, or when the estimate is above the cap: then nothing was sent.
 */
export async function runOnSnowflake(
  services: Services,
  request: CloudRequest,
  call: CloudCall,
): Promise<CloudResult> {
  const target = await targetOf(services);
  const build = await services.builds.newest();
  if (!build)
    throw new AppError("usage", "There is no build to bring to Snowflake yet.", {
      hint: "Run first.",
    });
  const estimated = guard(target, build);
  const local = await services.warehouse.openRead(
    services.builds.file(build.build_id),
    services.limits(),
    call.signal,
  );
  const began = services.clock.elapsed();
  try {
    const tag = `medallion ${build.run_id}`;
    const cloud = await services.snowflake.connect(target, { tag, signal: call.signal });
    try {
      const context = await contextOf(services, {
        target,
        build,
        cloud,
        local,
        progress: call.progress,
        signal: call.signal,
        check: call.check ?? (async () => undefined),
      });
      const done = await bring(context, request);
      const credits = spendOfTime(
        (services.clock.elapsed() - began) / 1000,
        target.warehouse_size,
      ).credits;
      return {
        ...done,
        statements: cloud.statements,
        estimated_credits: estimated,
        credits,
        not_counted: NOT_COUNTED,
      };
    } finally {
      await cloud.close();
    }
  } finally {
    await local.close();
  }
}

async function contextOf(
  services: Services,
  parts: {
    readonly target: SnowflakeTarget;
    readonly build: Build;
    readonly cloud: CloudSession;
    readonly local: SqlSession;
    readonly progress: Progress;
    readonly signal: AbortSignal;
    readonly check: () => Promise<void>;
  },
): Promise<CloudContext> {
  const { target, build, cloud, local } = parts;
  const named = snowflakeDatabases(target);
  const databases = { ...named, draft: named.draftOf(String(services.clock.now().getTime())) };
  const catalogue = await services.models();
  parts.progress({ step: "snowflake", label: "Signing in to Snowflake", fraction: 0.02 });
  const known = await ourDatabases(cloud, databases);
  await parts.check();
  // First of all: after this nothing of an earlier run can become the closed build.
  await dropLeftOver(cloud, databases, known);
  const before: CloudManifest | null = known.has(databases.closed)
    ? await readManifest(cloud, databases.closed)
    : null;
  return {
    ...parts,
    services,
    databases,
    known,
    before,
    catalogue,
    dialect: await services.dialect(catalogue, local),
    graph: await buildGraph(catalogue, local),
    sources: await sourcesOfBuild(services, build),
    changed: new Set(),
  };
}

async function bring(context: CloudContext, request: CloudRequest) {
  const { build, before } = context;
  const unchanged = before?.build_id === build.build_id;
  const { files, checks } = unchanged
    ? { files: 0, checks: before.checks ?? (await checkClosed(context)) }
    : await buildThere(context);
  const verdicts = request.verify ? await verifyCloud(context) : [];
  const held = heldThere({ checks, verdicts }).length > 0;
  const publish = request.publish && build.status === "succeeded" && !held;
  if (publish) {
    await publishCloud(context);
    // Readers have the build; what could not be removed is removed after the next.
    await removeOldVersions(context).catch(() => undefined);
  }
  return {
    build_id: build.build_id,
    unchanged,
    published: publish,
    files_loaded: files,
    checks,
    verdicts,
  };
}

async function buildThere(context: CloudContext) {
  await prepareRaw(context);
  const files = await loadRaw(context);
  await openDraft(context);
  await writeCloudMeta(context);
  await buildCloudSilver(context);
  await buildCloudModels(context);
  const checks = await checkCloud(context);
  await closeDraft(context, checks);
  return { files, checks };
}

/** Closed by an earlier version of this program, which did not keep what its checks said. */
function checkClosed(context: CloudContext): Promise<CloudChecks> {
  const { databases } = context;
  return checkCloud({ ...context, databases: { ...databases, draft: databases.closed } });
}
