type Row = Record<string, string>;

/** An export as a shop system writes it, what gold must make of it, and the same after an edit of one line. */
export interface ExportFile {
  readonly name: string;
  readonly file: string;
  readonly entities: string;
  readonly headers: readonly string[];
  readonly rows: readonly Row[];
  /** order, line, quantity, net amount, date key */
  readonly lines: readonly (readonly unknown[])[];
  /** order, lines, net amount, date key, status class */
  readonly orders: readonly (readonly unknown[])[];
  readonly products: readonly string[];
  readonly customers: readonly string[];
  readonly edited: readonly Row[];
  readonly editedLines: readonly (readonly unknown[])[];
  readonly editedOrders: readonly (readonly unknown[])[];
}

const headersOf = (text: string): string[] => text.split(",").map((header) => header.trim());
/** The rows with one of them changed. */
const edit = (rows: readonly Row[], index: number, change: Row): Row[] =>
  rows.map((row, at) => (at === index ? { ...row, ...change } : row));

const shopifyOrder = (name: string, date: string, total: string, more: Row = {}): Row => ({
  Name: name,
  Email: "ada@shop.example",
  "Financial Status": "paid",
  "Paid at": `${date} 10:12:00 +0100`,
  "Fulfillment Status": "fulfilled",
  Currency: "EUR",
  Subtotal: total,
  Shipping: "4.90",
  Taxes: "0.00",
  Total: total,
  "Discount Amount": "0.00",
  "Shipping Method": "DHL",
  "Created at": `${date} 23:30:00 +0100`,
  "Billing Name": "Ada Lovelace",
  "Billing City": "Berlin",
  "Billing Country": "DE",
  "Payment Method": "Shopify Payments",
  Source: "web",
  ...more,
});
const shopifyLine = (quantity: string, thing: string, price: string, sku: string): Row => ({
  "Lineitem quantity": quantity,
  "Lineitem name": thing,
  "Lineitem price": price,
  "Lineitem sku": sku,
  "Lineitem requires shipping": "true",
  "Lineitem taxable": "true",
  "Lineitem discount": "0.00",
});
const grace: Row = { Email: "grace@shop.example", "Billing Name": "Grace Hopper" };
/** Order fields stand on the first line of an order only; the others repeat name and address of the buyer. */
const shopifyNext = (name: string, email = "ada@shop.example"): Row => ({
  Name: name,
  Email: email,
});
const shopifyRows: readonly Row[] = [
  {
    ...shopifyOrder("#1003", "2024-12-03", "54.50", grace),
    ...shopifyLine("2", "Wool scarf", "20.00", "SKU-3"),
  },
  {
    ...shopifyNext("#1003", "grace@shop.example"),
    ...shopifyLine("1", "Blue mug", "9.60", "SKU-1"),
  },
  {
    ...shopifyOrder("#1002", "2024-12-02", "14.50"),
    ...shopifyLine("1", "Blue mug", "9.60", "SKU-1"),
  },
  {
    ...shopifyOrder("#1001", "2024-12-01", "45.20"),
    ...shopifyLine("3", "Blue mug", "9.60", "SKU-1"),
  },
  { ...shopifyNext("#1001"), ...shopifyLine("1", "Tea towel", "7.50", "SKU-2") },
  { ...shopifyNext("#1001"), ...shopifyLine("2", "Tea towel", "2.00", "SKU-2") },
];

