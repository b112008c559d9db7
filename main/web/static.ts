import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import type { IncomingMessage, ServerResponse } from "node:http";
import { extname, join, resolve, sep } from "node:path";
import { pipeline } from "node:stream/promises";
import { say } from "./gate.ts";

const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".ico": "image/x-icon",
  ".woff2": "font/woff2",
  ".webmanifest": "application/manifest+json",
};

/** The file a path of an address names inside `folder`, or null when it leaves the folder or is no path. */
export function fileInside(folder: string, path: string): string | null {
  let decoded = "";
  try {
    decoded = decodeURIComponent(path);
  } catch {
    return null;
  }
  if (/[\0\\]/.test(decoded)) return null;
  const file = resolve(join(folder, decoded));
  return file.startsWith(resolve(folder) + sep) ? file : null;
}

async function isFile(path: string): Promise<boolean> {
  const found = await stat(path).catch(() => null);
  return found?.isFile() === true;
}

export async function sendFile(
  response: ServerResponse,
  path: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<void> {
  const { size } = await stat(path);
  response.writeHead(200, {
    "content-type": TYPES[extname(path)] ?? "application/octet-stream",
    "content-length": String(size),
    ...headers,
  });
  // A browser that goes away in the middle is no error of ours.
  await pipeline(createReadStream(path), response).catch(() => undefined);
}

/** Bundled files carry a hash in their name and never change. */
const KEPT = { "cache-control": "private, max-age=31536000, immutable" };

/** The page and its files; every address of a screen is the same page. */
export async function servePage(
  request: IncomingMessage,
  response: ServerResponse,
  folder: string,
  missing: () => string,
): Promise<void> {
  if (request.method !== "GET" && request.method !== "HEAD") {
    say(response, 405, "Calls are sent to /rpc/.");
    return;
  }
  const path = (request.url ?? "/").split("?", 1)[0]!;
  const asked = fileInside(folder, path);
  if (asked && (await isFile(asked))) {
    await sendFile(response, asked, path.startsWith("/assets/") ? KEPT : {});
    return;
  }
  const page = join(folder, "index.html");
  // A table's address has a dot in it as well: only what looks like a file of the page is missing.
  if (extname(path) in TYPES) say(response, 404, "There is no such file.");
  else if (await isFile(page)) await sendFile(response, page);
  else say(response, 503, missing());
}
