import type { Finding } from "#domain/findings.ts";
import type { ColumnFormat } from "#domain/workspace.ts";
import type { SourceState } from "./context.ts";

const MEANS: Readonly<Record<ColumnFormat, string>> = {
  iso: "dates",
  dmy: "dates",
  mdy: "dates",
  excel: "dates",
  point: "numbers",
  comma: "numbers",
};

/**
 * How the columns of a source differ from its last read: new ones, and ones that mean something else now. Columns
 * that only moved are no event.
 * @param formats header → how the service says its values are meant.
 */
export function columnDrift(
  { source, mapping, batches }: SourceState,
  headers: readonly string[],
  formats: Readonly<Record<string, ColumnFormat>> = {},
): readonly Finding[] {
  const last = batches.at(-1);
  if (!last) return [];
  const before = new Set(batches.flatMap((batch) => batch.headers));
  const known = new Set(Object.keys(mapping.header_aliases));
  const fresh = headers.filter((header) => !before.has(header) && !known.has(header));
  return [
    ...fresh.map((header) => ({
      kind: "new_column",
      severity: "info" as const,
      text: `"${header}" is new in ${source.name}. It is stored, but nothing uses it yet.`,
    })),
    ...Object.entries(formats).flatMap(([header, now]): readonly Finding[] => {
      const mapped = mapping.formats[header];
      if (mapped === undefined || MEANS[mapped] === MEANS[now]) return [];
      return [
        {
          kind: "retyped_column",
          severity: "warn",
          text: `"${header}" of ${source.name} held ${MEANS[mapped]} and holds ${MEANS[now]} now, so its values are set aside or stay empty.`,
          action: `Correct the format of the column in the sheet, or say what it holds now with \`source map ${source.id}\`.`,
        },
      ];
    }),
  ];
}