export const SHOPIFY: ExportFile = {
  name: "Shopify: order fields on the first line only, no line numbers",
  file: "orders_export.csv",
  entities: "orders,order_items,customers,products",
  headers: headersOf(
    "Name,Email,Financial Status,Paid at,Fulfillment Status,Fulfilled at,Accepts Marketing,Currency,Subtotal,Shipping,Taxes,Total,Discount Code,Discount Amount,Shipping Method,Created at,Lineitem quantity,Lineitem name,Lineitem price,Lineitem compare at price,Lineitem sku,Lineitem requires shipping,Lineitem taxable,Lineitem discount,Billing Name,Billing City,Billing Country,Notes,Cancelled at,Payment Method,Source",
  ),
  rows: shopifyRows,
  lines: [
    ["#1001", 1, "3.0000", "28.8000", 20241201],
    ["#1001", 2, "1.0000", "7.5000", 20241201],
    ["#1001", 3, "2.0000", "4.0000", 20241201],
    ["#1002", 1, "1.0000", "9.6000", 20241202],
    ["#1003", 1, "2.0000", "40.0000", 20241203],
    ["#1003", 2, "1.0000", "9.6000", 20241203],
  ],
  orders: [
    ["#1001", 3, "40.3000", 20241201, "paid"],
    ["#1002", 1, "9.6000", 20241202, "paid"],
    ["#1003", 2, "49.6000", 20241203, "paid"],
  ],
  products: ["Blue mug", "Tea towel", "Wool scarf"],
  customers: ["Ada Lovelace", "Grace Hopper"],
  edited: edit(shopifyRows, 4, { "Lineitem quantity": "4" }),
  editedLines: [
    ["#1001", 1, "3.0000", "28.8000", 20241201],
    ["#1001", 2, "4.0000", "30.0000", 20241201],
    ["#1001", 3, "2.0000", "4.0000", 20241201],
    ["#1002", 1, "1.0000", "9.6000", 20241202],
    ["#1003", 1, "2.0000", "40.0000", 20241203],
    ["#1003", 2, "1.0000", "9.6000", 20241203],
  ],
  editedOrders: [
    ["#1001", 3, "62.8000", 20241201, "paid"],
    ["#1002", 1, "9.6000", 20241202, "paid"],
    ["#1003", 2, "49.6000", 20241203, "paid"],
  ],
};

const wooOrder = (id: string, date: string, total: string, more: Row = {}): Row => ({
  order_id: id,
  order_number: id,
  date: `${date} 12:15:00`,
  status: "completed",
  shipping_total: "5.00",
  tax_total: "0.00",
  discount_total: "0.00",
  order_total: total,
  order_currency: "EUR",
  payment_method: "paypal",
  shipping_method: "Flat rate",
  customer_id: "11",
  billing_first_name: "Ada",
  billing_last_name: "Lovelace",
  billing_email: "ada@shop.example",
  billing_city: "Berlin",
  billing_country: "DE",
  ...more,
});
const wooLine = (
  id: string,
  product: string,
  thing: string,
  count: string,
  total: string,
): Row => ({
  item_id: id,
  item_product_id: product,
  item_name: thing,
  item_sku: `W-${product}`,
  item_quantity: count,
  item_subtotal: total,
  item_total: total,
  item_total_tax: "0.00",
});
const alan: Row = {
  customer_id: "12",
  billing_first_name: "Alan",
  billing_last_name: "Turing",
  billing_email: "alan@shop.example",
};
const wooRows: readonly Row[] = [
  { ...wooOrder("300", "2024-11-30", "35.00"), ...wooLine("801", "50", "Blue mug", "2", "20.00") },
  { ...wooOrder("300", "2024-11-30", "35.00"), ...wooLine("802", "51", "Oak tray", "1", "10.00") },
  {
    ...wooOrder("301", "2024-12-01", "15.00", { ...alan, status: "cancelled" }),
    ...wooLine("803", "50", "Blue mug", "1", "10.00"),
  },
  {
    ...wooOrder("302", "2024-12-01", "25.00", alan),
    ...wooLine("804", "51", "Oak tray", "2", "20.00"),
    // What it was before a coupon.
    item_subtotal: "24.00",
  },
];
const wooLines = [
  ["300", 1, "2.0000", "20.0000", 20241130],
  ["300", 2, "1.0000", "10.0000", 20241130],
  ["301", 1, "1.0000", "10.0000", 20241201],
  ["302", 1, "2.0000", "20.0000", 20241201],
];
const wooOrders = [
  ["300", 2, "30.0000", 20241130, "fulfilled"],
  ["301", 1, "10.0000", 20241201, "cancelled"],
  ["302", 1, "20.0000", 20241201, "fulfilled"],
];

