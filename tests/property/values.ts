import type { ShopSource } from "./shop.ts";

/** Small pools, so that keys and references meet often. `pick` is any natural number. */
const from = <T>(pool: readonly T[], pick: number): T => pool[pick % pool.length] as T;

const DAYS = ["2025-12-31", "2026-02-28", "2026-03-29", "2026-05-01", "2026-05-02", "2026-06-15"];
const TIMES = ["00:00:00", "00:30:00", "12:00:00", "23:59:59"];

/** A date and time as the source writes them at the moment. */
export function dateText(source: ShopSource, pick: number): string {
  const day = from(DAYS, pick);
  const time = from(TIMES, Math.floor(pick / 6));
  if (source.dates === "iso") return `${day} ${time}`;
  return `${day.split("-").toReversed().join(".")} ${time}`;
}

/** An amount from 0 to 40, in quarters. */
export function amountText(source: ShopSource, pick: number): string {
  const text = ((pick % 160) / 4).toFixed(2);
  return source.decimals === "point" ? text : text.replace(".", ",");
}

const numbered = (prefix: string, count: number) => (_: ShopSource, pick: number) =>
  `${prefix}${(pick % count) + 1}`;
const words =
  (...pool: readonly string[]) =>
  (_: ShopSource, pick: number) =>
    from(pool, pick);

type Writer = (source: ShopSource, pick: number) => string;

/** What each column may hold; `source.header` overrides `header`. */
const COLUMNS: Record<string, Writer> = {
  "Customer No": (_, pick) => (pick % 9 === 8 ? "" : `C${(pick % 8) + 1}`),
  Customer: numbered("C", 6),
  "Full Name": words("Ann Lee", "Bo Ruiz", "Cy Ode", ""),
  "Customer Name": words("Ann Lee", "Bo Ruiz", "", "Cy Ode"),
  Segment: words("VIP", "regular", "Wholesale", ""),
  Gender: words("f", "m", "female", ""),
  Birth: words("1980-02-29", "2001-12-31", "", "1950-07-01"),
  Country: words("DE", "France", ""),
  "Signed Up": dateText,
  Changed: (source, pick) => (pick % 4 === 0 ? "" : dateText(source, pick)),
  SKU: numbered("P", 7),
  Product: words("Lamp", "lamp ", "Chair", "Desk", "Sofa", "Rug"),
  Category: words("Home", "Office", ""),
  Price: amountText,
  Cost: amountText,
  Active: words("yes", "no", ""),
  "Order ID": (_, pick) => `${1000 + (pick % 14)}${pick % 11 === 10 ? ".0" : ""}`,
  Order: (_, pick) => `${1000 + (pick % 8)}`,
  "Ordered At": dateText,
  Date: dateText,
  Status: words("paid", "shipped", "cancelled", "refunded", "new", "", "lost"),
  State: words("succeeded", "failed", "refunded", "pending"),
  Channel: words("web", "shop", ""),
  Currency: words("EUR", "eur", "USD", "", "EUR"),
  Shipping: (source, pick) => (pick % 3 === 0 ? "" : amountText(source, pick)),
  Discount: (source, pick) => (pick % 2 === 0 ? "" : amountText(source, pick % 9)),
  Total: amountText,
  Line: numbered("", 3),
  Qty: numbered("", 4),
  "Line Total": (source, pick) => (pick % 3 === 0 ? "" : amountText(source, pick)),
  Amount: amountText,
  "Payment ID": numbered("PAY", 20),
  Method: words("card", "PayPal", ""),
  "Paid At": dateText,
  "Shipment ID": numbered("S", 12),
  Service: words("express", "Standard", "", "same day"),
  Carrier: words("DHL", "UPS", ""),
  "Shipped At": dateText,
  "Promised At": dateText,
  "Delivered At": (source, pick) => (pick % 3 === 0 ? "" : dateText(source, pick)),
  "Review ID": numbered("R", 12),
  Stars: numbered("", 5),
  Title: words("Late delivery", "Lovely", ""),
  Text: words("It was broken", "too small, poor quality", "", 'She said "no"'),
  "Written At": dateText,
  "Counted At": dateText,
  Warehouse: words("main", "north"),
  "On Hand": numbered("", 9),
  "Reorder At": numbered("", 5),
};

const BAD: Record<string, readonly string[]> = {
  date: ["soon", "2031-01-01 10:00:00", "1970-01-01 00:00:00", "31.02.2026"],
  amount: ["n/a", "-5", "12,3,4"],
  number: ["-1", "many", "0"],
};

/** A cell of a column; renamed columns (`Status now`) keep the values of their old name. */
export function cellText(source: ShopSource, header: string, pick: number): string {
  const base = header.replace(/ now$/, "");
  if (source.id === "wide" && base === "Amount" && pick % 2 === 0) return "";
  return (COLUMNS[base] ?? words("", "extra", "x"))(source, pick);
}

/** A cell no shop should have there: unreadable, or readable and impossible. */
export function badText(header: string, pick: number): string {
  const base = header.replace(/ now$/, "");
  if (isDate(base)) return from(BAD["date"] as string[], pick);
  if (isAmount(base)) return from(BAD["amount"] as string[], pick);
  if (["Qty", "Stars", "Line", "On Hand", "Reorder At"].includes(base)) {
    return from(BAD["number"] as string[], pick);
  }
  return "";
}

export function isDate(header: string): boolean {
  return COLUMNS[header.replace(/ now$/, "")] === dateText || /Changed|Delivered/.test(header);
}

export function isAmount(header: string): boolean {
  return /^(Price|Cost|Shipping|Discount|Total|Line Total|Amount)( now)?$/.test(header);
}
