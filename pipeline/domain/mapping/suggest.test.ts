import { expect, test } from "vitest";
import { ENTITIES, ENTITY_NAMES, type EntityName } from "#domain/entities.ts";
import { profileOf } from "./fixtures/profile-of.ts";
import { CERTAIN, type SuggestContext, type TableProposal } from "./proposal.ts";
import { suggestMapping } from "./suggest.ts";

type Rows = readonly (readonly string[])[];

function suggest(
  headers: string,
  rows: Rows,
  wanted: readonly EntityName[],
  context: SuggestContext = {},
): TableProposal {
  const [proposal] = suggestMapping(
    [
      profileOf(
        "t.csv",
        headers.split(",").map((h) => h.trim()),
        rows,
      ),
    ],
    wanted,
    context,
  );
  if (!proposal) throw new Error("no proposal");
  return proposal;
}

/** `entity.column` → headers joined with `+`, only what would be used without asking. */
function certain(proposal: TableProposal): Record<string, string> {
  return Object.fromEntries(
    proposal.entities.flatMap(({ entity, columns }) =>
      columns
        .filter((c) => c.headers.length > 0 && c.confidence >= CERTAIN)
        .map((c) => [`${entity}.${c.column}`, c.headers.join("+")]),
    ),
  );
}

const times = (n: number, row: (i: number) => readonly string[]): Rows =>
  Array.from({ length: n }, (_, i) => row(i));
const date = (i: number): string => `2024-11-${String(1 + (i % 28)).padStart(2, "0")}`;

/** A value of the right type for a column of ours. */
function value(entity: EntityName, column: string, i: number): string {
  const type = ENTITIES[entity].columns.find(({ name }) => name === column)?.type;
  const own = column === `${entity.slice(0, -1)}_id`;
  if (column === "email") return `p${i}@shop.example`;
  if (column === "rating") return String(1 + (i % 5));
  if (type === "key") return own ? String(1000 + i) : String(50 + (i % 7));
  if (type === "timestamp" || type === "date") return date(i);
  if (type === "amount") return `${10 + i}.50`;
  if (type === "integer" || type === "quantity") return String(1 + (i % 3));
  if (type === "boolean") return i % 2 ? "true" : "false";
  return ["alpha", "beta", "gamma"][i % 3] ?? "";
}

test.each(ENTITY_NAMES.map((entity) => [entity]))(
  "a table with our own column names needs no question: %s",
  (entity) => {
    const names = ENTITIES[entity].columns.map(({ name }) => name);
    const proposal = suggest(
      names.join(","),
      times(30, (i) => names.map((name) => value(entity, name, i))),
      [entity],
    );
    expect(proposal.questions).toEqual([]);
    expect(certain(proposal)).toEqual(
      Object.fromEntries(names.map((name) => [`${entity}.${name}`, name])),
    );
  },
);

test.each([
  ["German", "Bestellnummer,Bestelldatum,Kundennummer,Status,Gesamtbetrag,Versandkosten,Währung"],
  [
    "German, spaced",
    "Auftrags-Nr.,Auftragsdatum,Kunden-Nr.,Status,Gesamtsumme,Versandkosten,Waehrung",
  ],
  ["French", "Numéro de commande,Date de commande,N° client,Statut,Total,Frais de port,Devise"],
  [
    "Spanish",
    "Número de pedido,Fecha del pedido,Número de cliente,Estado,Total,Gastos de envío,Moneda",
  ],
  ["Italian", "Numero ordine,Data ordine,Codice cliente,Stato,Totale,Costo di spedizione,Valuta"],
  ["Dutch", "Bestelnummer,Besteldatum,Klantnummer,Status,Totaal,Verzendkosten,Munt"],
  ["abbreviated", "Ord #,Order Dt,Cust No,Status,Total Amt,Shipping Cost,Currency"],
])("orders in %s", (_, headers) => {
  const row = (i: number): readonly string[] => [
    `B-${i}`,
    date(i),
    String(i % 7),
    "paid",
    `${i}.50`,
    "4.90",
    "EUR",
  ];
  const [id, when, customer, status, total, shipping, currency] = headers.split(",");
  expect(certain(suggest(headers, times(20, row), ["orders"]))).toEqual({
    "orders.order_id": id,
    "orders.ordered_at": when,
    "orders.customer_id": customer,
    "orders.status": status,
    "orders.total_amount": total,
    "orders.shipping_amount": shipping,
    "orders.currency": currency,
  });
});

