import { formatKind } from "#domain/mapping/formats.ts";
import { refusalReason } from "#domain/sheets/refusal.ts";
import type { Preview } from "#contract/sources.ts";
import type { ReadResult } from "#ports/profiler.ts";
import type { MappedColumn } from "./read-columns.ts";
import type { SourceReading } from "./read-source.ts";

const SHOWN = 4;

/** How a column is read: examples before and after, what says how its values are written, what was refused and why. */
export function howRead(
  column: MappedColumn,
  result: ReadResult | undefined,
  { layout }: SourceReading,
): Preview["columns"][number]["reading"] {
  const kind = formatKind(column.type);
  const shown = layout.spreadsheet?.formats[column.headers[0] ?? ""];
  const read = result?.examples.filter(({ typed }) => typed !== null) ?? [];
  return {
    format:
      kind === null
        ? null
        : ((column.format as Preview["columns"][number]["reading"]["format"]) ?? null),
    shown_as: shown ? [shown.type, shown.pattern].filter(Boolean).join(" ") : null,
    locale: layout.spreadsheet?.locale ?? null,
    values: result?.values ?? 0,
    examples: read.slice(0, SHOWN).map(({ raw, typed }) => ({ raw, typed: typed ?? "" })),
    refused: result?.refused ?? 0,
    refused_examples: (result?.refused_examples ?? [])
      .slice(0, SHOWN)
      .map((raw) => ({ raw, reason: refusalReason(raw, kind) })),
  };
}
