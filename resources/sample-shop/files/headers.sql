-- Which header of which file holds which of the shop's facts; several headers of a file may form its key.
create table clean.headers as
select entity, header, field, is_key
from (values
    ('customers', 'Customer No', 'customer_id', true), ('customers', 'Full Name', 'name', false), ('customers', 'Email', 'email', false),
    ('customers', 'Segment', 'segment', false), ('customers', 'Gender', 'gender', false), ('customers', 'Date of Birth', 'birth_date', false),
    ('customers', 'City', 'city', false), ('customers', 'Region', 'region', false), ('customers', 'Country', 'country', false),
    ('customers', 'Signed Up At', 'signed_up_at', false), ('customers', 'Updated At', 'updated_at', false),
    ('products', 'SKU', 'product_id', true), ('products', 'Product Name', 'name', false), ('products', 'Category', 'category', false),
    ('products', 'Brand', 'brand', false), ('products', 'Unit Price', 'unit_price', false), ('products', 'Unit Cost', 'unit_cost', false),
    ('products', 'Active', 'active', false),
    ('orders', 'Order ID', 'order_id', true), ('orders', 'Customer No', 'customer_id', false), ('orders', 'Ordered At', 'ordered_at', false),
    ('orders', 'Order Status', 'status', false), ('orders', 'Sales Channel', 'channel', false), ('orders', 'Currency', 'currency', false),
    ('orders', 'Shipping Amount', 'shipping_amount', false), ('orders', 'Discount Amount', 'discount_amount', false),
    ('orders', 'Tax Amount', 'tax_amount', false), ('orders', 'Order Total', 'total_amount', false), ('orders', 'Updated At', 'updated_at', false),
    ('order_items', 'Order ID', 'order_id', true), ('order_items', 'Line No', 'line_number', true), ('order_items', 'SKU', 'product_id', false),
    ('order_items', 'Quantity', 'quantity', false), ('order_items', 'Unit Price', 'unit_price', false),
    ('order_items', 'Discount Amount', 'discount_amount', false), ('order_items', 'Tax Amount', 'tax_amount', false),
    ('order_items', 'Line Total', 'line_total', false),
    ('payments', 'Payment ID', 'payment_id', true), ('payments', 'Order ID', 'order_id', false), ('payments', 'Payment Method', 'method', false),
    ('payments', 'Payment Status', 'status', false), ('payments', 'Amount', 'amount', false), ('payments', 'Paid At', 'paid_at', false),
    ('shipments', 'Shipment ID', 'shipment_id', true), ('shipments', 'Order ID', 'order_id', false),
    ('shipments', 'Shipping Method', 'shipping_method', false), ('shipments', 'Carrier', 'carrier', false),
    ('shipments', 'Shipped At', 'shipped_at', false), ('shipments', 'Promised At', 'promised_at', false),
    ('shipments', 'Delivered At', 'delivered_at', false), ('shipments', 'Shipping Cost', 'cost', false),
    ('reviews', 'Review ID', 'review_id', true), ('reviews', 'Order ID', 'order_id', false), ('reviews', 'SKU', 'product_id', false),
    ('reviews', 'Customer No', 'customer_id', false), ('reviews', 'Rating', 'rating', false), ('reviews', 'Title', 'title', false),
    ('reviews', 'Review Text', 'body', false), ('reviews', 'Reviewed At', 'reviewed_at', false),
    ('inventory', 'SKU', 'product_id', true), ('inventory', 'Counted At', 'counted_at', true), ('inventory', 'Warehouse', 'warehouse', true),
    ('inventory', 'Quantity On Hand', 'quantity_on_hand', false), ('inventory', 'Reorder Point', 'reorder_point', false)
) as headers(entity, header, field, is_key);
