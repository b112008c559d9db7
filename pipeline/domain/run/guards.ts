import { ENTITIES } from "#domain/entities.ts";
import type { EntityName } from "#domain/entities.ts";
import type { Mapping, Source } from "#domain/workspace.ts";
import type { LaterStart } from "./first-date.ts";
import type { ShrinkBand, ShrinkLimit } from "./shrink-band.ts";

export interface Guarded {
  readonly kind: string;
  readonly text: string;
  readonly action: string;
}

const number = new Intl.NumberFormat("en");

/**
 * An error is not empty and empty is not shrunk: a snapshot that lost all rows, or more than the limit
 * (both the share and the number), is held for a person to confirm. The limit may be learned from the source.
 */
export function shrinkGuard(
  source: Source,
  read: { readonly rows_read: number; readonly rows_before: number },
  limit: ShrinkLimit & Partial<Pick<ShrinkBand, "learned">>,
): Guarded | null {
  if (source.mode !== "snapshot" || read.rows_before === 0) return null;
  const before = number.format(read.rows_before);
  const action = `\`source accept ${source.id} --reason …\` if this is right, \`source discard ${source.id}\` if not.`;
  if (read.rows_read === 0) {
    return {
      kind: "empty",
      text: `${source.name} is empty now; it had ${before} rows. We kept the ${before}.`,
      action,
    };
  }
  const lost = read.rows_before - read.rows_read;
  if (lost <= limit.rows || lost <= limit.share * read.rows_before) return null;
  return {
    kind: "shrunk",
    text: `${source.name} shrank from ${before} rows to ${number.format(read.rows_read)}.${habit(limit.learned)} We kept the ${before}.`,
    action,
  };
}

function habit(learned: ShrinkBand["learned"] | undefined): string {
  if (!learned) return "";
  const usual = Math.ceil(learned.usual * 100);
  const most = usual === 0 ? "no rows" : `no more than ${usual} % of its rows`;
  return ` It usually loses ${most} (last ${learned.reads} reads).`;
}

const day = new Intl.DateTimeFormat("en-GB", {
  day: "numeric",
  month: "short",
  year: "numeric",
  timeZone: "UTC",
});

/**
 * An export of only what is new, read as the whole truth, would delete all that came before: a person says
 * which of the two it is.
 */
export function startsLaterGuard(source: Source, later: LaterStart | null): Guarded | null {
  if (later === null) return null;
  const [now, before] = [later.now, later.before].map((date) => day.format(new Date(date)));
  return {
    kind: "starts_later",
    text: `${source.name} begins on ${now} now; before it began on ${before}. Does this file hold only the new rows?`,
    action: `\`source accept ${source.id} --reason …\` if it holds all rows there are; with \`--append\` if it holds only the new ones, which are then added to the earlier ones.`,
  };
}

/** A mapped column that an entity cannot do without and that is no longer in the source. */
export function missingRequired(mapping: Mapping, headers: readonly string[]): Guarded | null {
  const present = new Set(headers);
  for (const [entity, mapped] of Object.entries(mapping.entities)) {
    for (const column of ENTITIES[entity as EntityName].columns) {
      if (!column.key && !column.required) continue;
      const missing = (mapped.columns[column.name] ?? []).find(
        (header) => !present.has(header) && !present.has(mapping.header_aliases[header] ?? header),
      );
      if (missing === undefined) continue;
      return {
        kind: "missing_column",
        text: `The column "${missing}", which holds ${entity}.${column.name}, is not there any more.`,
        action: `Put the column back, or say which column holds it now with \`source map\`.`,
      };
    }
  }
  return null;
}

/** Mapped columns that are not there. Those an entity can do without become null, with a warning each. */
export function missingMapped(mapping: Mapping, headers: readonly string[]): readonly string[] {
  const present = new Set(headers);
  const mapped = Object.values(mapping.entities).flatMap((e) => Object.values(e.columns).flat());
  return [...new Set(mapped)].filter(
    (header) => !present.has(header) && !present.has(mapping.header_aliases[header] ?? header),
  );
}
