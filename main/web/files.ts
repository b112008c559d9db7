import { randomUUID } from "node:crypto";
import { createWriteStream, existsSync } from "node:fs";
import { link, lstat, mkdir, rm } from "node:fs/promises";
import type { IncomingMessage, ServerResponse } from "node:http";
import { extname, join } from "node:path";
import { Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { AppError } from "#domain/errors.ts";
import { errorValue } from "#contract/errors.ts";
import { sendFile } from "./static.ts";

/** Bytes of one uploaded file. */
export const UPLOAD_LIMIT = 4 * 1024 ** 3;

const STATUS: Readonly<Record<string, number>> = {
  usage: 400,
  not_found: 404,
  conflict: 409,
  disk_full: 507,
};

/** An error of an endpoint that is no call, in the form the contract knows. */
export function refuse(response: ServerResponse, error: unknown): void {
  const value = errorValue(error);
  response.writeHead(STATUS[value.code] ?? 500, { "content-type": "application/json" });
  response.end(JSON.stringify({ error: value }));
}

/**
 * The bare name of a file, as a person would give one.
 * @throws AppError `usage` for anything that could name another folder or a hidden file.
 */
export function plainName(given: string | null): string {
  const name = (given ?? "").normalize("NFC").trim();
  const bare = name !== "" && !/[/\\\p{Cc}:]/u.test(name) && !name.startsWith(".");
  if (bare && Buffer.byteLength(name) <= 200) return name;
  throw new AppError("usage", "This is not a usable file name.", {
    hint: "Use a plain name such as orders.csv, without folders.",
  });
}

const tooLarge = (): AppError =>
  new AppError("usage", "This file is larger than 4 GB.", {
    hint: "Put it into a folder of this computer and connect it by its path.",
  });

function limited(limit: number): Transform {
  let bytes = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      if (bytes > limit) done(tooLarge());
      else done(null, chunk);
    },
  });
}

/** Gives the file its name, or the next free one: a file that a source reads is never replaced. */
async function named(folder: string, part: string, name: string): Promise<string> {
  const extension = extname(name);
  const stem = name.slice(0, name.length - extension.length);
  for (let number = 1; ; number += 1) {
    const path = join(folder, number === 1 ? name : `${stem}-${number}${extension}`);
    try {
      await link(part, path);
      return path;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    }
  }
}

/** `POST /upload?name=orders.csv`: the body becomes a file under `uploads/`; answers `{path}`. */
export async function receiveUpload(
  request: IncomingMessage,
  response: ServerResponse,
  directory: string,
  limit: number = UPLOAD_LIMIT,
): Promise<void> {
  const folder = join(directory, "uploads");
  const part = join(folder, `.part-${randomUUID()}`);
  try {
    if (request.method !== "POST") throw new AppError("usage", "Files are sent with POST.");
    const search = (request.url ?? "").split("?", 2)[1] ?? "";
    const name = plainName(new URLSearchParams(search).get("name"));
    if (Number(request.headers["content-length"] ?? 0) > limit) throw tooLarge();
    if (!existsSync(join(directory, "workspace.json"))) {
      throw new AppError("conflict", "There is no workspace to keep this file in yet.");
    }
    await mkdir(folder, { recursive: true });
    await pipeline(request, limited(limit), createWriteStream(part, { flags: "wx" }));
    const path = await named(folder, part, name);
    response.writeHead(200, { "content-type": "application/json" });
    response.end(JSON.stringify({ path }));
  } catch (error) {
    // The rest of a refused file is not read.
    response.setHeader("connection", "close");
    refuse(response, error);
  } finally {
    await rm(part, { force: true });
  }
}

/** `GET /download/<name>`: a file under `exports/`, always as an attachment. */
export async function sendDownload(
  request: IncomingMessage,
  response: ServerResponse,
  directory: string,
): Promise<void> {
  try {
    const path = (request.url ?? "").split("?", 1)[0]!;
    const name = plainName(decoded(path.slice("/download/".length)));
    const file = join(directory, "exports", name);
    const found = await lstat(file).catch(() => null);
    if (!found?.isFile()) throw new AppError("not_found", `There is no export named ${name}.`);
    await sendFile(response, file, {
      "content-type": "application/octet-stream",
      "content-disposition": `attachment; filename*=UTF-8''${encodeURIComponent(name)}`,
    });
  } catch (error) {
    if (!response.headersSent) refuse(response, error);
  }
}

function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}