test.each([
  ["Artikelnummer,Bezeichnung,Warengruppe,Hersteller,Verkaufspreis,Einkaufspreis,Aktiv"],
  ["Référence produit,Nom du produit,Catégorie,Marque,Prix de vente,Prix d'achat,Actif"],
])("products: %s", (headers) => {
  const rows = times(20, (i) => [
    `P${i}`,
    `Thing ${i}`,
    "Home",
    "Acme",
    `${i}.50`,
    `${i}.10`,
    "ja",
  ]);
  const names = ["product_id", "name", "category", "brand", "unit_price", "unit_cost", "active"];
  const expected = Object.fromEntries(
    names.map((name, i) => [`products.${name}`, headers.split(",")[i]]),
  );
  expect(certain(suggest(headers, rows, ["products"]))).toEqual(expected);
});

test("the order of columns does not matter", () => {
  const rows = times(20, (i) => ["paid", `${i}.50`, date(i), String(i % 7), `B-${i}`]);
  expect(
    certain(suggest("Status,Total,Order Date,Customer ID,Order ID", rows, ["orders"])),
  ).toMatchObject({
    "orders.order_id": "Order ID",
    "orders.ordered_at": "Order Date",
    "orders.customer_id": "Customer ID",
  });
});

test("a name whose values contradict it is asked, not believed", () => {
  const rows = times(20, (i) => [date(i), `B-${i}`]);
  const proposal = suggest("Order ID,Order Date", rows, ["orders"]);
  expect(certain(proposal)).toEqual({});
  expect(proposal.questions.map(({ column }) => column)).toEqual(["order_id", "ordered_at"]);
});

test("an order number that repeats in a table of orders is asked", () => {
  const rows = times(20, (i) => [String(i % 4), date(i), String(100 + i)]);
  const proposal = suggest("Order ID,Order Date,Customer ID", rows, ["orders"]);
  expect(proposal.questions.map(({ column }) => column)).toEqual(["order_id"]);
  expect(proposal.questions[0]?.text).toContain("repeat");
});

test.each([["A,B,C,D"], ["col1,col2,col3,col4"], ["Spalte 1,Spalte 2,Spalte 3,Spalte 4"]])(
  "meaningless names lead to questions, never to a guess: %s",
  (headers) => {
    const rows = times(20, (i) => [String(1000 + i), date(i), String(i % 7), `${i}.50`]);
    for (const entity of ENTITY_NAMES) {
      const proposal = suggest(headers, rows, [entity]);
      expect(certain(proposal), entity).toEqual({});
      expect(proposal.questions.length, entity).toBeGreaterThan(0);
    }
  },
);

test("the date of the order is told from the dates of shipping and payment", () => {
  const rows = times(20, (i) => [String(i), date(i + 3), date(i), date(i + 1), date(i + 9)]);
  const headers = "Order ID,Ship Date,Order Date,Payment Date,Delivery Date";
  expect(certain(suggest(headers, rows, ["orders"]))["orders.ordered_at"]).toBe("Order Date");
  expect(certain(suggest(headers, rows, ["shipments"]))).toMatchObject({
    "shipments.shipped_at": "Ship Date",
    "shipments.delivered_at": "Delivery Date",
  });
  expect(certain(suggest(headers, rows, ["payments"]))["payments.paid_at"]).toBe("Payment Date");
});

test("two equally good dates are asked", () => {
  const rows = times(20, (i) => [String(i), date(i), date(i + 3)]);
  const proposal = suggest("Order ID,Order Date,Purchase Date", rows, ["orders"]);
  expect(proposal.questions.map(({ column }) => column)).toEqual(["ordered_at"]);
});

test("price is per piece and total is of the line in a table of lines", () => {
  const rows = times(20, (i) => [String(Math.floor(i / 2)), `P${i % 5}`, "2", "5.00", "10.00"]);
  expect(certain(suggest("Order ID,SKU,Qty,Price,Total", rows, ["order_items"]))).toMatchObject({
    "order_items.unit_price": "Price",
    "order_items.line_total": "Total",
    "order_items.quantity": "Qty",
  });
});

test("beside lines a plain total, discount or tax is not used for the order without asking", () => {
  const rows = times(20, (i) => [
    String(Math.floor(i / 2)),
    date(i),
    `P${i % 5}`,
    "2",
    "5.00",
    "10.00",
    "1.00",
  ]);
  const proposal = suggest("Order ID,Order Date,SKU,Qty,Price,Total,Discount", rows, [
    "orders",
    "order_items",
  ]);
  const used = certain(proposal);
  expect(used["orders.total_amount"]).toBeUndefined();
  expect(used["orders.discount_amount"]).toBeUndefined();
  expect(proposal.entities.flatMap(({ notes }) => notes).join(" ")).toContain("Discount");
});

