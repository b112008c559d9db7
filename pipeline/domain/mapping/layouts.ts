import type { EntityName } from "#domain/entities.ts";
import { compactHeader } from "./headers.ts";
import { LAYOUTS, type KnownLayout } from "./known-layouts.ts";
import type { TableProfile } from "./profile.ts";

/** A column of a recognised export. */
export interface LayoutColumn {
  readonly headers: readonly string[];
  readonly reason: string;
}

/** The known export a table's headers belong to, or null. */
export function recogniseLayout(table: TableProfile): KnownLayout | null {
  const headers = new Set(table.columns.map((column) => compactHeader(column.header)));
  return (
    LAYOUTS.find(({ signature }) => signature.every((h) => headers.has(compactHeader(h)))) ?? null
  );
}

/** What a recognised export says about a column; null when none of its choices is there. */
export function layoutColumn(
  layout: KnownLayout,
  table: TableProfile,
  entity: EntityName,
  column: string,
): LayoutColumn | null {
  const spec = layout.entities[entity]?.[column];
  if (spec === undefined) return null;
  const choices = spec.split(" / ").map((choice) => resolve(table, choice.split(" + ")));
  const there = choices.filter((choice) => choice !== null);
  // Only a line without its product is useless; guests without a customer number are normal.
  const enough = column === "product_id" ? 0.98 : 0.05;
  const best = there.find(({ filled }) => filled >= enough) ?? mostFilled(there);
  if (!best) return null;
  const names = best.headers.map((header) => `"${header}"`).join(" and ");
  const why = layout.because?.[`${entity}.${column}`] ?? layout.because?.[column];
  const reason = `The column names are those of a ${layout.name}, where ${names} holds it.`;
  return { headers: best.headers, reason: why === undefined ? reason : `${reason} ${why}` };
}

interface Choice {
  readonly headers: readonly string[];
  readonly filled: number;
}

const mostFilled = (choices: readonly Choice[]): Choice | undefined =>
  choices.toSorted((a, b) => b.filled - a.filled)[0];

function resolve(table: TableProfile, names: readonly string[]): Choice | null {
  const columns = names.map((name) =>
    table.columns.find((column) => compactHeader(column.header) === compactHeader(name)),
  );
  if (columns.some((column) => column === undefined)) return null;
  const first = columns[0];
  const filled = first && table.rows > 0 ? first.nonblank / table.rows : 0;
  return { headers: columns.flatMap((column) => (column ? [column.header] : [])), filled };
}
