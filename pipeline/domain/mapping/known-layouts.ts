import type { EntityName } from "#domain/entities.ts";

/**
 * Public export formats whose column names alone mislead. In a spec, ` / ` separates choices (the first
 * one that is there and filled wins) and ` + ` joins columns.
 */
export interface KnownLayout {
  readonly name: string;
  /** All of these headers must be there. */
  readonly signature: readonly string[];
  readonly entities: Partial<Record<EntityName, Readonly<Record<string, string>>>>;
  /** What a table of this layout mainly is, when nobody says; default: orders with what is on them. */
  readonly holds?: readonly EntityName[];
  /** Why a column is what the name does not say; shown as the reason. */
  readonly because?: Readonly<Record<string, string>>;
}

const SHOPIFY: KnownLayout = {
  name: "Shopify orders export",
  signature: ["Name", "Financial Status", "Lineitem quantity", "Lineitem name", "Lineitem price"],
  entities: {
    orders: {
      order_id: "Name",
      customer_id: "Email",
      ordered_at: "Created at",
      status: "Financial Status",
      channel: "Source",
      currency: "Currency",
      shipping_amount: "Shipping",
      discount_amount: "Discount Amount",
      tax_amount: "Taxes",
      total_amount: "Total",
    },
    order_items: {
      order_id: "Name",
      product_id: "Lineitem sku / Lineitem name",
      quantity: "Lineitem quantity",
      unit_price: "Lineitem price",
      discount_amount: "Lineitem discount",
    },
    customers: {
      customer_id: "Email",
      name: "Billing Name / Shipping Name",
      email: "Email",
      city: "Billing City / Shipping City",
      region: "Billing Province / Shipping Province",
      country: "Billing Country / Shipping Country",
    },
    products: {
      product_id: "Lineitem sku / Lineitem name",
      name: "Lineitem name",
      brand: "Vendor",
    },
    payments: {
      payment_id: "Payment ID / Payment Reference / Id",
      order_id: "Name",
      method: "Payment Method",
      status: "Financial Status",
      amount: "Total",
      paid_at: "Paid at",
    },
    shipments: {
      order_id: "Name",
      shipping_method: "Shipping Method",
      shipped_at: "Fulfilled at",
      cost: "Shipping",
    },
  },
  because: {
    order_id:
      "In this export Name holds the order number (like #1001); Id is on the first line of an order only.",
    customer_id: "This export has no customer number, so customers are told apart by their e-mail.",
  },
};

const SQUARE_COMMON = {
  order_id: "Transaction ID",
  ordered_at: "Date + Time / Date",
  customer_id: "Customer ID / Customer Name",
};

