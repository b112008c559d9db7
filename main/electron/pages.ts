import { createReadStream } from "node:fs";
import { readFile, realpath, stat } from "node:fs/promises";
import { join, relative } from "node:path";
import { Readable } from "node:stream";
import { fileHeaders, recoveryHeaders } from "./page-headers.ts";
import { contained, type PageAnswer, type PageFolders, pageRequest } from "./page-request.ts";
import { recoveryPage, type Trouble } from "./recovery-page.ts";

const refusal = (status: number): Response =>
  new Response(null, { status, headers: fileHeaders("none.txt", false) });

/** The file itself: no link that leads out of its folder, no folder, nothing that is missing. */
async function realFile(path: string, within: string): Promise<{ size: number } | null> {
  try {
    const [real, top] = await Promise.all([realpath(path), realpath(within)]);
    if (contained(top, relative(top, real)) === null) return null;
    const { size } = await stat(real);
    return (await stat(real)).isFile() ? { size } : null;
  } catch {
    return null;
  }
}

async function file(
  { path, within, download }: Extract<PageAnswer, { kind: "file" }>,
  method: string,
): Promise<Response> {
  const found = await realFile(path, within);
  if (found === null) return refusal(404);
  const headers = { ...fileHeaders(path, download), "content-length": String(found.size) };
  if (method === "HEAD") return new Response(null, { headers });
  return new Response(Readable.toWeb(createReadStream(path)) as ReadableStream, { headers });
}

/** Answers every request to our scheme. `trouble` is what the recovery page tells. */
export async function servePage(
  request: Request,
  folders: PageFolders,
  trouble: Trouble,
): Promise<Response> {
  const answer = pageRequest(request.method, request.url, folders);
  if (answer.kind === "refused") return refusal(answer.status);
  if (answer.kind === "file") return await file(answer, request.method);
  const template = await readFile(join(folders.recovery, "index.html"), "utf8");
  return new Response(recoveryPage(template, trouble), { headers: recoveryHeaders() });
}
