import type { SourceDetail } from "#contract/sources.ts";
import { ENTITIES } from "#domain/entities.ts";
import { allHeaders } from "#domain/run/bronze-sql.ts";
import type { Mapping } from "#domain/workspace.ts";
import type { Handler } from "#app/use-case.ts";
import type { HeldRead } from "#ports/lake.ts";
import { findSource, mappedEntities, mappingOf, summarise } from "./summary.ts";

/** `sources.get`: a source with its mapping and what its reads brought. */
export const getSource: Handler<"sources", "get"> =
  (services) =>
  async ({ id }) => {
    const workspace = await services.workspaces.open(services.directory);
    const source = findSource(workspace, id);
    const mapping = await mappingOf(services, source);
    const batches = await services.bronze.batches(id);
    const held = await services.bronze.held(id);
    const known = batches.length > 0 ? allHeaders(batches) : mappedHeaders(mapping);
    return {
      source: await summarise(services, source, mapping),
      mapping_version: mapping.version,
      read: { ...source.read },
      columns: columnsOf(mapping, workspace.currency),
      formats: Object.entries(mapping.formats).map(([header, format]) => ({ header, format })),
      headers: [...known],
      batches: batches.toReversed().map((batch) => ({
        batch_id: batch.batch_id,
        at: batch.ingested_at,
        rows: batch.rows_read,
        changed: batch.rows_new,
        deleted: batch.rows_deleted,
      })),
      held: held === null || held.accepted ? null : heldView(held),
    };
  };

function heldView(held: HeldRead): NonNullable<SourceDetail["held"]> {
  // A source that could not be read at all has no rows to compare.
  const read = held.content_hash !== "";
  return {
    text: held.text,
    rows_before: read ? held.rows_before : null,
    rows_now: read ? held.rows_read : null,
    only_new: held.kind === "starts_later",
    renames: (held.renames ?? []).map((one) => ({ ...one })),
  };
}

const mappedHeaders = (mapping: Mapping): string[] => [
  ...new Set(
    Object.values(mapping.entities).flatMap(({ columns }) => Object.values(columns).flat()),
  ),
];

/** Every column the entities could have, with what fills it. */
function columnsOf(mapping: Mapping, currency: string): SourceDetail["columns"] {
  return mappedEntities(mapping).flatMap((entity) =>
    ENTITIES[entity].columns.map((column) => {
      const own = mapping.entities[entity];
      const headers = [...(own?.columns[column.name] ?? [])];
      const constant = own?.defaults[column.name] ?? (headers.length > 0 ? null : column.fallback);
      return {
        entity,
        column: column.name,
        required: column.key === true || column.required === true,
        headers,
        default: constant === "$currency" ? currency : (constant ?? null),
      };
    }),
  );
}