test("a total that may be the line's or the order's is asked when lines have no other price", () => {
  const rows = times(20, (i) => [String(Math.floor(i / 2)), date(i), `P${i % 5}`, "2", "10.00"]);
  const proposal = suggest("Order ID,Order Date,SKU,Qty,Total", rows, ["orders", "order_items"]);
  expect(proposal.questions.map(({ entity, column }) => `${entity}.${column}`)).toEqual([
    "order_items.line_total",
  ]);
});

test("products without a number are keyed by their name, and it says so", () => {
  const rows = times(20, (i) => [
    String(Math.floor(i / 2)),
    date(i),
    ["Mug", "Tray"][i % 2] ?? "",
    "1",
    "5.00",
  ]);
  const proposal = suggest("Order ID,Order Date,Product,Qty,Price", rows, [
    "orders",
    "order_items",
    "products",
  ]);
  expect(certain(proposal)).toMatchObject({
    "order_items.product_id": "Product",
    "products.product_id": "Product",
    "products.name": "Product",
  });
  expect(proposal.entities.flatMap(({ notes }) => notes).join(" ")).toContain(
    "told apart by their name",
  );
  expect(proposal.entities.map(({ entity, fold }) => [entity, fold])).toEqual([
    ["orders", true],
    ["order_items", false],
    ["products", true],
  ]);
});

test("customers without a number are keyed by e-mail; first and last name make one", () => {
  const rows = times(20, (i) => [`p${i % 9}@shop.example`, "Ada", "Lovelace", "Berlin"]);
  expect(certain(suggest("E-Mail,First Name,Last Name,City", rows, ["customers"]))).toMatchObject({
    "customers.customer_id": "E-Mail",
    "customers.email": "E-Mail",
    "customers.name": "First Name+Last Name",
  });
});

test("a date and a time of day make one instant", () => {
  const rows = times(20, (i) => [String(i), date(i), `1${i % 10}:30`]);
  expect(certain(suggest("Order ID,Date,Time", rows, ["orders"]))["orders.ordered_at"]).toBe(
    "Date+Time",
  );
});

test("payments without a number are known by their content, and it says so", () => {
  const rows = times(20, (i) => [String(i), "card", `${i}.50`]);
  const proposal = suggest("Order ID,Method,Amount", rows, ["payments"]);
  expect(proposal.questions).toEqual([]);
  expect(proposal.entities[0]?.notes.join(" ")).toContain("known by its content");
});

test("overlaps between files confirm a reference or cast doubt on it", () => {
  const customers = profileOf(
    "customers.csv",
    ["Customer ID", "Name"],
    times(20, (i) => [`C${i}`, `Person ${i}`]),
  );
  const orders = profileOf(
    "orders.csv",
    ["Order ID", "Order Date", "Customer", "Agent"],
    times(20, (i) => [String(i), date(i), `C${i % 9}`, `X${i}`]),
  );
  const overlap = (header: string, contained: number) => ({
    from: { table: "orders.csv", header },
    to: { table: "customers.csv", header: "Customer ID" },
    distinct: 20,
    contained,
  });
  const confidence = (overlaps: readonly ReturnType<typeof overlap>[]): number | undefined => {
    const [, proposal] = suggestMapping([customers, orders], "any", { overlaps });
    return proposal?.entities[0]?.columns.find(({ column }) => column === "customer_id")
      ?.confidence;
  };
  const plain = confidence([]) ?? 0;
  expect(confidence([overlap("Customer", 20)])).toBeGreaterThan(plain);
  expect(confidence([overlap("Customer", 1)]) ?? 0).toBeLessThan(plain);
});

test("nobody says what a table holds: one entity, or the wide four", () => {
  const one = suggestMapping(
    [
      profileOf(
        "r.csv",
        ["Review ID", "Product ID", "Stars", "Comment"],
        times(20, (i) => [String(i), String(i % 5), String(1 + (i % 5)), "nice"]),
      ),
    ],
    "any",
  );
  expect(one[0]?.entities.map(({ entity }) => entity)).toEqual(["reviews"]);
  const headers = [
    "Order ID",
    "Order Date",
    "Customer ID",
    "Customer Name",
    "SKU",
    "Product Name",
    "Qty",
    "Unit Price",
  ];
  const rows = times(20, (i) => [
    String(Math.floor(i / 2)),
    date(i),
    String(i % 7),
    `Person ${i % 7}`,
    `P${i % 5}`,
    `Thing ${i % 5}`,
    "1",
    "5.00",
  ]);
  const wide = suggestMapping([profileOf("w.csv", headers, rows)], "any");
  expect(wide[0]?.entities.map(({ entity }) => entity).toSorted()).toEqual([
    "customers",
    "order_items",
    "orders",
    "products",
  ]);
});
