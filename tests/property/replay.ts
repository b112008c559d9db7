import { snapshotSql, withPositionSql, allHeaders } from "#domain/run/bronze-sql.ts";
import { quoteIdentifier } from "#domain/sql-text.ts";
import type { Expected } from "./expected.ts";
import { identity } from "./expected.ts";
import type { Shop } from "./shop.ts";
import type { World } from "./world.ts";

/** Bronze gives back every snapshot source: the cells of all rows, in the order of the source. */
export async function checkBronze(world: World, shop: Shop, expected: Expected): Promise<void> {
  const services = await world.services();
  const newest = await services.builds.newest();
  const file = services.builds.file(newest?.build_id ?? "");
  const session = await services.warehouse.openRead(file, services.limits());
  try {
    for (const source of shop.sources.values()) {
      const rows = expected.snapshots.get(source.id);
      if (source.mode === "append" || !rows) continue;
      const batches = await services.bronze.batches(source.id);
      const headers = allHeaders(batches);
      const snapshot = snapshotSql(batches, headers, services.bronze.resolve);
      const placed = withPositionSql(snapshot, batches, source.mode, services.bronze.resolve);
      const found = await session.rows<Record<string, string | null>>(
        `select ${headers.map(quoteIdentifier).join(", ")}, _occurrence, _position from (${placed}) order by _order, _position`,
      );
      const got = found.map((row) => `${row["_position"]} ${textOf(row, headers)}`);
      const wanted = rows.map((row) => `${row.position} ${identity(row.cells, row.occurrence)}`);
      if (got.join("\n") !== wanted.join("\n")) {
        throw new Error(
          `Bronze of ${source.id} is not its file.\nbronze:\n${got.join("\n")}\nfile:\n${wanted.join("\n")}`,
        );
      }
    }
  } finally {
    await session.close();
  }
}

function textOf(row: Record<string, string | null>, headers: readonly string[]): string {
  const cells = Object.fromEntries(headers.map((header) => [header, row[header] ?? ""]));
  return identity(cells, Number(row["_occurrence"]));
}
