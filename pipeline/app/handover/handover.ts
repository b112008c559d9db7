import type { Handler } from "#app/use-case.ts";
import type { Call } from "#app/use-case.ts";
import type { Services } from "#app/services.ts";
import { currentVersion, openResult } from "#app/reports/open-result.ts";
import { AppError } from "#domain/errors.ts";
import { objectsPlace } from "#domain/handover/place.ts";
import { handoverScripts, objectsFile } from "#domain/handover/scripts.ts";
import { type HandoverTable, inOrder } from "#domain/handover/table.ts";
import type { PublishedVersion } from "#ports/publisher.ts";
import { describeTables } from "./describe.ts";

/** `publishing.handover`: scripts that load what readers see into another warehouse; nothing is sent anywhere. */
export const handover: Handler<"publishing", "handover"> = (services) => async (input, call) => {
  const { lake } = await services.workspaces.open(services.directory);
  const version = await currentVersion(services);
  const place = objectsPlace(input.target, lake, input.staged);
  if (place.is_lake) await requireSent(services, version, call);
  const tables = inOrder(await tablesOf(services, version, call.signal));
  const { target, prefix, reader, iam_role } = input;
  const { build_id, published_at } = version;
  const about = { version: version.version, build_id, published_at, tables, prefix, reader };
  const scripts = handoverScripts(target, { ...about, iam_role, objects: place.objects });
  const here = (schema: string, name: string): string =>
    services.publisher.file(version.version, `${schema}.${name}`);
  const copies = place.is_lake ? [] : [objectsFile({ tables, objects: place.objects }, here)];
  return {
    version: version.version,
    tables: tables.length,
    rows: tables.reduce((sum, { rows }) => sum + rows, 0),
    files: [...scripts, ...copies],
    remarks: tables.flatMap((table) => table.remarks),
  };
};

async function tablesOf(
  services: Services,
  version: PublishedVersion,
  signal: AbortSignal,
): Promise<readonly HandoverTable[]> {
  const { session } = await openResult(services, true, signal);
  try {
    return await describeTables(session, await services.models(), version);
  } finally {
    await session.close();
  }
}

/** Scripts name objects of the lake: they must be there, and nobody may have published since. */
async function requireSent(
  { lake }: Services,
  { version }: PublishedVersion,
  call: Call,
): Promise<void> {
  if (!lake) return;
  const { plan } = await lake.status(call);
  const differs = [...plan.push, ...plan.remove_here, ...plan.conflicts];
  if (differs.some((path) => path.startsWith(`published/${version}/`))) {
    throw new AppError("conflict", `Version ${version} is not in the lake as it is here.`, {
      hint: "`lake push` sends it; then write the scripts again.",
    });
  }
  if (plan.pull.includes("published/current.json")) {
    throw new AppError("conflict", "Another computer has published since.", {
      hint: "`lake pull` fetches its version; then write the scripts again.",
    });
  }
}
