import { businessKey, type EntityName } from "#domain/entities.ts";
import { dateShare, share, type ColumnProfile } from "#domain/mapping/profile.ts";
import type { SuggestContext } from "#domain/mapping/proposal.ts";
import { snapshotSql } from "#domain/run/bronze-sql.ts";
import type { Mapping } from "#domain/workspace.ts";
import type { Services } from "#app/services.ts";
import { TABLE, type SourceReading } from "./read-source.ts";

/** Entities others refer to. */
const REFERRED: readonly EntityName[] = ["customers", "products", "orders"];

/**
 * Compares a new source with the keys connected sources already brought into bronze: which of its columns hold
 * values that are customers, products or orders there.
 */
export async function relate(
  services: Services,
  others: readonly Mapping[],
  reading: SourceReading,
): Promise<SuggestContext> {
  const keys = others.flatMap((mapping) =>
    REFERRED.flatMap((entity) => {
      const columns = mapping.entities[entity]?.columns[businessKey(entity)[0] ?? ""] ?? [];
      const [header] = columns;
      return columns.length === 1 && header !== undefined
        ? [{ entity, table: mapping.source_id, header }]
        : [];
    }),
  );
  const loaded = new Set<string>();
  for (const table of new Set(keys.map((key) => key.table))) {
    const batches = await services.bronze.batches(table);
    if (batches.length === 0) continue;
    const headers = [
      ...new Set(keys.filter((key) => key.table === table).map(({ header }) => header)),
    ];
    const select = snapshotSql(batches, headers, (path) => services.bronze.resolve(path));
    await reading.session.loadSelect(`keys of ${table}`, select, headers);
    loaded.add(table);
  }
  const there = keys.filter(({ table }) => loaded.has(table));
  const pairs = reading.profile.columns.filter(couldBeKey).flatMap(({ header }) =>
    there.map((key) => ({
      from: { table: TABLE, header },
      to: { table: `keys of ${key.table}`, header: key.header },
    })),
  );
  const found = await reading.session.overlaps(pairs);
  const overlaps = found.map(({ to, ...rest }) => ({
    ...rest,
    to: { ...to, table: to.table.replace("keys of ", "") },
  }));
  return { keys: there, overlaps };
}

/** Dates, amounts and long texts are never references. */
function couldBeKey(column: ColumnProfile): boolean {
  return (
    column.nonblank > 0 &&
    column.max_length <= 100 &&
    dateShare(column) < 0.5 &&
    share(column, "point", "comma", "boolean") < 0.5
  );
}