export const WOOCOMMERCE: ExportFile = {
  name: "WooCommerce: order fields on every line",
  file: "woocommerce_orders.csv",
  entities: "orders,order_items,customers,products",
  headers: headersOf(
    "order_id,order_number,date,status,shipping_total,tax_total,discount_total,order_total,refunded_total,order_currency,payment_method,shipping_method,customer_id,billing_first_name,billing_last_name,billing_email,billing_phone,billing_city,billing_country,customer_note,item_id,item_product_id,item_name,item_sku,item_quantity,item_subtotal,item_total,item_total_tax",
  ),
  rows: wooRows,
  lines: wooLines,
  orders: wooOrders,
  products: ["Blue mug", "Oak tray"],
  customers: ["Ada Lovelace", "Alan Turing"],
  edited: edit(wooRows, 1, { item_total: "9.00" }),
  editedLines: wooLines.with(1, ["300", 2, "1.0000", "9.0000", 20241130]),
  editedOrders: wooOrders.with(0, ["300", 2, "29.0000", 20241130, "fulfilled"]),
};

const amazonOrder = (number: number, date: string): Row => ({
  "amazon-order-id": `302-${number}-0000007`,
  "merchant-order-id": `302-${number}-0000007`,
  "purchase-date": `${date}T23:30:00+00:00`,
  "last-updated-date": `${date}T23:45:00+00:00`,
  "order-status": "Shipped",
  "fulfillment-channel": "Amazon",
  "sales-channel": "Amazon.de",
  "ship-service-level": "Expedited",
  "item-status": "Shipped",
  currency: "EUR",
  "shipping-price": "0.00",
  "ship-city": "Berlin",
  "ship-country": "DE",
  "is-business-order": "false",
});
const amazonLine = (thing: string, sku: string, quantity: string, price: string): Row => ({
  "product-name": thing,
  sku,
  asin: `B0000${sku}`,
  quantity,
  "item-price": price,
  "item-tax": "0.00",
});
const amazonRows: readonly Row[] = [
  { ...amazonOrder(1_000_001, "2024-12-01"), ...amazonLine("Blue mug", "A-1", "2", "19.98") },
  { ...amazonOrder(1_000_001, "2024-12-01"), ...amazonLine("Oak tray", "A-2", "1", "35.00") },
  { ...amazonOrder(1_000_002, "2024-12-31"), ...amazonLine("Blue mug", "A-1", "1", "9.99") },
];
// The column says what the line cost, and half past eleven in the evening in London is the next day in Berlin.
const amazonLines = [
  ["302-1000001-0000007", 1, "2.0000", "19.9800", 20241202],
  ["302-1000001-0000007", 2, "1.0000", "35.0000", 20241202],
  ["302-1000002-0000007", 1, "1.0000", "9.9900", 20250101],
];
const amazonOrders = [
  ["302-1000001-0000007", 2, "54.9800", 20241202, "fulfilled"],
  ["302-1000002-0000007", 1, "9.9900", 20250101, "fulfilled"],
];

export const AMAZON: ExportFile = {
  name: "Amazon: prices per line, times in UTC, no customers",
  file: "amazon-all-orders.csv",
  entities: "orders,order_items,products",
  headers: headersOf(
    "amazon-order-id,merchant-order-id,purchase-date,last-updated-date,order-status,fulfillment-channel,sales-channel,ship-service-level,product-name,sku,asin,item-status,quantity,currency,item-price,item-tax,shipping-price,ship-city,ship-country,promotion-ids,is-business-order",
  ),
  rows: amazonRows,
  lines: amazonLines,
  orders: amazonOrders,
  products: ["Blue mug", "Oak tray"],
  customers: [],
  edited: edit(amazonRows, 2, { quantity: "2", "item-price": "19.98" }),
  editedLines: amazonLines.with(2, ["302-1000002-0000007", 1, "2.0000", "19.9800", 20250101]),
  editedOrders: amazonOrders.with(1, ["302-1000002-0000007", 1, "19.9800", 20250101, "fulfilled"]),
};
