import { AppError } from "#domain/errors.ts";

/** The error for a person behind an error of the file system while writing into `folder`. */
export function writingError(error: unknown, folder: string): unknown {
  const code = (error as NodeJS.ErrnoException | undefined)?.code;
  if (code === "ENOSPC" || code === "EDQUOT") {
    return new AppError("disk_full", `The disk that holds ${folder} is full.`, {
      hint: "Free some space, then try again. Nothing was changed.",
      details: { folder },
      cause: error,
    });
  }
  if (code === "EROFS" || code === "EACCES" || code === "EPERM" || code === "ENOTDIR") {
    return new AppError("read_only", `We cannot write into ${folder}.`, {
      hint: "Give your user the right to write there, or choose another workspace folder.",
      details: { folder },
      cause: error,
    });
  }
  return error;
}
