import { extname, isAbsolute, join, relative } from "node:path";
import { CONSOLE, originOf, RECOVERY } from "./origins.ts";

/** Folders that pages are served from. */
export interface PageFolders {
  /** The built window. */
  readonly renderer: string;
  readonly recovery: string;
  /** What the workspace exported: the person downloads it. */
  readonly exports: string;
}

export type PageAnswer =
  | {
      readonly kind: "file";
      readonly path: string;
      /** The file may be no link that leads out of this folder. */
      readonly within: string;
      readonly download: boolean;
    }
  /** The recovery page, filled in with what happened. */
  | { readonly kind: "recovery" }
  | { readonly kind: "refused"; readonly status: 400 | 403 | 404 | 405 };

const refused = (status: 400 | 403 | 404 | 405): PageAnswer => ({ kind: "refused", status });

/** `inner` joined to `folder`, or null when that would lead out of the folder. */
export function contained(folder: string, inner: string): string | null {
  const path = join(folder, inner);
  const way = relative(folder, path);
  return way === "" || way.startsWith("..") || isAbsolute(way) ? null : path;
}

/** The path of an address with its escapes read once; null when it is malformed or hides something. */
function pathOf(address: string): string | null {
  try {
    const path = decodeURIComponent(new URL(address).pathname);
    // A backslash or a colon is a folder or a drive on Windows; nothing of ours has one.
    return /[\0\\:]/.test(path) ? null : path;
  } catch {
    return null;
  }
}

function fileIn(folder: string, inner: string, download = false): PageAnswer {
  const path = contained(folder, inner);
  return path === null ? refused(403) : { kind: "file", path, within: folder, download };
}

function consolePage(path: string, folders: PageFolders): PageAnswer {
  const download = /^\/download\/([^/]+)$/.exec(path);
  if (download) return fileIn(folders.exports, download[1]!, true);
  // Addresses of screens have no ending: they are all the one page, which finds its screen itself.
  return fileIn(folders.renderer, extname(path) === "" ? "index.html" : path);
}

/** Which file answers a request to our scheme. Reads only; nothing outside of the folders. */
export function pageRequest(method: string, address: string, folders: PageFolders): PageAnswer {
  if (method !== "GET" && method !== "HEAD") return refused(405);
  const path = pathOf(address);
  if (path === null) return refused(400);
  // Plain dots were resolved by the address; what is left of them was hidden in escapes.
  if (path.split("/").includes("..")) return refused(403);
  const origin = originOf(address);
  if (origin === CONSOLE) return consolePage(path, folders);
  if (origin !== RECOVERY) return refused(404);
  return path === "/" ? { kind: "recovery" } : fileIn(folders.recovery, path);
}
