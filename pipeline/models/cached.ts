import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, rename, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { loadModels } from "./load.ts";
import { LAYERS, type ModelCatalogue } from "./model.ts";

/** What the cache file holds: a catalogue, and the hash of everything it was read from. */
interface Cached {
  readonly key: string;
  readonly catalogue: ModelCatalogue;
}

const NAME = "models.json";

/** Keys of the catalogues that were read anew, for `keepModels`. */
const readAnew = new WeakMap<ModelCatalogue, string>();

/**
 * `loadModels`, which takes a sixth of a second, or what `keepModels` kept if neither the models nor the code that
 * reads them has changed since. Writes nothing: commands that only look must leave no trace.
 * @param folder where `keepModels` keeps it.
 */
export async function loadModelsCached(sqlFolder: string, folder: string): Promise<ModelCatalogue> {
  const [key, known] = await Promise.all([keyOf(sqlFolder), readCached(join(folder, NAME))]);
  if (known?.key === key) return known.catalogue;
  const catalogue = await loadModels(sqlFolder);
  readAnew.set(catalogue, key);
  return catalogue;
}

/** Keeps a catalogue for the next process. A convenience: where it cannot be written, nothing is missing. */
export async function keepModels(catalogue: ModelCatalogue, folder: string): Promise<void> {
  const key = readAnew.get(catalogue);
  if (key === undefined) return;
  await keep(folder, join(folder, NAME), { key, catalogue });
  readAnew.delete(catalogue);
}

async function readCached(file: string): Promise<Cached | null> {
  try {
    return JSON.parse(await readFile(file, "utf8")) as Cached;
  } catch {
    return null;
  }
}

/** Beside and renamed; what two writers at once made of the draft is no JSON, and is read as nothing. */
async function keep(folder: string, file: string, cached: Cached): Promise<void> {
  const draft = `${file}.tmp`;
  try {
    await mkdir(folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") return;
  }
  try {
    await writeFile(draft, JSON.stringify(cached));
    await rename(draft, file);
  } catch {
    // A folder that cannot be written keeps nothing.
  }
}

/** Hash of every file the catalogue is made of, and of the code's files by size and time. */
async function keyOf(sqlFolder: string): Promise<string> {
  const hash = createHash("sha256");
  const folders = [...LAYERS, "macros"].map((name) => join(sqlFolder, name));
  const texts = await Promise.all(folders.map(textsOf));
  for (const [name, text] of texts.flat()) hash.update(`${name}\0${text.length}\0${text}`);
  for (const line of await codeOf(import.meta.dirname)) hash.update(line);
  return hash.digest("hex");
}

async function textsOf(folder: string): Promise<readonly (readonly [string, string])[]> {
  const names = (await readdir(folder).catch(() => [])).sort();
  return Promise.all(
    names.map(async (name) => {
      const path = join(folder, name);
      return [path, await readFile(path, "utf8").catch(() => "")] as const;
    }),
  );
}

/** The folder this module runs from holds the reading code, or the program it was packed into. */
async function codeOf(folder: string): Promise<readonly string[]> {
  const names = (await readdir(folder)).sort();
  return Promise.all(
    names.map(async (name) => {
      const { size, mtimeMs } = await stat(join(folder, name));
      return `${name}\0${size}\0${mtimeMs}\0`;
    }),
  );
}
