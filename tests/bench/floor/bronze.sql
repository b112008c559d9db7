-- Every file as it is, as text, with a hash and lineage; the row number is Parquet's own.
copy (
  select
    *,
    md5_number_lower(concat(
      "Customer No", chr(31), "Full Name", chr(31), "Email", chr(31), "Segment", chr(31), "Gender", chr(31),
      "Date of Birth", chr(31), "City", chr(31), "Region", chr(31), "Country", chr(31), "Signed Up At", chr(31), "Updated At"
    )) as _row_hash,
    'customers' as _source_id, 'r000001-customers' as _batch_id, timestamp '2026-01-01' as _ingested_at, 'insert' as _op
  from {customers}
) to '{out}/customers.parquet' (format parquet, compression zstd);

copy (
  select
    *,
    md5_number_lower(concat(
      "SKU", chr(31), "Product Name", chr(31), "Category", chr(31), "Brand", chr(31), "Unit Price", chr(31), "Unit Cost", chr(31), "Active"
    )) as _row_hash,
    'products' as _source_id, 'r000001-products' as _batch_id, timestamp '2026-01-01' as _ingested_at, 'insert' as _op
  from {products}
) to '{out}/products.parquet' (format parquet, compression zstd);

copy (
  select
    *,
    md5_number_lower(concat(
      "Order ID", chr(31), "Customer No", chr(31), "Ordered At", chr(31), "Order Status", chr(31), "Sales Channel", chr(31), "Currency", chr(31),
      "Shipping Amount", chr(31), "Discount Amount", chr(31), "Tax Amount", chr(31), "Order Total", chr(31), "Updated At"
    )) as _row_hash,
    'orders' as _source_id, 'r000001-orders' as _batch_id, timestamp '2026-01-01' as _ingested_at, 'insert' as _op
  from {orders}
) to '{out}/orders.parquet' (format parquet, compression zstd);

copy (
  select
    *,
    md5_number_lower(concat(
      "Order ID", chr(31), "Line No", chr(31), "SKU", chr(31), "Quantity", chr(31), "Unit Price", chr(31), "Discount Amount", chr(31),
      "Tax Amount", chr(31), "Line Total"
    )) as _row_hash,
    'order_items' as _source_id, 'r000001-order_items' as _batch_id, timestamp '2026-01-01' as _ingested_at, 'insert' as _op
  from {order_items}
) to '{out}/order_items.parquet' (format parquet, compression zstd);

copy (
  select
    *,
    md5_number_lower(concat(
      "Payment ID", chr(31), "Order ID", chr(31), "Payment Method", chr(31), "Payment Status", chr(31), "Amount", chr(31), "Paid At"
    )) as _row_hash,
    'payments' as _source_id, 'r000001-payments' as _batch_id, timestamp '2026-01-01' as _ingested_at, 'insert' as _op
  from {payments}
) to '{out}/payments.parquet' (format parquet, compression zstd);

copy (
  select
    *,
    md5_number_lower(concat(
      "Shipment ID", chr(31), "Order ID", chr(31), "Shipping Method", chr(31), "Carrier", chr(31), "Shipped At", chr(31), "Promised At", chr(31),
      "Delivered At", chr(31), "Shipping Cost"
    )) as _row_hash,
    'shipments' as _source_id, 'r000001-shipments' as _batch_id, timestamp '2026-01-01' as _ingested_at, 'insert' as _op
  from {shipments}
) to '{out}/shipments.parquet' (format parquet, compression zstd);

copy (
  select
    *,
    md5_number_lower(concat(
      "Review ID", chr(31), "Order ID", chr(31), "SKU", chr(31), "Customer No", chr(31), "Rating", chr(31), "Title", chr(31),
      "Review Text", chr(31), "Reviewed At"
    )) as _row_hash,
    'reviews' as _source_id, 'r000001-reviews' as _batch_id, timestamp '2026-01-01' as _ingested_at, 'insert' as _op
  from {reviews}
) to '{out}/reviews.parquet' (format parquet, compression zstd);

copy (
  select
    *,
    md5_number_lower(concat(
      "SKU", chr(31), "Counted At", chr(31), "Warehouse", chr(31), "Quantity On Hand", chr(31), "Reorder Point"
    )) as _row_hash,
    'inventory' as _source_id, 'r000001-inventory' as _batch_id, timestamp '2026-01-01' as _ingested_at, 'insert' as _op
  from {inventory}
) to '{out}/inventory.parquet' (format parquet, compression zstd);
