import type { RunResult } from "#contract/runs.ts";
import type { Shop, ShopSource, Table } from "./shop.ts";
import { tableOf } from "./shop.ts";

/** A live row as bronze should know it. */
export interface LiveRow {
  readonly cells: Readonly<Record<string, string>>;
  /** Number among equal rows, from 1. */
  readonly occurrence: number;
  /** Run and row at which it came in. */
  readonly run: number;
  readonly row: number;
  /** Row in the source as last read. */
  position: number;
}

/** What the engine must have understood of the snapshot sources after the runs so far. */
export class Expected {
  readonly snapshots = new Map<string, readonly LiveRow[]>();
  /** `source|content|occurrence|rule` of waives in force. */
  readonly waived = new Map<string, string>();

  /** Takes over what the run, or one that was stopped just before it, read of each source. */
  took(shop: Shop, result: RunResult, stopped = false): void {
    const run = Number(/\d+/.exec(result.run_id)?.[0]) - (stopped ? 1 : 0);
    for (const source of shop.sources.values()) {
      const read = result.layers.bronze[source.id];
      if (source.mode === "append" || source.removed || !read || read.held) continue;
      if (source.hidden && read.rows_read === 0) continue;
      source.hidden = false;
      this.#replace(source, run);
    }
  }

  #replace(source: ShopSource, run: number): void {
    const before = new Map(
      (this.snapshots.get(source.id) ?? []).map((row) => [
        identity(row.cells, row.occurrence),
        row,
      ]),
    );
    const now = numbered(tableOf(source)).map(({ cells, occurrence, row }) => {
      const known = before.get(identity(cells, occurrence));
      return known ? { ...known, position: row } : { cells, occurrence, run, row, position: row };
    });
    this.snapshots.set(source.id, now);
  }
}

/** What makes two rows equal: the cells that say something, whatever the order of columns. */
export function content(cells: Readonly<Record<string, string>>): string {
  return JSON.stringify(
    Object.entries(cells)
      .filter(([, cell]) => cell !== "")
      .toSorted(([a], [b]) => (a < b ? -1 : 1)),
  );
}

export function identity(cells: Readonly<Record<string, string>>, occurrence: number): string {
  return `${content(cells)}#${occurrence}`;
}

function numbered({ headers, rows }: Table) {
  const seen = new Map<string, number>();
  return rows.flatMap((all, index) => {
    const cells = Object.fromEntries(headers.map((header) => [header, all[header] ?? ""]));
    const text = content(cells);
    if (text === "[]") return [];
    const occurrence = (seen.get(text) ?? 0) + 1;
    seen.set(text, occurrence);
    // Row 1 is the header.
    return [{ cells, occurrence, row: index + 2 }];
  });
}
