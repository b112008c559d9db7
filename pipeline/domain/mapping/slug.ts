import { tableParts } from "#domain/remote/address.ts";
import type { SourceOrigin } from "#domain/workspace.ts";

/**
 * A source id out of its name: lower-case letters, digits and dashes, unique among `taken`.
 * `Bestellungen 2024 (neu)` → bestellungen-2024-neu; a second one gets `-2`.
 */
export function sourceId(name: string, taken: readonly string[]): string {
  const plain = name
    .normalize("NFKD")
    .replaceAll(/\p{M}/gu, "")
    .replaceAll("ß", "ss")
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^-+|-+$/g, "")
    .slice(0, 40)
    .replace(/-+$/, "");
  const base = plain === "" ? "source" : plain;
  let id = base;
  for (let n = 2; taken.includes(id); n += 1) id = `${base}-${n}`;
  return id;
}

/** The label of a source nobody named: its table, or the file name without its ending. */
export function nameOfOrigin(origin: SourceOrigin): string {
  return "table" in origin ? (tableParts(origin.table).at(-1) ?? "") : nameFromPath(origin.path);
}

const ENDING = /\.(csv|tsv|txt|json|ndjson|jsonl|tab|parquet)(\.gz)?$/i;

/** Whether a path names one table and not a folder of them. */
export const isTableName = (path: string): boolean => ENDING.test(path);

function nameFromPath(path: string): string {
  const last =
    path
      .split(/[\\/]/)
      .filter((part) => part !== "")
      .at(-1) ?? path;
  return last.replace(/[?#].*$/, "").replace(ENDING, "") || last;
}
