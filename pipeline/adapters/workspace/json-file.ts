import { readFile } from "node:fs/promises";
import type { z } from "zod";
import { AppError } from "#domain/errors.ts";
import { errorCode, writeAtomic } from "./atomic-file.ts";

/** Parses a JSON file. `missing` makes the error for a file that is not there. */
export async function readJson(
  path: string,
  missing: (cause: unknown) => AppError,
): Promise<unknown> {
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (error) {
    const code = errorCode(error);
    if (code === "ENOENT" || code === "ENOTDIR") throw missing(error);
    throw new AppError("read_only", `${path} cannot be opened.`, {
      hint: "Check that you may read the workspace folder.",
      cause: error,
    });
  }
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw new AppError("corrupt", `${path} is damaged: it is not readable as JSON.`, {
      hint: "Restore it from a backup. The data in `lake` and `published` is not affected.",
      details: error instanceof Error ? error.message : undefined,
      cause: error,
    });
  }
}

/** `Invalid input: expected string, received undefined` → what is missing, in words. */
function plainly(message: string): string {
  const expected = /^Invalid input: expected (.+), received undefined$/.exec(message)?.[1];
  return expected ? `a ${expected} is missing` : message;
}

/** Validates a value; the error names the file and the first problem, the rest are in its details. */
export function check<T>(
  schema: z.ZodType<T>,
  value: unknown,
  path: string,
  code: "corrupt" | "internal" | "usage",
): T {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const problems = result.error.issues.map(
    (issue) => `${issue.path.join(".") || "the file"}: ${plainly(issue.message)}`,
  );
  const message =
    code === "usage"
      ? `These settings do not fit: ${problems[0]}.`
      : `${path} does not fit: ${problems[0]}.`;
  throw new AppError(code, message, {
    ...(code === "corrupt" && {
      hint: "Undo the last edit of this file, or restore it from a backup.",
    }),
    details: problems,
  });
}

/** Writes a value as indented JSON, atomically and durably. With `exclusive`, fails with `EEXIST` when the file is there. */
export async function writeJson(path: string, value: unknown, exclusive = false): Promise<void> {
  try {
    await writeAtomic(path, `${JSON.stringify(value, null, 2)}\n`, exclusive);
  } catch (error) {
    const code = errorCode(error);
    if (code === "ENOSPC" || code === "EDQUOT") {
      throw new AppError("disk_full", `The disk is full: ${path} was not written.`, {
        hint: "Free some space, then try again. The earlier file is unchanged.",
        cause: error,
      });
    }
    if (code === "EACCES" || code === "EROFS" || code === "EPERM") {
      throw new AppError("read_only", `${path} cannot be written.`, {
        hint: "Check that you may write to the workspace folder, then try again.",
        cause: error,
      });
    }
    throw error;
  }
}
