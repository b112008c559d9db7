import type { EntityName } from "#domain/entities.ts";
import { ENTITY_NAMES } from "#domain/entities.ts";
import { allHeaders, snapshotSql, withPositionSql } from "#domain/run/bronze-sql.ts";
import { columnLetters } from "#domain/cell-address.ts";
import { quoteIdentifier } from "#domain/sql-text.ts";
import { loadModels } from "#models/load.ts";
import { SQL_FOLDER } from "#main/shared/folders.ts";
import type { App } from "#main/shared/wiring.ts";
import type { LedgerEntry } from "#tests/sample/support.ts";
import { failingRows, type Bench } from "./lab.ts";
import { FLAG_RULES, KEY_TEXT, ruleOf } from "./ledger-rules.ts";

/** One line per row set aside, as the ledger has it: address, reason and what the cell said. */
export async function quarantineByLedger(
  ledger: readonly LedgerEntry[],
  headers: Readonly<Record<string, readonly string[]>>,
): Promise<string[]> {
  return ledger
    .filter((entry) => entry.expected.outcome === "quarantined")
    .map((entry) => {
      const index = headers[entry.entity]?.indexOf(entry.column as string) ?? -1;
      const address = `${entry.file}!${columnLetters(index)}${entry.row}`;
      return `${address} ${ruleOf(entry)} ${entry.raw ?? ""}`;
    })
    .sort();
}

/** The same lines out of the build. */
export async function quarantineByBuild(bench: Bench): Promise<string[]> {
  const lines: string[] = [];
  for (const entity of ENTITY_NAMES) {
    const rows = await bench.rows(
      `select _address, _reasons, _raw from b.quarantine.${entity} order by _address`,
    );
    for (const row of rows) {
      const reasons = row["_reasons"] as string[];
      const raw = JSON.parse(row["_raw"] as string) as Record<string, string | null>;
      const column = Object.keys(raw).find((name) => reasons[0]?.startsWith(`${name}_`)) ?? "";
      lines.push(`${row["_address"]} ${reasons.join("+")} ${raw[column] ?? ""}`);
    }
  }
  return lines.sort();
}

/** Remarks on rows that stay, `entity what field key`, as the truth gives them. */
export async function flagsByTruth(bench: Bench): Promise<string[]> {
  const rows = await bench.rows("from flags");
  return rows.map((r) => `${r["entity"]} ${r["what"]} ${r["field"]} ${r["key"]}`).sort();
}

/** The same remarks as the product made them: bits of silver rows, and failing rows of checks. */
export async function flagsByBuild(bench: Bench, app: App): Promise<string[]> {
  return [...(await bitsOf(bench)), ...(await referencesOf(app)), ...(await totalsOf(app))].sort();
}

async function bitsOf(bench: Bench): Promise<string[]> {
  const { models } = await loadModels(SQL_FOLDER);
  const lines: string[] = [];
  for (const entity of ENTITY_NAMES) {
    const model = models.find((m) => m.layer === "silver" && m.name === entity);
    const rows = await bench.rows(
      `select ${KEY_TEXT[entity]} as key, _flags from b.silver.${entity} where _flags <> 0`,
    );
    for (const row of rows) {
      for (const [bit, rule] of (model?.rowRules ?? []).entries()) {
        if ((BigInt(row["_flags"] as string) & (1n << BigInt(bit))) === 0n) continue;
        const known = FLAG_RULES.find((f) => f.entity === entity && f.rule === rule.name);
        lines.push(`${entity} ${known?.what ?? rule.name} ${known?.field ?? "?"} ${row["key"]}`);
      }
    }
  }
  return lines;
}

const REFERENCES: readonly [EntityName, string][] = [
  ["orders", "customer_id"],
  ["order_items", "order_id"],
  ["order_items", "product_id"],
  ["payments", "order_id"],
  ["shipments", "order_id"],
  ["reviews", "order_id"],
  ["reviews", "product_id"],
  ["reviews", "customer_id"],
  ["inventory", "product_id"],
];

async function referencesOf(app: App): Promise<string[]> {
  const lines: string[] = [];
  for (const [entity, field] of REFERENCES) {
    const rows = await failingRows(app, `${entity}.relationships_${field}`);
    for (const row of rows)
      lines.push(`${entity} unknown_reference ${field} ${keyOf(entity, row)}`);
  }
  return lines;
}

async function totalsOf(app: App): Promise<string[]> {
  const rows = await failingRows(app, "orders.order_total_mismatch");
  return rows.map((row) => `orders total_mismatch total_amount ${String(row["order_id"])}`);
}

function keyOf(entity: EntityName, row: Readonly<Record<string, unknown>>): string {
  if (entity === "order_items") return `${String(row["order_id"])}/${String(row["line_number"])}`;
  if (entity === "inventory") {
    const day = String(row["counted_at"]).slice(0, 10);
    return `${String(row["product_id"])}/${day}/${String(row["warehouse"])}`;
  }
  return String(row[KEY_TEXT[entity] as string]);
}

/** What the lake says a source looks like today: rows in source order with their places, cells by header. */
export async function replay(
  bench: Bench,
  app: App,
  sourceId: string,
): Promise<{ readonly header: string[]; readonly rows: { row: number; cells: string[] }[] }> {
  const { bronze, workspaces, directory } = app.services;
  const batches = await bronze.batches(sourceId);
  const source = (await workspaces.open(directory)).sources.find(({ id }) => id === sourceId);
  const header = [...allHeaders(batches)];
  const snapshot = snapshotSql(batches, header, bronze.resolve);
  const places = withPositionSql(snapshot, batches, source?.mode ?? "snapshot", bronze.resolve);
  const columns = header.map((name, index) => `${quoteIdentifier(name)} as c${index}`);
  const rows = await bench.rows(
    `select _position, ${columns.join(", ")} from (${places}) as s order by _order, _position`,
  );
  return {
    header,
    rows: rows.map((row) => ({
      row: Number(row["_position"]),
      cells: header.map((_, index) => (row[`c${index}`] as string | null) ?? ""),
    })),
  };
}
