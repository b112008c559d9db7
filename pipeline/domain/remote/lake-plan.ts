/** One file of a lake as everybody agreed on it: what it holds, not when it was written. */
export interface LakeFile {
  /** Object that holds it, below the prefix. */
  readonly key: string;
  readonly size: number;
  readonly sha256: string;
}

/** Path below the workspace → file. */
export type LakeFiles = Readonly<Record<string, LakeFile>>;

/** What a lake in a bucket is, in one object: whoever replaces it has made all of it the newest. */
export interface LakeHead {
  readonly version: 1;
  /** One more with every push. */
  readonly generation: number;
  /** Of the lease under which it was pushed; never smaller than before. */
  readonly fence: number;
  readonly pushed_by: string;
  readonly pushed_at: string;
  readonly files: LakeFiles;
}

export interface LakePlan {
  /** Paths that changed here since both were equal. */
  readonly push: readonly string[];
  readonly remove_there: readonly string[];
  /** Paths that changed there. */
  readonly pull: readonly string[];
  readonly remove_here: readonly string[];
  /** Changed on both sides, to different contents. */
  readonly conflicts: readonly string[];
}

type Hashes = Readonly<Record<string, { readonly sha256: string }>>;

/** Three-way comparison: `base` is what both were when they were last equal. */
export function planLake(base: Hashes, here: Hashes, there: Hashes): LakePlan {
  const plan = { push: [], remove_there: [], pull: [], remove_here: [], conflicts: [] } as {
    [Part in keyof LakePlan]: string[];
  };
  const paths = new Set([...Object.keys(base), ...Object.keys(here), ...Object.keys(there)]);
  for (const path of [...paths].toSorted()) {
    const [was, mine, theirs] = [base[path]?.sha256, here[path]?.sha256, there[path]?.sha256];
    if (mine === theirs) continue;
    if (mine !== was && theirs !== was) plan.conflicts.push(path);
    else if (mine !== was) (mine === undefined ? plan.remove_there : plan.push).push(path);
    else (theirs === undefined ? plan.remove_here : plan.pull).push(path);
  }
  return plan;
}

/**
 * Where a file of the workspace lies in the bucket; null for what stays on this computer. Files that are never
 * changed keep their names; all others are named by their content, so that nothing is ever overwritten.
 */
export function lakeKey(path: string, sha256: string): string | null {
  const bronze = /^lake\/bronze\/(.+)$/.exec(path)?.[1];
  if (bronze !== undefined) return `raw/${bronze}`;
  // Packs and the archive hold rows of earlier reads, put together or put away.
  const rows = /^lake\/((?:archive|packs)\/.+)$/.exec(path)?.[1];
  if (rows !== undefined) return `raw/.${rows}`;
  const record = /^lake\/((?:mappings|decisions|keys)\/.+)$/.exec(path)?.[1];
  if (record !== undefined) return record;
  if (/^published\/(?!objects\/|latest)/.test(path)) return `published/objects/${sha256}`;
  // Replaced by every night of the computer it is about.
  if (path.startsWith("lake/nights/")) return `nights/${sha256}.json`;
  if (path.startsWith("reports/")) return `archive/${sha256}`;
  return path === "workspace.json" ? `workspace/${sha256}.json` : null;
}

/** What says that others are there comes after them: data, then manifests, then what points at all of it. */
export function arrivalOrder(paths: readonly string[]): readonly string[] {
  const rank = (path: string): number => {
    if (path === "published/current.json") return 3;
    if (path === "workspace.json") return 2;
    return path.endsWith(".json") ? 1 : 0;
  };
  return paths.toSorted((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1));
}
