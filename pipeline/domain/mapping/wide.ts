import type { EntityName } from "#domain/entities.ts";
import type { Assignment } from "./assign.ts";
import type { Candidate } from "./candidates.ts";
import { compactHeader, headerWords } from "./headers.ts";
import { fill, share, type ColumnProfile, type TableProfile } from "./profile.ts";
import { USABLE } from "./proposal.ts";

/** Rules that look at several columns or entities of one table at once. All of them change `assignments` in place. */
export function combine(
  table: TableProfile,
  assignments: ReadonlyMap<EntityName, Assignment>,
): void {
  for (const assignment of assignments.values()) {
    joinPersonName(table, assignment);
    joinDateAndTime(table, assignment);
  }
  keyProductsByName(table, assignments);
  keyCustomersByEmail(assignments);
  shareKeys(assignments);
  readLinePrice(assignments);
}

const strong = (assignment: Assignment | undefined, column: string): Candidate | undefined => {
  const candidate = assignment?.chosen.get(column);
  return candidate && candidate.confidence >= USABLE ? candidate : undefined;
};
const bestFor = (assignment: Assignment | undefined, column: string): Candidate | undefined =>
  assignment?.all.find((candidate) => candidate.column === column);

const FIRST = /^(firstname|givenname|forename|vorname|prenom|nombrepila|primernombre|voornaam)$/;
const LAST =
  /^(lastname|surname|familyname|nachname|familienname|nomfamille|apellido|apellidos|cognome|achternaam)$/;

/** First and last name in two columns make one name. */
function joinPersonName(table: TableProfile, assignment: Assignment): void {
  if (assignment.entity !== "customers" || (strong(assignment, "name")?.confidence ?? 0) >= 0.95)
    return;
  const find = (pattern: RegExp): string | undefined =>
    table.columns.find(({ header }) => {
      const words = headerWords(header).filter(
        (w) => !["billing", "customer", "kunde", "client", "cliente"].includes(w),
      );
      return pattern.test(words.join(""));
    })?.header;
  const first = find(FIRST);
  const last = find(LAST);
  if (first === undefined || last === undefined) return;
  assignment.chosen.set("name", {
    column: "name",
    headers: [first, last],
    confidence: 0.95,
    reasons: [`"${first}" and "${last}" together are the name.`],
  });
}

const TIME = /^(time|uhrzeit|zeit|heure|hora|ora|tijd|ordertime|saletime|timeday)$/;

/** A date column beside a time-of-day column make one instant. */
function joinDateAndTime(table: TableProfile, assignment: Assignment): void {
  const time = table.columns.find(
    (c) => TIME.test(compactHeader(c.header)) && share(c, "time") > 0.9,
  );
  if (!time) return;
  for (const column of ["ordered_at", "paid_at"]) {
    const candidate = strong(assignment, column);
    if (!candidate || candidate.headers.length > 1 || candidate.headers[0] === time.header)
      continue;
    const date = table.columns.find(({ header }) => header === candidate.headers[0]);
    if (!date || date.max_length > 10) continue;
    assignment.chosen.set(column, {
      ...candidate,
      headers: [date.header, time.header],
      reasons: [...candidate.reasons, `"${time.header}" holds the time of day.`],
    });
  }
}

/** Without a product number that is filled on every line, products are told apart by their name. */
function keyProductsByName(
  table: TableProfile,
  assignments: ReadonlyMap<EntityName, Assignment>,
): void {
  const products = assignments.get("products");
  const items = assignments.get("order_items");
  const owner = items ?? products;
  if (!owner) return;
  const column = (candidate: Candidate | undefined): ColumnProfile | undefined =>
    table.columns.find(({ header }) => header === candidate?.headers[0]);
  const id = strong(owner, "product_id");
  const idColumn = column(id);
  if (id && idColumn && (!items || fill(idColumn, table) >= 0.98)) return;
  const name = strong(products, "name") ?? nameOfProduct(table, owner);
  const nameColumn = column(name);
  if (!name || !nameColumn || name.confidence < 0.9 || fill(nameColumn, table) < 0.98) return;
  if (idColumn && fill(nameColumn, table) <= fill(idColumn, table)) return;
  const missing = id ? `"${id.headers[0]}" is missing on some lines` : "There is no product number";
  owner.chosen.set("product_id", {
    column: "product_id",
    headers: name.headers,
    confidence: 0.93,
    reasons: [`${missing}, so products are told apart by their name in "${name.headers[0]}".`],
  });
  owner.notes.push("Products are told apart by their name: two spellings become two products.");
}

