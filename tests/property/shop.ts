/** A table of a source as its writer sees it: header names and rows of cells by header. */
export interface Table {
  headers: string[];
  rows: Record<string, string>[];
}

/** One source: a file, or a folder of files that only ever grows. */
export interface ShopSource {
  readonly id: string;
  readonly mode: "snapshot" | "append";
  /** File name → table. A snapshot source has one file. */
  readonly files: Map<string, Table>;
  /** How the file is at the moment; everything but `whole` cannot be read as a table or looks wrong. */
  state: "whole" | "missing" | "empty" | "header_only";
  removed: boolean;
  /** How dates and decimals are written into the file now. */
  dates: "iso" | "dmy";
  decimals: "point" | "comma";
  /** Cells were changed without a new size or time: nobody can see it until the file is read again. */
  hidden: boolean;
  mapping: ShopMapping;
  mappingVersion: number;
}

export interface ShopEntity {
  columns: Record<string, string[]>;
  fold?: boolean;
  key_prefix?: string;
  prices_include_tax?: boolean;
  defaults?: Record<string, string>;
}

export interface ShopMapping {
  entities: Record<string, ShopEntity>;
  formats: Record<string, string>;
  header_aliases: Record<string, string>;
}

export type Layout = "tables" | "wide" | "both";

export interface Shop {
  readonly layout: Layout;
  readonly sources: Map<string, ShopSource>;
  currency: string;
  time_zone: string;
  /** Counts up for everything that needs a new number. */
  next: number;
}

const HEADERS: Record<string, Record<string, Record<string, string>>> = {
  customers: {
    customers: {
      customer_id: "Customer No",
      name: "Full Name",
      segment: "Segment",
      gender: "Gender",
      birth_date: "Birth",
      country: "Country",
      signed_up_at: "Signed Up",
      updated_at: "Changed",
    },
  },
  products: {
    products: {
      product_id: "SKU",
      name: "Product",
      category: "Category",
      unit_price: "Price",
      unit_cost: "Cost",
      active: "Active",
    },
  },
  orders: {
    orders: {
      order_id: "Order ID",
      customer_id: "Customer No",
      ordered_at: "Ordered At",
      status: "Status",
      channel: "Channel",
      currency: "Currency",
      shipping_amount: "Shipping",
      discount_amount: "Discount",
      total_amount: "Total",
      updated_at: "Changed",
    },
  },
  lines: {
    order_items: {
      order_id: "Order ID",
      line_number: "Line",
      product_id: "SKU",
      quantity: "Qty",
      unit_price: "Price",
      discount_amount: "Discount",
      line_total: "Line Total",
    },
  },
  payments: {
    payments: {
      payment_id: "Payment ID",
      order_id: "Order ID",
      method: "Method",
      status: "State",
      amount: "Amount",
      paid_at: "Paid At",
    },
  },
  shipments: {
    shipments: {
      shipment_id: "Shipment ID",
      order_id: "Order ID",
      shipping_method: "Service",
      carrier: "Carrier",
      shipped_at: "Shipped At",
      promised_at: "Promised At",
      delivered_at: "Delivered At",
      cost: "Cost",
    },
  },
  reviews: {
    reviews: {
      review_id: "Review ID",
      order_id: "Order ID",
      product_id: "SKU",
      customer_id: "Customer No",
      rating: "Stars",
      title: "Title",
      body: "Text",
      reviewed_at: "Written At",
    },
  },
  stock: {
    inventory: {
      product_id: "SKU",
      counted_at: "Counted At",
      warehouse: "Warehouse",
      quantity_on_hand: "On Hand",
      reorder_point: "Reorder At",
    },
  },
  wide: {
    orders: {
      order_id: "Order",
      customer_id: "Customer",
      ordered_at: "Date",
      status: "Status",
    },
    order_items: {
      order_id: "Order",
      product_id: "Product",
      quantity: "Qty",
      unit_price: "Price",
      line_total: "Amount",
    },
    customers: { customer_id: "Customer", name: "Customer Name", segment: "Segment" },
    products: { product_id: "Product", name: "Product", category: "Category", unit_cost: "Cost" },
  },
};

const SOURCES: Record<Layout, readonly string[]> = {
  tables: ["customers", "products", "orders", "lines", "payments", "shipments", "reviews", "stock"],
  wide: ["wide", "payments", "reviews", "shipments"],
  both: ["customers", "products", "orders", "lines", "payments", "wide"],
};

/** An empty shop with the sources of a layout, mapped one column to one column. */
export function emptyShop(layout: Layout): Shop {
  const sources = SOURCES[layout].map((id) => {
    const entities = HEADERS[id] as Record<string, Record<string, string>>;
    const headers = [...new Set(Object.values(entities).flatMap((e) => Object.values(e)))];
    const file = id === "payments" ? "payments-001.csv" : `${id}.csv`;
    const source: ShopSource = {
      id,
      mode: id === "payments" ? "append" : "snapshot",
      files: new Map([[file, { headers, rows: [] }]]),
      state: "whole",
      removed: false,
      dates: "iso",
      decimals: "point",
      hidden: false,
      mapping: mappingOf(entities, id === "wide", layout === "both"),
      mappingVersion: 1,
    };
    return [id, source] as const;
  });
  return {
    layout,
    sources: new Map(sources),
    currency: "EUR",
    time_zone: "Europe/Berlin",
    next: 100,
  };
}

function mappingOf(
  entities: Record<string, Record<string, string>>,
  wide: boolean,
  prefixed: boolean,
): ShopMapping {
  const entries = Object.entries(entities).map(([entity, columns]) => [
    entity,
    {
      columns: Object.fromEntries(Object.entries(columns).map(([name, h]) => [name, [h]])),
      fold: wide && entity !== "order_items",
      ...(wide && prefixed && { key_prefix: "W-" }),
    },
  ]);
  return { entities: Object.fromEntries(entries), formats: {}, header_aliases: {} };
}

/** The only or newest file of a source. */
export function tableOf(source: ShopSource): Table {
  return [...source.files.values()].at(-1) as Table;
}
