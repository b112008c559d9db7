import { isTableName } from "#contract/addresses.ts";
import type { EntityName } from "#contract/entities.ts";
import type { Draft, Proposal, RawGrid, SourceInput } from "#contract/sources.ts";

type Map = NonNullable<SourceInput["map"]>[number];
type Format = NonNullable<SourceInput["formats"]>[number];
type Default = NonNullable<SourceInput["defaults"]>[number];
export type Origin = SourceInput["origin"];

/** What a person has answered so far while connecting a source; the rest is proposed. */
export interface Answers {
  readonly origin: Origin;
  /** Name of the file as the person knows it; an uploaded one lies under another path. */
  readonly label: string;
  readonly header_row?: number;
  readonly delimiter?: string;
  /** A1 range that a link to a sheet names. */
  readonly range?: string;
  readonly entities: readonly EntityName[];
  /** False while the entities are only our guess. */
  readonly entitiesSaid: boolean;
  readonly map: readonly Map[];
  readonly formats: readonly Format[];
  readonly defaults: readonly Default[];
  readonly name?: string;
  readonly mode?: "snapshot" | "append";
  readonly same_keys?: boolean;
  readonly key_prefix?: string;
}

export function startWith(origin: Origin, label: string): Answers {
  return { origin, label, entities: [], entitiesSaid: false, map: [], formats: [], defaults: [] };
}

/** `orders.json` is JSON, a path with a slash at its end a folder, everything else text in columns. */
export function originOf(path: string): Origin {
  const clean = path.trim();
  if (/\.(json|jsonl|ndjson)$/i.test(clean)) return { kind: "json", path: clean };
  if (/[\\/]$/.test(clean)) return { kind: "folder", path: clean.replace(/(?<=.)[\\/]+$/, "") };
  return { kind: "csv", path: clean };
}

/** Last part of a path, on any system. */
export function fileName(path: string): string {
  return path.split(/[\\/]/).findLast((part) => part !== "") ?? path;
}

/** The raw grid is asked for with these; only what is said about the file itself. */
export function peekInput(answers: Answers): {
  origin: Origin;
  read: NonNullable<SourceInput["read"]>;
} {
  const { origin, header_row, delimiter, range } = answers;
  return {
    origin,
    read: {
      ...(header_row !== undefined && { header_row }),
      ...(delimiter !== undefined && { delimiter }),
      ...(range !== undefined && { range }),
    },
  };
}

/** How it would be read; the name and how it is read again change nothing of that. */
export function draftInput(answers: Answers): SourceInput {
  const { name: _name, mode: _mode, ...rest } = sourceInput(answers);
  return rest;
}

/** The same answers as the contract wants them. */
export function sourceInput(answers: Answers): SourceInput {
  const { name, mode, same_keys, key_prefix } = answers;
  return {
    ...peekInput(answers),
    entities: [...answers.entities],
    map: [...answers.map],
    formats: [...answers.formats],
    defaults: [...answers.defaults],
    name: name?.trim() || sourceName(answers.label),
    ...(mode !== undefined && { mode }),
    ...(same_keys !== undefined && { same_keys }),
    ...(key_prefix !== undefined && key_prefix !== "" && { key_prefix }),
  };
}

/** `Orders 2026.csv` → `Orders 2026`. */
export function sourceName(label: string): string {
  return fileName(label).replace(/\.(csv|tsv|txt|json|jsonl|ndjson)$/i, "") || label;
}

const sameColumn = (a: { entity?: string; column: string }, b: typeof a): boolean =>
  a.column === b.column && a.entity === b.entity;
const without = <T extends { entity?: EntityName; column: string }>(list: readonly T[], item: T) =>
  list.filter((other) => !sameColumn(other, item));

/** A column is fed by these headers; what was said about it before no longer counts. */
export function withMap(answers: Answers, said: Map): Answers {
  const defaults = answers.defaults.filter((other) => !sameColumn(other, said));
  return { ...answers, map: [...without(answers.map, said), said], defaults };
}

/** A column has the same value in every row. */
export function withDefault(answers: Answers, said: Default): Answers {
  const map = answers.map.filter((other) => !sameColumn(other, said));
  return { ...answers, defaults: [...without(answers.defaults, said), said], map };
}

export function withFormat(answers: Answers, said: Format): Answers {
  return { ...answers, formats: [...without(answers.formats, said), said] };
}

/** Another header row or separator makes other columns: what was said about columns is gone. */
export function withRead(
  answers: Answers,
  read: Pick<Answers, "header_row" | "delimiter">,
): Answers {
  return { ...answers, ...read, map: [], formats: [], defaults: [] };
}

/** Other entities keep only the statements about those that stay. */
export function withEntities(answers: Answers, entities: readonly EntityName[]): Answers {
  const stays = (item: { entity?: EntityName }): boolean =>
    item.entity === undefined || entities.includes(item.entity);
  const { same_keys: _same, key_prefix: _prefix, ...rest } = answers;
  return {
    ...rest,
    entities,
    entitiesSaid: true,
    map: answers.map.filter(stays),
    formats: answers.formats.filter(stays),
    defaults: answers.defaults.filter(stays),
  };
}

export type Step = "header" | "entities" | "question" | "review";

/** A database says what its columns are called: no row holds names, and nothing separates them. */
export const knowsColumns = ({ kind }: Origin): boolean => kind === "postgres" || kind === "mysql";

/** Whether a read brings only what is new unless somebody says otherwise. */
export function addsRows(origin: Origin): boolean {
  if (origin.kind === "folder") return true;
  if (origin.kind === "s3") return !isTableName(origin.path);
  return "watermark" in origin && origin.watermark !== undefined;
}

/** Only a person can say which row holds the names. */
export function headerIsOpen(grid: RawGrid, answers: Answers): boolean {
  if (answers.header_row !== undefined || knowsColumns(answers.origin)) return false;
  // The names of JSON records are in no row.
  if (answers.origin.kind === "json" || grid.first_row === 0) return false;
  const guessed = grid.findings.some(({ kind }) => kind === "header_uncertain");
  return grid.header_row === null || grid.better_header_row !== null || guessed;
}

/** The first thing that is still open; `review` when nothing is. */
export function nextStep(grid: RawGrid, answers: Answers, draft: Draft | null): Step {
  if (headerIsOpen(grid, answers)) return "header";
  if (!answers.entitiesSaid || answers.entities.length === 0) return "entities";
  return (draft?.proposal.questions.length ?? 0) > 0 ? "question" : "review";
}

/** Headers of the grid with their 0-based column, as the file writes them. */
export function headerCells(grid: RawGrid): readonly { header: string; column: number }[] {
  const number = grid.first_row === 0 ? 0 : grid.header_row;
  const row = number === null ? undefined : grid.rows[number - grid.first_row];
  return (row ?? []).flatMap((text, column) => (text === "" ? [] : [{ header: text, column }]));
}

/** Which of our columns each header feeds, for the heading of the grid. */
export function feeds(proposal: Proposal | null): ReadonlyMap<string, readonly string[]> {
  const result = new Map<string, string[]>();
  for (const { entity, column, headers } of proposal?.columns ?? []) {
    for (const header of headers) {
      result.set(header, [...(result.get(header) ?? []), `${entity}.${column}`]);
    }
  }
  return result;
}