/** The product's name when products themselves are not wanted. */
function nameOfProduct(table: TableProfile, owner: Assignment): Candidate | undefined {
  if (owner.entity !== "order_items") return undefined;
  const names =
    /^(product|item|article|artikel|produkt|produit|producto|articulo|prodotto|lineitem)(name|title|bezeichnung|description)?$/;
  const found = table.columns.find(({ header }) => names.test(compactHeader(header)));
  return found && { column: "product_id", headers: [found.header], confidence: 0.93, reasons: [] };
}

/** Without a customer number, customers are told apart by their e-mail, if the table has one. */
function keyCustomersByEmail(assignments: ReadonlyMap<EntityName, Assignment>): void {
  const customers = assignments.get("customers");
  if (!customers || strong(customers, "customer_id")) return;
  const email = strong(customers, "email");
  if (!email || email.confidence < 0.9) return;
  customers.chosen.set("customer_id", {
    column: "customer_id",
    headers: email.headers,
    confidence: 0.92,
    reasons: [
      `There is no customer number, so customers are told apart by their e-mail in "${email.headers[0]}".`,
    ],
  });
}

const SHARED_KEYS: readonly (readonly [string, readonly EntityName[]])[] = [
  ["order_id", ["orders", "order_items", "payments", "shipments"]],
  ["product_id", ["order_items", "products"]],
  ["customer_id", ["customers", "orders"]],
];

/** Entities of one table must refer to each other through the same columns. */
function shareKeys(assignments: ReadonlyMap<EntityName, Assignment>): void {
  for (const [column, entities] of SHARED_KEYS) {
    const present = entities.flatMap((entity) => assignments.get(entity) ?? []);
    if (present.length < 2) continue;
    const best = present
      .flatMap((assignment) => assignment.chosen.get(column) ?? [])
      .toSorted((a, b) => b.confidence - a.confidence)[0];
    const leader =
      column === "product_id" ? (strong(assignments.get("order_items"), column) ?? best) : best;
    if (leader) for (const assignment of present) assignment.chosen.set(column, leader);
  }
}

const ORDER_LEVEL = ["total_amount", "discount_amount", "tax_amount"];

/**
 * Beside order lines a plain "total", "discount" or "tax" may belong to the line or to the order, so it is left to
 * the user. A plain "amount" beside a quantity, with no unit price anywhere, is the total of the line.
 */
function readLinePrice(assignments: ReadonlyMap<EntityName, Assignment>): void {
  const items = assignments.get("order_items");
  if (!items) return;
  const orders = assignments.get("orders");
  for (const column of ORDER_LEVEL) {
    const candidate = orders?.chosen.get(column);
    if (candidate && candidate.confidence < 0.96) {
      orders?.chosen.set(column, { ...candidate, confidence: Math.min(candidate.confidence, 0.7) });
    }
  }
  if (strong(items, "unit_price") || strong(items, "line_total") || !strong(items, "quantity"))
    return;
  const amount = items.all.find(
    (candidate) =>
      candidate.column === "line_total" &&
      candidate.confidence >= 0.5 &&
      AMOUNT.test(compactHeader(candidate.headers[0] ?? "")),
  );
  if (!amount) return;
  const quantity = bestFor(items, "quantity")?.headers[0];
  items.chosen.set("line_total", {
    ...amount,
    confidence: 0.93,
    reasons: [
      `"${amount.headers[0]}" stands beside "${quantity}" and there is no price per piece, so it is the total of the line.`,
    ],
  });
}

const AMOUNT =
  /^(line|item)?(amount|betrag|montant|importe|importo|bedrag|valor|umsatz|revenue|sales|netsales)$/;
