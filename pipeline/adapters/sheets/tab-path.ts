import { AppError } from "#domain/errors.ts";

export const SCHEME = "sheet:";

/** A tab as an object of a source: names are labels, only the two ids count. */
export interface TabId {
  readonly spreadsheet_id: string;
  readonly sheet_id: number;
}

export function tabPath({ spreadsheet_id, sheet_id }: TabId): string {
  return `${SCHEME}${spreadsheet_id}/${sheet_id}`;
}

/** @throws AppError `internal` for a path that is none of ours. */
export function parseTabPath(path: string): TabId {
  const match = /^sheet:([^/]+)\/(\d+)$/.exec(path);
  if (!match) throw new AppError("internal", `${path} names no tab of a sheet.`);
  return { spreadsheet_id: match[1] as string, sheet_id: Number(match[2]) };
}
