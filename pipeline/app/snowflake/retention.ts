import type { CloudContext } from "./context.ts";
import { manifestOf, ourDatabases } from "./versions.ts";

/**
 * Removes published versions beyond the workspace's number, the oldest first; what readers see counts and stays. What
 * has no manifest is not touched: it may be somebody else's.
 */
export async function removeOldVersions(context: CloudContext): Promise<void> {
  const { cloud, databases, build, services, check } = context;
  const { settings } = await services.workspaces.open(services.directory);
  const names = [...(await ourDatabases(cloud, databases))].filter(databases.isVersion);
  const beside = Math.max(1, settings.keep_versions - 1);
  if (names.length <= beside) return;
  const versions: { readonly name: string; readonly run: number }[] = [];
  for (const name of names) {
    // After exchanges a name says which slot it is, not what is in it.
    const manifest = await manifestOf(cloud, name);
    if (manifest && manifest.build_id !== build.build_id)
      versions.push({ name, run: manifest.run });
  }
  versions.sort((one, other) => other.run - one.run);
  for (const { name } of versions.slice(beside)) {
    await check();
    await cloud.run(`drop database if exists ${name}`);
  }
}
