import { businessKey, type EntityName } from "#domain/entities.ts";
import { columnLetters } from "#domain/cell-address.ts";
import { allHeaders, snapshotSql } from "#domain/run/bronze-sql.ts";
import type { Preview } from "#contract/sources.ts";
import type { Mapping, Source, Workspace } from "#domain/workspace.ts";
import type { Services } from "#app/services.ts";
import type { Handler } from "#app/use-case.ts";
import { readable, refusedFinding } from "./check.ts";
import { driftFindings } from "./drift.ts";
import { howRead } from "./how-read.ts";
import { mappedColumns } from "./read-columns.ts";
import { TABLE, withSource, type SourceReading } from "./read-source.ts";
import { findSource, mappingOf } from "./summary.ts";

const PREVIOUS = "previous";

/** `sources.preview`: how the source is read, raw beside typed, and how many rows of the last snapshot would be gone. */
export const previewSource: Handler<"sources", "preview"> =
  (services) =>
  async ({ id, limit }, call) => {
    const workspace = await services.workspaces.open(services.directory);
    const source = findSource(workspace, id);
    const mapping = await mappingOf(services, source);
    return withSource(services, source, call, async (reading) => ({
      id,
      ...(await previewReading(services, { workspace, source, mapping }, reading, limit)),
    }));
  };

/** A source and how it is, or would be, mapped. */
interface Mapped {
  readonly workspace: Workspace;
  readonly source: Source;
  readonly mapping: Mapping;
}

/** How a source that was read turns out under a mapping, saved or not. */
export async function previewReading(
  services: Services,
  { workspace, source, mapping }: Mapped,
  reading: SourceReading,
  limit: number,
): Promise<Omit<Preview, "id">> {
  const headers = reading.profile.columns.map(({ header }) => header);
  const columns = readable(mappedColumns(workspace, source, mapping), headers);
  const rows = await reading.session.firstRows(TABLE, columns, limit);
  const results = await reading.session.read(TABLE, columns);
  const batches = await services.bronze.batches(source.id);
  return {
    columns: columns.map((column, index) => ({
      entity: column.entity,
      column: column.column,
      headers: [...column.headers],
      reading: howRead(column, results[index], reading),
    })),
    rows: rows.map(({ position, cells }) => ({
      address: `${columnLetters(reading.layout.first_column)}${reading.layout.first_row + position}`,
      cells: cells.map(({ raw, typed }, index) => ({
        raw,
        typed,
        problem: raw !== null && typed === null ? problem(columns[index]?.format) : null,
      })),
    })),
    rows_total: reading.profile.rows,
    rows_disappearing: await disappearing(services, source, mapping, reading),
    findings: [
      ...reading.findings,
      ...driftFindings(mapping, headers, allHeaders(batches)),
      ...columns.flatMap((column, index) => refusedFinding(column, results[index], reading)),
    ],
  };
}

const problem = (format: string | undefined): string =>
  format === undefined ? "cannot be read" : `cannot be read as ${format}`;

/** Rows of the last snapshot whose key the source no longer has; append sources never lose any. */
async function disappearing(
  services: Services,
  source: Source,
  mapping: Mapping,
  reading: SourceReading,
): Promise<number> {
  if (source.mode !== "snapshot") return 0;
  const batches = await services.bronze.batches(source.id);
  if (batches.length === 0) return 0;
  const now = new Set(reading.profile.columns.map(({ header }) => header));
  const before = allHeaders(batches);
  const keys = keyHeaders(mapping).filter((header) => now.has(header) && before.includes(header));
  const compared = keys.length > 0 ? keys : before.filter((header) => now.has(header));
  if (compared.length === 0)
    return batches.reduce((rows, b) => rows + b.rows_new - b.rows_deleted, 0);
  const select = snapshotSql(batches, before, (path) => services.bronze.resolve(path));
  await reading.session.loadSelect(PREVIOUS, select, before);
  return (await reading.session.missingRows(TABLE, PREVIOUS, compared)).gone;
}

/** Headers that tell the rows of the source apart: all mapped business keys of its entities. */
function keyHeaders(mapping: Mapping): readonly string[] {
  const headers = Object.entries(mapping.entities).flatMap(([entity, { columns }]) =>
    businessKey(entity as EntityName).flatMap((key) => columns[key] ?? []),
  );
  return [...new Set(headers)];
}
