import type { TableSummary } from "#contract/explore.ts";

export const LAYERS = ["reports", "marts", "gold", "silver", "quarantine", "bronze"] as const;

export interface LayerGroup {
  readonly layer: string;
  readonly tables: readonly TableSummary[];
}

/** Tables by layer, what people ask for most first; unknown layers at the end. */
export function treeOf(tables: readonly TableSummary[], search = ""): readonly LayerGroup[] {
  const wanted = search.trim().toLowerCase();
  const hits = tables.filter((table) => wanted === "" || matches(table, wanted));
  const names = [...new Set([...LAYERS, ...hits.map(({ layer }) => layer)])];
  return names
    .map((layer) => ({
      layer,
      tables: hits
        .filter((table) => table.layer === layer)
        .sort((a, b) => a.label.localeCompare(b.label)),
    }))
    .filter(({ tables }) => tables.length > 0);
}

function matches(table: TableSummary, wanted: string): boolean {
  const texts = [table.table, table.label, ...table.columns.map(({ name }) => name)];
  return texts.some((text) => text.toLowerCase().includes(wanted));
}

/** Where a person most likely wants to begin. */
export function firstTable(tables: readonly TableSummary[]): TableSummary | null {
  const wished = ["gold.fact_sales", "gold.fact_orders"];
  return (
    wished.map((name) => tables.find(({ table }) => table === name)).find((t) => t && t.rows > 0) ??
    tables.find(({ layer, rows }) => layer === "gold" && rows > 0) ??
    tables.find(({ rows }) => rows > 0) ??
    tables[0] ??
    null
  );
}
