import type { Preview } from "#contract/sources.ts";

const FORMATS = {
  iso: "year first",
  dmy: "day first",
  mdy: "month first",
  excel: "day numbers of the sheet",
  point: "decimal point",
  comma: "decimal comma",
} as const;

/** "How we read it", a line per column: raw → typed, by what it was read, and what was refused and why. */
export function howReadText({ columns }: Pick<Preview, "columns">): readonly string[] {
  const read = columns.filter(({ reading }) => reading.values > 0);
  if (read.length === 0) return [];
  return ["How we read it:", ...read.flatMap(columnText)];
}

function columnText({ entity, column, headers, reading }: Preview["columns"][number]): string[] {
  const { format, shown_as: shown, locale, examples, refused, refused_examples: not } = reading;
  const by = [
    ...(format === null ? [] : [FORMATS[format]]),
    ...(shown === null ? [] : [`shown as ${shown}`]),
    ...(format === null || locale === null ? [] : [`locale ${locale}`]),
  ];
  const changed = examples.map(({ raw, typed }) => (raw === typed ? raw : `${raw} → ${typed}`));
  const line = `  ${entity}.${column} from "${headers.join(" ")}": ${changed.slice(0, 2).join("; ")}`;
  return [
    by.length === 0 ? line : `${line} (${by.join(", ")})`,
    ...(refused === 0
      ? []
      : [
          `    ${refused} refused, e.g. ${not
            .slice(0, 2)
            .map(({ raw, reason }) => `"${raw.slice(0, 40)}" ${reason}`)
            .join("; ")}`,
        ]),
  ];
}
