-- Each file as the shop's systems would write it without any mistake: its headers, all text, in file order.
-- Local times without zone; the carrier's file in German notation; birthdays day first.
create view clean.customers as
select
    seq,
    customer_id as "Customer No",
    name as "Full Name",
    email as "Email",
    segment as "Segment",
    gender as "Gender",
    strftime(birth_date, '%d/%m/%Y') as "Date of Birth",
    city as "City",
    region as "Region",
    country as "Country",
    signed_up_at::varchar as "Signed Up At",
    updated_at::varchar as "Updated At",
from shop.customers;

create view clean.products as
select
    seq,
    product_id as "SKU",
    name as "Product Name",
    category as "Category",
    brand as "Brand",
    money(price_cents)::varchar as "Unit Price",
    money(cost_cents)::varchar as "Unit Cost",
    if(active, 'yes', 'no') as "Active",
from shop.products;

create view clean.orders as
select
    seq,
    order_id as "Order ID",
    customer_id as "Customer No",
    ordered_at::varchar as "Ordered At",
    status as "Order Status",
    channel as "Sales Channel",
    currency as "Currency",
    money(shipping_cents)::varchar as "Shipping Amount",
    money(discount_cents)::varchar as "Discount Amount",
    money(tax_cents)::varchar as "Tax Amount",
    money(total_cents)::varchar as "Order Total",
    updated_at::varchar as "Updated At",
from shop.orders;

create view clean.order_items as
select
    seq,
    order_id as "Order ID",
    line_number::varchar as "Line No",
    product_id as "SKU",
    quantity::varchar as "Quantity",
    money(price_cents)::varchar as "Unit Price",
    money(discount_cents)::varchar as "Discount Amount",
    money(tax_cents)::varchar as "Tax Amount",
    money(total_cents)::varchar as "Line Total",
from shop.order_items;

create view clean.payments as
select
    seq,
    payment_id as "Payment ID",
    order_id as "Order ID",
    method as "Payment Method",
    status as "Payment Status",
    money(amount_cents)::varchar as "Amount",
    paid_at::varchar as "Paid At",
from shop.payments;

create view clean.shipments as
select
    seq,
    shipment_id as "Shipment ID",
    order_id as "Order ID",
    shipping_method as "Shipping Method",
    carrier as "Carrier",
    shipped_at::varchar as "Shipped At",
    strftime(promised_on, '%d.%m.%Y') as "Promised At",
    delivered_at::varchar as "Delivered At",
    comma_money(cost_cents) as "Shipping Cost",
from shop.shipments;

create view clean.reviews as
select
    seq,
    review_id as "Review ID",
    order_id as "Order ID",
    product_id as "SKU",
    customer_id as "Customer No",
    rating::varchar as "Rating",
    title as "Title",
    body as "Review Text",
    reviewed_at::varchar as "Reviewed At",
from shop.reviews;

create view clean.inventory as
select
    seq,
    product_id as "SKU",
    counted_on::varchar as "Counted At",
    warehouse as "Warehouse",
    on_hand::varchar as "Quantity On Hand",
    reorder_point::varchar as "Reorder Point",
from shop.inventory;
