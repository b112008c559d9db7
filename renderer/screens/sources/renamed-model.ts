import type { RawGrid, SourceDetail } from "#contract/sources.ts";
import { headerCells } from "./wizard-state.ts";

export interface Missing {
  /** Header the mapping expects and the file no longer has. */
  readonly header: string;
  /** Our column it fills. */
  readonly column: string;
}

/** Mapped headers that are gone, and headers that are new: one of them may be the other's new name. */
export function renamedColumns(
  detail: SourceDetail,
  grid: RawGrid,
): { readonly missing: readonly Missing[]; readonly fresh: readonly string[] } {
  const now = headerCells(grid).map(({ header }) => header);
  const seen = new Set<string>();
  const missing: Missing[] = [];
  for (const { headers, column } of detail.columns) {
    for (const header of headers) {
      if (now.includes(header) || seen.has(header)) continue;
      seen.add(header);
      missing.push({ header, column });
    }
  }
  const known = new Set([...detail.headers, ...detail.columns.flatMap(({ headers }) => headers)]);
  return { missing, fresh: now.filter((header) => !known.has(header)) };
}
