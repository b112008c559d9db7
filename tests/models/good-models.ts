import { mkdir, mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

/** A small set of models without a fault, as files: path under `sql/` → text. */
export const GOOD_MODELS: Readonly<Record<string, string>> = {
  "macros/readable.sql": `-- A number written with a point.
create or replace macro to_quantity(v) as try_cast(strip(v) as decimal(18, 4));
create or replace macro strip(v) as nullif(trim(v), '');
`,
  "silver/inventory.sql": `-- grain: one row per product, time and warehouse
-- key: product_id, counted_at, warehouse
-- kind: incremental
-- Why: shows the smallest silver model; Capitals in comments are fine.
with
counts as (select * from bronze.inventory),

final as (
  select
    product_id,
    try_cast(counted_at as timestamp) as counted_at,
    coalesce(warehouse, 'Main') as warehouse,
    to_quantity(quantity_on_hand) as quantity_on_hand,
    to_quantity(reorder_point) as reorder_point,
    cast(try_cast(counted_at as timestamp) as date) as counted_at_date,
    quantity_on_hand as quantity_on_hand__raw,
    _source_id,
    _batch_id,
    _ingested_at,
    _row,
    _row_hash,
    _occurrence
  from counts
)

select * from final
`,
  "silver/inventory.yml": `version: 2
models:
  - name: inventory
    description: Stock counts. One row per product, time and warehouse.
    meta:
      owner: operations
      label: Stock counts
      row_rules:
        - name: quantity_unreadable
          column: quantity_on_hand
          dimension: accuracy
          severity: error
          expression: quantity_on_hand__raw is not null and quantity_on_hand is null
          says: "{value} is not a number we can read"
          todo: Correct the number in the source.
      table_rules:
        - name: stock_is_not_negative
          dimension: consistency
          severity: warn
          failing: >-
            select product_id, counted_at, warehouse, quantity_on_hand
            from silver.inventory where quantity_on_hand < 0
          applies: select count(*) from silver.inventory
          needs: [inventory]
          says: "{count} counts are below zero"
          todo: Count again.
    columns:
      - name: product_id
        description: The product.
        data_type: varchar
        data_tests:
          - not_null: { config: { severity: error, meta: { dimension: completeness } } }
      - { name: counted_at, description: When., data_type: timestamp }
      - { name: warehouse, description: Where. }
      - name: quantity_on_hand
        description: How many.
        data_type: numeric(18, 4)
      - { name: reorder_point, description: Order more below it. }
      - { name: counted_at_date, description: Local day of the count. }
    data_tests:
      - unique_key: { arguments: { columns: [product_id, counted_at, warehouse] } }
      - row_count_band: { config: { severity: warn } }
      - freshness: { arguments: { column: counted_at_date, max_days: 3 }, config: { severity: warn } }
unit_tests:
  - name: reads_and_judges
    model: inventory
    given:
      - input: source('bronze', 'inventory')
        rows:
          - { product_id: p1, counted_at: "2026-01-02 03:04:05", quantity_on_hand: " 5 " }
          - { product_id: p2, quantity_on_hand: many }
    expect:
      rows:
        - { product_id: p2, quantity_on_hand: null, warehouse: Main, _reasons: [quantity_unreadable] }
        - { product_id: p1, quantity_on_hand: 5, warehouse: Main, _reasons: [] }
`,
  "gold/fact_stock.sql": `-- grain: one row per count
-- key: product_id, counted_at, warehouse
-- scope: product_id
-- kind: incremental
with
counts as (select * from silver.inventory),
product_keys as (select * from keys.products),

final as (
  select
    product_id,
    counts.counted_at,
    counts.warehouse,
    product_keys.product_key,
    counts.quantity_on_hand
  from counts
  join product_keys using (product_id)
)

select * from final
`,
  "gold/fact_stock.yml": `version: 2
models:
  - name: fact_stock
    description: Counts with keys. One row per count.
    meta: { owner: operations, label: Stock }
    columns:
      - name: product_id
        description: The product.
        data_tests:
          - relationships: { arguments: { to: ref('inventory'), field: product_id } }
      - { name: counted_at, description: When. }
      - { name: warehouse, description: Where. }
      - { name: product_key, description: Key of the product. }
      - { name: quantity_on_hand, description: How many. }
    data_tests:
      - unique_key: { arguments: { columns: [product_id, counted_at, warehouse] } }
unit_tests:
  - name: takes_the_key
    model: fact_stock
    given:
      - input: ref('inventory')
        rows: [{ product_id: p1, quantity_on_hand: 5 }, { product_id: p9, quantity_on_hand: 1 }]
      - input: source('keys', 'products')
        rows: [{ product_id: p1, product_key: 7 }]
    expect:
      rows: [{ product_key: 7, quantity_on_hand: "5.0" }]
`,
  "reports/stock.sql": `-- grain: one row per warehouse
-- key: warehouse
-- kind: table
with
counts as (select * from gold.fact_stock),
workspace as (select currency from meta.workspace),
as_of as (select as_of from meta.as_of),

final as (
  select
    warehouse,
    max(currency) as currency,
    max(as_of) as as_of,
    sum(quantity_on_hand) as on_hand
  from counts
  cross join workspace
  cross join as_of
  group by warehouse
)

select * from final
`,
  "reports/stock.yml": `version: 2
models:
  - name: stock
    description: Stock by warehouse. One row per warehouse.
    meta:
      owner: operations
      label: Stock
      report:
        question: How much do we have, and where?
        key: [warehouse]
        kpis:
          - name: on_hand
            label: Pieces on hand
            unit: count
            expression: sum(on_hand)
            better: neither
        chart: { type: bar, x: warehouse, y: on_hand }
        sentence: There are {on_hand} pieces.
    columns:
      - name: warehouse
        description: Where.
        data_tests: [unique]
      - { name: currency, description: Money. }
      - { name: as_of, description: The day. }
      - { name: on_hand, description: How many. }
unit_tests:
  - name: sums
    model: stock
    given:
      - input: ref('fact_stock')
        rows: [{ warehouse: a, quantity_on_hand: 1.5 }, { warehouse: a, quantity_on_hand: 2 }]
      - input: source('meta', 'as_of')
        rows: [{ as_of: "2026-01-02" }]
    expect:
      rows: [{ warehouse: a, on_hand: 3.5, currency: EUR, as_of: "2026-01-02" }]
`,
};

/** Writes models as `<temporary>/…` and returns the folder, which takes the place of `sql`. */
export async function writeModels(files: Readonly<Record<string, string>>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "medallion-models-"));
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
  return folder;
}