/** Layouts in the order they are tried. */
export const LAYOUTS: readonly KnownLayout[] = [
  SHOPIFY,
  {
    name: "Amazon order report",
    signature: ["amazon-order-id", "purchase-date", "item-price"],
    entities: {
      orders: {
        order_id: "amazon-order-id",
        customer_id: "buyer-email",
        ordered_at: "purchase-date",
        status: "order-status",
        channel: "sales-channel",
        currency: "currency",
        updated_at: "last-updated-date",
      },
      order_items: {
        order_id: "amazon-order-id",
        product_id: "sku / asin",
        quantity: "quantity",
        line_total: "item-price",
        tax_amount: "item-tax",
        discount_amount: "item-promotion-discount",
      },
      products: { product_id: "sku / asin", name: "product-name" },
      customers: {
        customer_id: "buyer-email",
        email: "buyer-email",
        name: "buyer-name",
        city: "ship-city",
        region: "ship-state",
        country: "ship-country",
      },
    },
    because: {
      line_total: "In this report item-price is the price of the whole line, not of one piece.",
    },
  },
  {
    name: "Amazon unshipped orders report",
    signature: ["order-id", "order-item-id", "purchase-date", "quantity-purchased"],
    entities: {
      orders: {
        order_id: "order-id",
        customer_id: "buyer-email",
        ordered_at: "purchase-date",
        currency: "currency",
      },
      order_items: {
        order_id: "order-id",
        product_id: "sku",
        quantity: "quantity-purchased",
        line_total: "item-price",
        tax_amount: "item-tax",
      },
      products: { product_id: "sku", name: "product-name" },
      customers: {
        customer_id: "buyer-email",
        email: "buyer-email",
        name: "buyer-name / recipient-name",
        city: "ship-city",
        region: "ship-state",
        country: "ship-country",
      },
    },
    because: {
      line_total: "In this report item-price is the price of the whole line, not of one piece.",
    },
  },
  {
    name: "WooCommerce order export",
    signature: ["order_id", "order_total", "item_id", "item_product_id", "item_total"],
    entities: {
      orders: {
        order_id: "order_id / order_number",
        customer_id: "customer_id / billing_email",
        ordered_at: "date",
        status: "status",
        currency: "order_currency",
        shipping_amount: "shipping_total",
        tax_amount: "tax_total",
        total_amount: "order_total",
      },
      order_items: {
        order_id: "order_id / order_number",
        product_id: "item_product_id / item_sku / item_name",
        quantity: "item_quantity",
        tax_amount: "item_total_tax",
        line_total: "item_total",
      },
      customers: {
        customer_id: "customer_id / billing_email",
        name: "billing_first_name + billing_last_name",
        email: "billing_email",
        city: "billing_city",
        region: "billing_state",
        country: "billing_country",
      },
      products: { product_id: "item_product_id / item_sku / item_name", name: "item_name" },
    },
    because: {
      line_total: "item_total is the line after coupons; item_subtotal is the line before them.",
      product_id: "item_id numbers lines, not products.",
    },
  },
  {
    name: "Etsy sold order items",
    signature: ["Sale Date", "Item Name", "Transaction ID", "Order ID", "Item Total"],
    entities: {
      orders: {
        order_id: "Order ID",
        customer_id: "Buyer",
        ordered_at: "Sale Date",
        currency: "Currency",
        shipping_amount: "Order Shipping",
        tax_amount: "Order Sales Tax",
      },
      order_items: {
        order_id: "Order ID",
        product_id: "Listing ID / SKU / Item Name",
        quantity: "Quantity",
        unit_price: "Price",
        line_total: "Item Total",
        discount_amount: "Discount Amount",
      },
      customers: {
        customer_id: "Buyer",
        name: "Ship Name",
        city: "Ship City",
        region: "Ship State",
        country: "Ship Country",
      },
      products: { product_id: "Listing ID / SKU / Item Name", name: "Item Name" },
      payments: {
        payment_id: "Transaction ID",
        order_id: "Order ID",
        method: "Payment Type",
        amount: "Item Total",
        paid_at: "Date Paid",
      },
      shipments: { order_id: "Order ID", shipped_at: "Date Shipped" },
    },
    because: {
      order_id: "In this export Transaction ID numbers the lines; Order ID is the order.",
    },
  },
  {
    name: "Etsy sold orders",
    signature: ["Sale Date", "Order ID", "Number of Items", "Order Value", "Order Total"],
    entities: {
      orders: {
        order_id: "Order ID",
        customer_id: "Buyer User ID / Buyer",
        ordered_at: "Sale Date",
        status: "Status",
        currency: "Currency",
        shipping_amount: "Shipping",
        discount_amount: "Discount Amount",
        tax_amount: "Sales Tax",
        total_amount: "Order Total",
      },
      customers: {
        customer_id: "Buyer User ID / Buyer",
        name: "Full Name / First Name + Last Name",
        city: "Ship City",
        region: "Ship State",
        country: "Ship Country",
      },
      shipments: { order_id: "Order ID", shipped_at: "Date Shipped" },
    },
  },
  {
    name: "Square item sales",
    signature: ["Date", "Item", "Qty", "Gross Sales", "Net Sales", "Transaction ID"],
    entities: {
      orders: { ...SQUARE_COMMON, channel: "Channel / Location" },
      order_items: {
        order_id: "Transaction ID",
        product_id: "SKU / Item",
        quantity: "Qty",
        line_total: "Net Sales",
        tax_amount: "Tax",
      },
      products: { product_id: "SKU / Item", name: "Item", category: "Category" },
      customers: { customer_id: "Customer ID / Customer Name", name: "Customer Name" },
    },
    because: { line_total: "Net Sales is the line after discounts and before tax." },
  },
  {
    name: "Square transactions",
    signature: ["Date", "Gross Sales", "Total Collected", "Transaction ID", "Payment ID"],
    entities: {
      orders: {
        ...SQUARE_COMMON,
        status: "Transaction Status",
        channel: "Channel / Source",
        tax_amount: "Tax",
        total_amount: "Total Collected",
      },
      payments: {
        payment_id: "Payment ID",
        order_id: "Transaction ID",
        method: "Card Brand",
        status: "Transaction Status",
        amount: "Total Collected",
        paid_at: "Date + Time / Date",
      },
      customers: { customer_id: "Customer ID / Customer Name", name: "Customer Name" },
    },
  },
  {
    name: "Stripe payments export",
    holds: ["payments"],
    signature: ["id", "Amount", "Amount Refunded", "Statement Descriptor", "Customer ID"],
    entities: {
      payments: {
        payment_id: "id",
        order_id: "order_id (metadata) / order_number (metadata) / Order ID",
        method: "Payment Source Type / Card Brand",
        status: "Status",
        amount: "Amount",
        paid_at: "Created date (UTC) / Created (UTC)",
      },
      orders: {
        order_id: "id",
        customer_id: "Customer ID / Customer Email",
        ordered_at: "Created date (UTC) / Created (UTC)",
        status: "Status",
        currency: "Currency",
        total_amount: "Amount",
      },
      customers: {
        customer_id: "Customer ID / Customer Email",
        name: "Customer Description",
        email: "Customer Email",
      },
    },
    because: {
      "payments.order_id":
        "Stripe knows payments; the number of your order is in its metadata, if you sent it.",
    },
  },
];
