import { ENTITIES, type EntityName } from "#domain/entities.ts";
import type { Finding } from "#domain/findings.ts";
import type { ColumnFormat, EntityMapping } from "#domain/workspace.ts";
import { columnQuestions, formatFindings, formatQuestions, noteFindings } from "./draft-remarks.ts";
import type { DraftColumn, OpenQuestion } from "./draft-parts.ts";
import type { FormatReading } from "./format-reading.ts";
import { formatKind, inferFormat } from "./formats.ts";
import type { TableProfile } from "./profile.ts";
import { isRequired, type SuggestContext, type TableProposal } from "./proposal.ts";
import { address, type ResolvedStatements } from "./statements.ts";
import { suggestMapping } from "./suggest.ts";

/** A mapping ready to be saved when `questions` is empty. */
export interface MappingDraft {
  readonly columns: readonly DraftColumn[];
  readonly entities: Partial<Record<EntityName, EntityMapping>>;
  readonly formats: Readonly<Record<string, ColumnFormat>>;
  readonly readings: readonly FormatReading[];
  readonly questions: readonly OpenQuestion[];
  readonly findings: readonly Finding[];
  readonly unused: readonly string[];
}

export interface DraftRequest {
  readonly profile: TableProfile;
  readonly entities: readonly EntityName[];
  readonly said: ResolvedStatements;
  readonly context?: SuggestContext;
  readonly key_prefix?: string;
  readonly prices_include_tax?: boolean;
}

/**
 * What the user said, completed by what is certain. Required columns that stay unsure and formats nobody can
 * know become questions.
 */
export function draftMapping(request: DraftRequest): MappingDraft {
  const { profile, entities, said } = request;
  const [proposal] = suggestMapping([profile], entities, request.context);
  const columns = entities.flatMap((entity) => entityColumns(entity, proposal, said));
  const readings = readFormats(profile, columns, said);
  const used = new Set(columns.flatMap((column) => column.headers));
  return {
    columns,
    entities: Object.fromEntries(
      entities.map((entity) => [entity, entityMapping(entity, columns, proposal, request)]),
    ),
    formats: Object.fromEntries(
      readings.flatMap(({ header, format }) => (format ? [[header, format]] : [])),
    ),
    readings,
    questions: [...columnQuestions(proposal, columns), ...formatQuestions(readings, columns)],
    findings: [...noteFindings(proposal), ...formatFindings(readings)],
    unused: profile.columns.map(({ header }) => header).filter((header) => !used.has(header)),
  };
}

function entityColumns(
  entity: EntityName,
  proposal: TableProposal | undefined,
  said: ResolvedStatements,
): readonly DraftColumn[] {
  const proposed = proposal?.entities.find((p) => p.entity === entity)?.columns ?? [];
  const claimed = new Set(
    ENTITIES[entity].columns.flatMap(({ name }) => said.map.get(address(entity, name)) ?? []),
  );
  return ENTITIES[entity].columns.flatMap((target): readonly DraftColumn[] => {
    const base = { entity, column: target.name, required: isRequired(entity, target) };
    const headers = said.map.get(address(entity, target.name));
    const constant = said.defaults.get(address(entity, target.name));
    if (headers || constant !== undefined) {
      return [
        {
          ...base,
          headers: headers ?? [],
          default: constant ?? null,
          confidence: 1,
          reasons: ["You said so."],
        },
      ];
    }
    const found = proposed.find(({ column }) => column === target.name);
    if (!found || found.headers.some((header) => claimed.has(header))) return [];
    const { confidence, reasons } = found;
    return [
      { ...base, headers: found.headers, default: found.default ?? null, confidence, reasons },
    ];
  });
}

function entityMapping(
  entity: EntityName,
  columns: readonly DraftColumn[],
  proposal: TableProposal | undefined,
  request: DraftRequest,
): EntityMapping {
  const own = columns.filter((column) => column.entity === entity);
  const { said, key_prefix, prices_include_tax } = request;
  return {
    columns: Object.fromEntries(
      own.filter((c) => c.headers.length > 0).map((c) => [c.column, c.headers]),
    ),
    defaults: Object.fromEntries(
      own.flatMap((c) => {
        const constant = said.defaults.get(address(entity, c.column));
        return constant === undefined ? [] : [[c.column, constant]];
      }),
    ),
    fold: proposal?.entities.find((p) => p.entity === entity)?.fold ?? false,
    ...(key_prefix !== undefined && { key_prefix }),
    ...(prices_include_tax !== undefined && { prices_include_tax }),
  };
}

/** The format of each header that feeds a date or a number, by its first such use. */
function readFormats(
  profile: TableProfile,
  columns: readonly DraftColumn[],
  said: ResolvedStatements,
): readonly FormatReading[] {
  const readings = new Map<string, FormatReading>();
  for (const { entity, column, headers } of columns) {
    const header = headers[0];
    const target = ENTITIES[entity].columns.find(({ name }) => name === column);
    const kind = target && formatKind(target.type);
    const values = profile.columns.find((c) => c.header === header);
    if (header === undefined || !kind || !values) continue;
    const stated =
      said.columnFormats.get(address(entity, column)) ?? said.headerFormats.get(header);
    if (readings.has(header) && stated === undefined) continue;
    readings.set(header, inferFormat(values, kind, stated));
  }
  return [...readings.values()];
}
