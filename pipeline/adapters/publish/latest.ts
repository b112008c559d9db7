import { randomUUID } from "node:crypto";
import { rename, rm, symlink } from "node:fs/promises";
import { join } from "node:path";

/**
 * `published/latest` for tools that need a path: a symbolic link (a junction on Windows) made beside and
 * renamed over the old one. It follows `current.json`, which is the truth, so a failure here is not one of publishing.
 */
export async function switchLatest(root: string, version: number): Promise<void> {
  const link = join(root, `latest-${randomUUID()}.tmp`);
  const junction = process.platform === "win32";
  try {
    await symlink(junction ? join(root, String(version)) : String(version), link, "junction");
    // Windows cannot rename over a junction; there is a moment without the path, never a wrong one.
    if (junction) await rm(join(root, "latest"), { force: true });
    await rename(link, join(root, "latest"));
  } catch {
    await rm(link, { force: true });
  }
}
