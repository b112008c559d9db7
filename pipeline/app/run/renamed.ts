import { businessKey, type EntityName } from "#domain/entities.ts";
import {
  dateShare,
  share,
  type ColumnProfile,
  type TableProfile,
} from "#domain/mapping/profile.ts";
import { type ColumnPair, likelyRenames, type Rename } from "#domain/mapping/renames.ts";
import { allHeaders, snapshotSql } from "#domain/run/bronze-sql.ts";
import { missingMapped } from "#domain/run/guards.ts";
import { SqlRefused } from "#domain/sql-refused.ts";
import type { PreparedTable } from "#ports/file-reader.ts";
import type { HoldReason } from "#ports/lake.ts";
import type { ProfileSession } from "#ports/profiler.ts";
import type { Services } from "#app/services.ts";
import type { SourceState } from "./context.ts";

const NOW = "the table now";
const BEFORE = "the table before";

/** What of a run is needed here. */
interface Reading {
  readonly services: Services;
  readonly started_at: string;
  readonly signal: AbortSignal | undefined;
}

/** Holds the source, and gives the prepared table back, where columns seem to have other names. */
export async function holdIfRenamed(
  { services, started_at, signal }: Reading,
  state: SourceState,
  prepared: PreparedTable,
): Promise<HoldReason | null> {
  const reason = await renameHold(services, state, prepared, signal);
  if (reason === null) return null;
  await services.files.release(prepared);
  // Without data: what stands there now was not taken into the lake at all.
  await services.bronze.noteHeld({
    ...reason,
    source_id: state.source.id,
    held_at: started_at,
    content_hash: "",
    rows_read: 0,
    rows_before: 0,
  });
  return reason;
}

/**
 * A mapped column that is gone while a new one holds its values: perhaps it only has another name. Nothing is
 * applied; the source is held at its last good mapping until a person answers. Null when nothing looks like it.
 */
async function renameHold(
  services: Services,
  state: SourceState,
  prepared: PreparedTable,
  signal: AbortSignal | undefined,
): Promise<HoldReason | null> {
  const gone = missingMapped(state.mapping, prepared.headers);
  const before = new Set(state.batches.at(-1)?.headers ?? []);
  const lost = gone.filter((header) => before.has(header));
  const fresh = prepared.headers.filter((header) => !before.has(header));
  if (lost.length === 0 || fresh.length === 0) return null;
  const session = await services.profiler.open(signal);
  try {
    const pairs = await comparePairs(services, session, state, prepared, { lost, fresh });
    const renames = likelyRenames(pairs);
    return renames.length === 0 ? null : holdFor(state, renames);
  } catch (error) {
    // An irregular file is rewritten, and then read, by whoever needs its rows.
    if (error instanceof SqlRefused) return null;
    throw error;
  } finally {
    await session.close();
  }
}

interface Candidates {
  readonly lost: readonly string[];
  readonly fresh: readonly string[];
}

async function comparePairs(
  services: Services,
  session: ProfileSession,
  { mapping, batches }: SourceState,
  prepared: PreparedTable,
  { lost, fresh }: Candidates,
): Promise<readonly ColumnPair[]> {
  const known = allHeaders(batches);
  const common = prepared.headers.filter((header) => known.includes(header));
  const wanted = [...new Set([...common, ...lost])];
  await session.load(NOW, prepared);
  const select = snapshotSql(batches, wanted, (path) => services.bronze.resolve(path));
  await session.loadSelect(BEFORE, select, wanted);
  const [now, then] = [await session.profile(NOW), await session.profile(BEFORE)];
  const keys = Object.entries(mapping.entities).flatMap(([entity, { columns }]) =>
    businessKey(entity as EntityName).flatMap((key) => columns[key] ?? []),
  );
  const shared = [...new Set(keys)].filter((header) => common.includes(header));
  // Without its key a row is told by everything else in it.
  const by = shared.length > 0 && shared.length === new Set(keys).size ? shared : common;
  const pairs: ColumnPair[] = [];
  for (const earlier of lost) {
    for (const header of fresh) {
      const agreed = await session.agreement(NOW, BEFORE, by, { from: header, to: earlier });
      const [overlap] = await session.overlaps([
        { from: { table: NOW, header }, to: { table: BEFORE, header: earlier } },
      ]);
      const alike = kindOf(now, header) === kindOf(then, earlier);
      const { distinct = 0, contained = 0 } = overlap ?? {};
      pairs.push({ earlier, header, alike, ...agreed, distinct, contained });
    }
  }
  return pairs;
}

function kindOf({ columns }: TableProfile, header: string): string {
  const column = columns.find((one): one is ColumnProfile => one.header === header);
  if (!column || column.nonblank === 0) return "nothing";
  if (dateShare(column) > 0.5) return "date";
  const number = share(column, "integer", "point", "comma", "point_or_thousands", "excel");
  return number > 0.5 ? "number" : "text";
}

function holdFor({ source, mapping }: SourceState, renames: readonly Rename[]): HoldReason {
  const named = renames.map(({ header, earlier }) => `"${header}" looks like "${earlier}"`);
  const columns = renames.map(({ earlier }) => fills(mapping, earlier));
  return {
    kind: "renamed",
    text: `Columns of ${source.name} have other names: ${named.join(", ")}, which holds ${columns.join(", ")}. We kept the rows of before.`,
    action: `\`source accept-rename ${source.id}\` if it is the same column, \`source accept-rename ${source.id} --no\` if it is another one.`,
    renames,
  };
}

/** What of ours the column fills, e.g. `orders.total_amount`. */
function fills({ entities }: SourceState["mapping"], header: string): string {
  const filled = Object.entries(entities).flatMap(([entity, { columns }]) =>
    Object.entries(columns).flatMap(([column, headers]) =>
      headers.includes(header) ? [`${entity}.${column}`] : [],
    ),
  );
  return filled.join(" and ");
}
