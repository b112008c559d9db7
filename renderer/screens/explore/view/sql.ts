import type { TableSummary } from "#contract/explore.ts";

/** Tables and columns by layer, as the editor's completion wants them. */
export function completionSchema(
  tables: readonly TableSummary[],
): Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> {
  const schema: Record<string, Record<string, readonly string[]>> = {};
  for (const { layer, name, columns } of tables) {
    (schema[layer] ??= {})[name] = columns.map((column) => column.name);
  }
  return schema;
}

const quoted = (name: string): string =>
  /^[a-z_][a-z0-9_]*$/.test(name) ? name : `"${name.replaceAll('"', '""')}"`;

/** What the drawer begins with: the table that is open. */
export function startingSql(table: string): string {
  const [layer = "", name = ""] = table.split(".");
  return `select *\nfrom ${quoted(layer)}.${quoted(name)}\nlimit 100`;
}

/** Place in the text an error speaks of (`line 2, character 5`); null when it names none. */
export function errorPosition(sql: string, message: string): number | null {
  const place = /\bline (\d+), character (\d+)/i.exec(message);
  if (!place) return null;
  const lines = sql.split("\n");
  const line = Number(place[1]) - 1;
  if (line < 0 || line >= lines.length) return null;
  const before = lines.slice(0, line).reduce((length, text) => length + text.length + 1, 0);
  return Math.min(before + Number(place[2]) - 1, sql.length);
}
