import type { SourceCheck } from "#contract/sources.ts";
import { AppError } from "#domain/errors.ts";
import type { Finding } from "#domain/findings.ts";
import { inferFormat } from "#domain/mapping/formats.ts";
import { allHeaders } from "#domain/run/bronze-sql.ts";
import { ownerMessage } from "#domain/sheets/owner-message.ts";
import type { Mapping, Source, Workspace } from "#domain/workspace.ts";
import type { ReadResult } from "#ports/profiler.ts";
import type { Services } from "#app/services.ts";
import type { Handler } from "#app/use-case.ts";
import { driftFindings } from "./drift.ts";
import { mappedColumns, type MappedColumn } from "./read-columns.ts";
import { TABLE, withSource, type SourceReading } from "./read-source.ts";
import { findSource, mappingOf } from "./summary.ts";

/**
 * `sources.check`: can the source be read now, what is odd about it, and how does it differ from what its
 * mapping expects. Nothing is written; a source that cannot be read is an answer, not an error.
 */
export const checkSource: Handler<"sources", "check"> =
  (services) =>
  async ({ id }, call) => {
    const workspace = await services.workspaces.open(services.directory);
    const source = findSource(workspace, id);
    const mapping = await mappingOf(services, source);
    try {
      return await withSource(services, source, call, (reading) =>
        checkReading(services, workspace, source, mapping, reading),
      );
    } catch (error) {
      if (
        !(error instanceof AppError) ||
        !["bad_input", "not_found", "upstream"].includes(error.code)
      )
        throw error;
      return unreadable(id, error);
    }
  };

function unreadable(id: string, error: AppError): SourceCheck {
  const finding: Finding = {
    kind: error.code,
    severity: "error",
    text: error.message,
    ...(error.hint !== undefined && { action: error.hint }),
  };
  return {
    id,
    readable: false,
    rows: null,
    rows_blank: null,
    findings: [finding],
    questions: [],
    message: null,
  };
}

async function checkReading(
  services: Services,
  workspace: Workspace,
  source: Source,
  mapping: Mapping,
  reading: SourceReading,
): Promise<SourceCheck> {
  const headers = reading.profile.columns.map(({ header }) => header);
  const known = allHeaders(await services.bronze.batches(source.id));
  const columns = readable(mappedColumns(workspace, source, mapping), headers);
  const results = await reading.session.read(TABLE, columns);
  const findings = [
    ...reading.findings,
    ...driftFindings(mapping, headers, known),
    ...columns.flatMap((column, index) => refusedFinding(column, results[index], reading)),
  ];
  return {
    id: source.id,
    readable: true,
    rows: reading.profile.rows,
    rows_blank: reading.profile.blank_rows,
    findings,
    questions: [],
    message: source.origin.kind === "sheet" ? ownerMessage(source.origin, findings) : null,
  };
}

/** Columns whose headers are all there; the others are reported as drift. */
export function readable(
  columns: readonly MappedColumn[],
  headers: readonly string[],
): readonly MappedColumn[] {
  const present = new Set(headers);
  return columns.filter((column) => column.headers.every((header) => present.has(header)));
}

/** What silver would refuse, with a better format if the column's values prove one. */
export function refusedFinding(
  column: MappedColumn,
  result: ReadResult | undefined,
  reading: SourceReading,
): readonly Finding[] {
  if (!result || result.refused === 0 || column.headers.length === 0) return [];
  const values = reading.profile.columns.find(({ header }) => header === column.headers[0]);
  const kind = column.type === "timestamp" || column.type === "date" ? "date" : "number";
  const found = values && column.format !== undefined ? inferFormat(values, kind).format : null;
  const better = found !== null && found !== column.format ? found : null;
  const examples = result.refused_examples.map((text) => `"${text.slice(0, 40)}"`).join(", ");
  const name = `${column.entity}.${column.column}`;
  return [
    {
      kind: "unreadable_values",
      severity: "warn",
      text: `${result.refused} of ${result.values} values of "${column.headers.join(" ")}" cannot be read as ${name}, e.g. ${examples}.`,
      action:
        better === null
          ? "Correct them in the source; until then their rows are set aside or the value stays empty."
          : `The values look like ${better}: change the format of ${name} if that is right.`,
      count: result.refused,
    },
  ];
}
