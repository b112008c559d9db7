import { AppError } from "#domain/errors.ts";

/** What a file-system error means to a person, with the path it is about. */
export function fileError(error: unknown, path: string): unknown {
  if (error instanceof AppError) return error;
  switch ((error as NodeJS.ErrnoException).code) {
    case "ENOSPC":
    case "EDQUOT":
    case "EFBIG":
      return new AppError("disk_full", `The disk is full: ${path} could not be written.`, {
        hint: "Free some space, then run again. Earlier data and published reports are unchanged.",
        cause: error,
      });
    case "EACCES":
    case "EPERM":
    case "EROFS":
      return new AppError("read_only", `${path} cannot be written.`, {
        hint: "Check who may write to the workspace folder, then run again.",
        cause: error,
      });
    default:
      return error;
  }
}
