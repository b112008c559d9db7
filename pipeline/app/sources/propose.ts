import type { Proposal, SourceInput } from "#contract/sources.ts";
import type { Finding } from "#domain/findings.ts";
import type { OpenQuestion } from "#domain/mapping/draft-parts.ts";
import { draftMapping, type MappingDraft } from "#domain/mapping/draft.ts";
import { resolveStatements } from "#domain/mapping/statements.ts";
import type { Mapping, Workspace } from "#domain/workspace.ts";
import type { Services } from "#app/services.ts";
import { relate } from "./relate.ts";
import type { SourceReading } from "./read-source.ts";

/** A draft with everything that stands in the way of saving it. */
export interface SourceProposal {
  readonly draft: MappingDraft;
  readonly proposal: Proposal;
}

/** Newest mappings of the sources that are read. */
export async function activeMappings(
  services: Services,
  workspace: Workspace,
): Promise<readonly Mapping[]> {
  const active = workspace.sources.filter((source) => source.removed_at === undefined);
  const mappings = await Promise.all(
    active.map((source) => services.workspaces.mapping(services.directory, source.id)),
  );
  return mappings.filter((mapping) => mapping !== null);
}

/** Drafts the mapping of a source that was read: what the user said, completed by what is certain. */
export async function propose(
  services: Services,
  workspace: Workspace,
  input: SourceInput,
  reading: SourceReading,
): Promise<SourceProposal> {
  const others = await activeMappings(services, workspace);
  const draft = draftMapping({
    profile: reading.profile,
    entities: input.entities,
    said: resolveStatements(input, input.entities, reading.layout.headers),
    context: await relate(services, others, reading),
    ...(input.key_prefix !== undefined && { key_prefix: input.key_prefix }),
    ...(input.prices_include_tax !== undefined && { prices_include_tax: input.prices_include_tax }),
  });
  const questions = [
    ...headerQuestion(reading, input),
    ...draft.questions,
    ...sharedQuestions(others, input),
  ];
  const proposal = toProposal(draft, input, reading, questions);
  return { draft, proposal: withCurrency(proposal, workspace.currency) };
}

/** A header row that was only guessed is asked, unless the user named it. */
function headerQuestion(reading: SourceReading, input: SourceInput): readonly OpenQuestion[] {
  const said = input.read.header_row !== undefined || input.read.range !== undefined;
  if (reading.certain || said) return [];
  const row = reading.layout.header_row;
  return [
    {
      kind: "header_row",
      text: `We took row ${row} as column names, but are not sure of it.`,
      options: [`--header-row ${row}`],
      flag: `--header-row ${row}`,
    },
  ];
}

/** Two sources feed one entity only if the user says how their keys relate. */
function sharedQuestions(others: readonly Mapping[], input: SourceInput): readonly OpenQuestion[] {
  if (input.same_keys === true || input.key_prefix !== undefined) return [];
  return input.entities.flatMap((entity): readonly OpenQuestion[] => {
    const other = others.find((mapping) => mapping.entities[entity] !== undefined);
    if (!other) return [];
    return [
      {
        kind: "shared_entity",
        text: `${other.source_id} already feeds ${entity}. Do both use the same keys for the same ${entity}?`,
        options: ["--same-keys", "--key-prefix TEXT"],
        flag: "--same-keys",
      },
    ];
  });
}

function toProposal(
  draft: MappingDraft,
  input: SourceInput,
  reading: SourceReading,
  questions: readonly OpenQuestion[],
): Proposal {
  return {
    entities: [...input.entities],
    headers: [...reading.layout.headers],
    header_row: reading.layout.header_row,
    columns: draft.columns.map((column) => ({
      ...column,
      headers: [...column.headers],
      reasons: [...column.reasons],
    })),
    formats: draft.readings.map(({ header, format, evidence }) => ({
      header,
      format,
      reason: evidence,
    })),
    unused_headers: [...draft.unused],
    questions: questions.map((question) => ({ ...question, options: [...question.options] })),
    findings: [...fileFindings(reading), ...draft.findings],
    complete: questions.length === 0,
  };
}

/** People see the code every row gets, not our sign for "the workspace's". */
function withCurrency(proposal: Proposal, currency: string): Proposal {
  const columns = proposal.columns.map((column) =>
    column.default === "$currency" ? { ...column, default: currency } : column,
  );
  return { ...proposal, columns };
}

function fileFindings(reading: SourceReading): readonly Finding[] {
  const { profile, findings, files } = reading;
  const empty: readonly Finding[] =
    profile.rows === 0
      ? [{ kind: "no_rows", severity: "warn", text: "There are column names but no rows yet." }]
      : [];
  const many: readonly Finding[] =
    files > 1
      ? [
          {
            kind: "many_files",
            severity: "info",
            text: `${files} files are read as one table.`,
            count: files,
          },
        ]
      : [];
  const known = new Set(findings.map(({ kind }) => kind));
  return [...findings, ...[...empty, ...many].filter(({ kind }) => !known.has(kind))];
}
