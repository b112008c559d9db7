import { AppError } from "#domain/errors.ts";
import type { Batch } from "#domain/run/batch.ts";
import { allHeaders, list, type Resolve } from "#domain/run/bronze-sql.ts";
import { quoteIdentifier, quoteLiteral } from "#domain/sql-text.ts";
import type { SqlSession } from "#ports/warehouse.ts";
import { PARQUET } from "./stage-full.ts";

const LINEAGE = [
  "_op",
  "_source_id",
  "_batch_id",
  "_ingested_at",
  "_row",
  "_row_hash",
  "_occurrence",
];

/** Rows of one batch in source order, with everything stored that a file of its own says by its place. */
function rowsSql(batch: Batch, headers: readonly string[], resolve: Resolve): string {
  const own = new Set(batch.headers);
  const cells = headers.map((header) =>
    own.has(header)
      ? `f.${quoteIdentifier(header)}`
      : `null::varchar as ${quoteIdentifier(header)}`,
  );
  const file = list([resolve(batch.file as string)]);
  const lineage = "f._op, f._source_id, f._batch_id, f._ingested_at";
  if (batch.kind === "delta") {
    return `select ${[...cells, lineage].join(", ")}, f._row::bigint as _row, f._row_hash,
  f._occurrence::integer as _occurrence, f.file_row_number as _place
from read_parquet(${file}, file_row_number = true) as f`;
  }
  const repeats = batch.repeats === null ? null : list([resolve(batch.repeats)]);
  return `select ${[...cells, lineage].join(", ")},
  (f.file_row_number + ${batch.first_row})::bigint as _row, f._row_hash,
  ${repeats ? "coalesce(r._occurrence, 1)" : "1"}::integer as _occurrence, f.file_row_number as _place
from read_parquet(${file}, file_row_number = true) as f${
    repeats ? `\nleft join read_parquet(${repeats}) as r on r.position = f.file_row_number` : ""
  }`;
}

/** Writes the rows of all batches into one file, batch after batch. */
export function packSql(batches: readonly Batch[], resolve: Resolve, file: string): string {
  const headers = allHeaders(batches);
  const all = batches
    .map((batch) => rowsSql(batch, headers, resolve))
    .join("\nunion all by name\n");
  return `copy (select * exclude (_place) from (${all}) order by _batch_id, _place)
to ${quoteLiteral(file)} ${PARQUET}`;
}

/** @throws AppError `internal` when the pack does not hold exactly the rows of the batch; nothing was changed. */
export async function requireSameRows(
  session: SqlSession,
  batch: Batch,
  resolve: Resolve,
  file: string,
): Promise<void> {
  const columns = [...batch.headers, ...LINEAGE].map(quoteIdentifier).join(", ");
  const own = `select ${columns} from (${rowsSql(batch, batch.headers, resolve)})`;
  const packed = `select ${columns} from read_parquet(${list([file])})
where _batch_id = ${quoteLiteral(batch.batch_id)}`;
  const [row] = await session.rows<{ differing: string }>(
    `select count(*) as differing from (
((${own}) except all (${packed})) union all ((${packed}) except all (${own})))`,
  );
  if (Number(row?.differing) === 0) return;
  throw new AppError(
    "internal",
    `The rows of ${batch.batch_id} would not be the same in one file.`,
    {
      hint: "Nothing was changed. Make a support bundle and tell who helps you.",
    },
  );
}
