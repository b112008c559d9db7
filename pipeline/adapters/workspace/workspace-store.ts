import { randomUUID } from "node:crypto";
import { mkdir, readdir } from "node:fs/promises";
import { join } from "node:path";
import { AppError } from "#domain/errors.ts";
import { DEFAULT_SETTINGS, type Mapping, type Workspace } from "#domain/workspace.ts";
import type { WorkspaceStore } from "#ports/workspace-store.ts";
import { errorCode, syncFolder } from "./atomic-file.ts";
import { check, readJson, writeJson } from "./json-file.ts";
import { mappingSchema, workspaceSchema } from "./schemas.ts";

const FILE = "workspace.json";
const FOLDERS = [
  "lake/bronze",
  "lake/mappings",
  "lake/decisions",
  "lake/keys",
  "lake/held",
  "builds",
  "published",
  "logs",
] as const;
/** Left behind by desktops and version control; a folder with only these counts as empty. */
const HARMLESS = new Set([
  ".DS_Store",
  "Thumbs.db",
  "desktop.ini",
  ".git",
  ".gitignore",
  ".gitkeep",
  // A window may be open on a folder before it becomes a workspace, and take files in.
  "uploads",
  "exports",
  ".scratch",
]);

/** The workspace store on the local file system. */
export class FileWorkspaceStore implements WorkspaceStore {
  async init(
    folder: string,
    options: { readonly time_zone: string; readonly currency: string },
  ): Promise<{ readonly workspace: Workspace; readonly created: boolean }> {
    const names = await listFolder(folder);
    if (names.includes(FILE)) {
      const workspace = await this.open(folder);
      await createFolders(folder);
      return { workspace, created: false };
    }
    const others = await foreignNames(folder, names);
    if (others.length > 0) {
      throw new AppError("conflict", `${folder} is not empty and is not a workspace.`, {
        hint: "Choose a new or empty folder for the workspace.",
        details: { found: others.slice(0, 10) },
      });
    }
    const workspace: Workspace = {
      version: 1,
      id: randomUUID(),
      time_zone: options.time_zone,
      currency: options.currency,
      sources: [],
      settings: DEFAULT_SETTINGS,
    };
    check(workspaceSchema, workspace, join(folder, FILE), "usage");
    await createFolders(folder);
    await this.save(folder, workspace);
    return { workspace, created: true };
  }

  async open(folder: string): Promise<Workspace> {
    const path = join(folder, FILE);
    const value = await readJson(path, () => notAWorkspace(folder));
    const version =
      typeof value === "object" && value !== null && "version" in value ? value.version : undefined;
    if (typeof version === "number" && version > 1) {
      throw new AppError(
        "bad_input",
        `${path} was written by a newer version of Medallion (format ${version}).`,
        {
          hint: "Update Medallion on this computer, then open the workspace again.",
        },
      );
    }
    return check(workspaceSchema, value, path, "corrupt") as Workspace;
  }

  async save(folder: string, workspace: Workspace): Promise<void> {
    const path = join(folder, FILE);
    check(workspaceSchema, workspace, path, "internal");
    await writeJson(path, workspace);
  }

  async update(folder: string, change: (workspace: Workspace) => Workspace): Promise<Workspace> {
    const changed = change(await this.open(folder));
    await this.save(folder, changed);
    return changed;
  }

  async mappings(folder: string, source_id: string): Promise<readonly Mapping[]> {
    const names = await versionFiles(folder, source_id);
    return Promise.all(names.map((name) => readMapping(mappingFolder(folder, source_id), name)));
  }

  async mapping(folder: string, source_id: string): Promise<Mapping | null> {
    const newest = (await versionFiles(folder, source_id)).at(-1);
    return newest === undefined ? null : readMapping(mappingFolder(folder, source_id), newest);
  }

  async saveMapping(folder: string, mapping: Mapping): Promise<void> {
    const name = `${String(mapping.version).padStart(6, "0")}.json`;
    const path = join(mappingFolder(folder, mapping.source_id), name);
    check(mappingSchema, mapping, path, "internal");
    try {
      await writeJson(path, mapping, true);
    } catch (error) {
      if (errorCode(error) !== "EEXIST") throw error;
      throw new AppError(
        "conflict",
        `Version ${mapping.version} of this mapping was saved by someone else meanwhile.`,
        {
          hint: "Look at the mapping as it is now, then repeat the change.",
          cause: error,
        },
      );
    }
  }
}

const mappingFolder = (folder: string, source_id: string): string =>
  join(folder, "lake", "mappings", source_id);

async function versionFiles(folder: string, source_id: string): Promise<readonly string[]> {
  const names = await listFolder(mappingFolder(folder, source_id));
  return names.filter((name) => /^\d{6}\.json$/.test(name)).toSorted();
}

async function readMapping(folder: string, name: string): Promise<Mapping> {
  const path = join(folder, name);
  const value = await readJson(
    path,
    (cause) => new AppError("corrupt", `${path} is gone.`, { cause }),
  );
  return check(mappingSchema, value, path, "corrupt") as Mapping;
}

async function createFolders(folder: string): Promise<void> {
  try {
    for (const name of FOLDERS) await mkdir(join(folder, name), { recursive: true });
    await syncFolder(folder);
  } catch (error) {
    throw new AppError("read_only", `The workspace folder ${folder} cannot be created.`, {
      hint: "Choose a place you may write to.",
      cause: error,
    });
  }
}

/** What does not belong to a half-made workspace (whose `init` was interrupted): that one holds only empty folders. */
async function foreignNames(folder: string, names: readonly string[]): Promise<readonly string[]> {
  const ours = new Set(FOLDERS.map((path) => path.split("/")[0]));
  const foreign: string[] = [];
  for (const name of names) {
    if (HARMLESS.has(name) || /^\.workspace\.json\.[0-9a-f]+\.tmp$/.test(name)) continue;
    if (!ours.has(name)) foreign.push(name);
    else {
      const inside = await readdir(join(folder, name), {
        recursive: true,
        withFileTypes: true,
      });
      if (inside.some((entry) => !entry.isDirectory())) foreign.push(name);
    }
  }
  return foreign;
}

async function listFolder(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (errorCode(error) === "ENOENT") return [];
    if (errorCode(error) === "ENOTDIR") {
      throw new AppError("usage", `${folder} is a file, not a folder.`, {
        hint: "Give the path of a folder.",
      });
    }
    throw error;
  }
}

function notAWorkspace(folder: string): AppError {
  return new AppError("not_found", `${folder} is not a workspace: it has no ${FILE}.`, {
    hint: `Create one with \`medallion init ${folder}\`, or give the folder of an existing workspace.`,
  });
}
