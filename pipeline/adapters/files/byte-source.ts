import { open, stat, type FileHandle } from "node:fs/promises";
import { basename } from "node:path";
import { AppError } from "#domain/errors.ts";

/** Bytes read at once. */
export const CHUNK_BYTES = 1024 * 1024;

/** What identifies the state of a file. Times in milliseconds since 1970. */
export interface FileState {
  readonly bytes: number;
  readonly modified_ms: number;
  readonly inode: number;
}

/** The error for a person behind an error of the file system while reading `path`. */
export function readingError(error: unknown, path: string): unknown {
  const code = (error as NodeJS.ErrnoException | undefined)?.code;
  const name = basename(path);
  if (code === "ENOENT" || code === "ENOTDIR") {
    return new AppError("not_found", `There is no file ${path}.`, {
      hint: "Check the path, or whether the file was moved or renamed.",
      cause: error,
    });
  }
  if (code === "EISDIR") return folderError(path);
  if (code === "EACCES" || code === "EPERM") {
    return new AppError("bad_input", `We are not allowed to read ${name}.`, {
      hint: "Give your user the right to read the file, then try again.",
      details: { path },
      cause: error,
    });
  }
  if (code === undefined || error instanceof AppError) return error;
  return new AppError("upstream", `Reading ${name} stopped: ${code}.`, {
    hint: "Check the disk or network folder the file is on, then try again.",
    retryable: true,
    details: { path, code },
    cause: error,
  });
}

function folderError(path: string): AppError {
  return new AppError("bad_input", `${path} is a folder, not a file.`, {
    hint: "Name one file in it, or connect the folder as a folder source.",
  });
}

/** @throws AppError `not_found` or `bad_input` */
export async function fileState(path: string): Promise<FileState> {
  try {
    return stateOf(await stat(path), path);
  } catch (error) {
    throw readingError(error, path);
  }
}

function stateOf(stats: Awaited<ReturnType<typeof stat>>, path: string): FileState {
  if (stats.isDirectory()) throw folderError(path);
  if (!stats.isFile()) {
    throw new AppError("bad_input", `${path} is not a regular file.`, {
      hint: "Save the data as a file first, then connect that file.",
    });
  }
  return {
    bytes: Number(stats.size),
    modified_ms: Number(stats.mtimeMs),
    inode: Number(stats.ino),
  };
}

/** @throws AppError `cancelled` */
export function stopIfCancelled(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw new AppError("cancelled", "Reading the file was stopped.");
}

/** @throws AppError `upstream` when the file at `path` is gone or not the one seen before. */
export async function confirmState(
  path: string,
  before: Omit<FileState, "inode"> & { readonly inode?: number },
): Promise<void> {
  const now = await stat(path).catch(() => undefined);
  const same =
    now?.isFile() &&
    now.size === before.bytes &&
    now.mtimeMs === before.modified_ms &&
    (before.inode === undefined || now.ino === before.inode);
  if (same) return;
  const name = basename(path);
  const what = now ? "changed" : "was removed";
  throw new AppError("upstream", `${name} ${what} while we read it, so nothing of it was taken.`, {
    hint: "Try again when the program that writes it has finished.",
    retryable: true,
    details: { path },
  });
}

export interface ReadChunks {
  readonly signal?: AbortSignal | undefined;
  readonly chunkBytes?: number;
}

/**
 * The bytes of a file in pieces. A piece is only valid until the next one is asked for; meanwhile the next is read.
 * @throws AppError as `readingError`; `upstream` when the file changed meanwhile; `cancelled`.
 */
export async function* readChunks(path: string, options: ReadChunks = {}): AsyncGenerator<Buffer> {
  let handle: FileHandle | undefined;
  let next: Promise<{ bytesRead: number; buffer: Buffer }> | undefined;
  try {
    handle = await open(path, "r");
    const before = stateOf(await handle.stat(), path);
    const size = options.chunkBytes ?? CHUNK_BYTES;
    let buffers = [Buffer.allocUnsafeSlow(size), Buffer.allocUnsafeSlow(size)] as const;
    let total = 0;
    next = handle.read(buffers[0], 0, size, null);
    for (;;) {
      stopIfCancelled(options.signal);
      const { bytesRead, buffer } = await next;
      if (bytesRead === 0) break;
      total += bytesRead;
      buffers = [buffers[1], buffers[0]];
      next = handle.read(buffers[0], 0, size, null);
      yield buffer.subarray(0, bytesRead);
    }
    await confirmState(path, { ...before, bytes: total });
  } catch (error) {
    throw readingError(error, path);
  } finally {
    await next?.catch(() => undefined);
    await handle?.close();
  }
}

/** The first bytes of a file, at most `limit`, and its state. */
export async function readHead(
  path: string,
  limit: number,
): Promise<{ head: Buffer; state: FileState }> {
  let handle: FileHandle | undefined;
  try {
    const before = await fileState(path);
    handle = await open(path, "r");
    const head = Buffer.alloc(Math.min(limit, before.bytes));
    let filled = 0;
    while (filled < head.length) {
      const { bytesRead } = await handle.read(head, filled, head.length - filled, filled);
      if (bytesRead === 0) break;
      filled += bytesRead;
    }
    return { head: head.subarray(0, filled), state: before };
  } catch (error) {
    throw readingError(error, path);
  } finally {
    await handle?.close();
  }
}
