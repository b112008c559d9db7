import { ENTITY_NAMES, type EntityName } from "#contract/entities.ts";

/** Words of a file's name or of a header that give an entity away. Longer phrases are asked first. */
const WORDS: readonly (readonly [EntityName, RegExp])[] = [
  [
    "order_items",
    /order[ _-]?(item|line|detail|product)s?|line[ _-]?items?|positionen|bestellpos/i,
  ],
  ["payments", /payment|payout|transaction|zahlung|refund/i],
  ["shipments", /shipment|shipping|deliver|fulfil|tracking|versand|sendung|lieferung/i],
  ["reviews", /review|rating|feedback|bewertung/i],
  ["inventory", /inventory|stock|warehouse|lager|bestand/i],
  ["customers", /customer|client|buyer|kund(e|in)/i],
  ["products", /product|article|artikel|produkt|catalog|sku/i],
  ["orders", /order|bestellung|sales|auftr[aä]g/i],
];

/** What the file's name says; null when it says nothing. */
function byName(label: string): EntityName | null {
  return WORDS.find(([, pattern]) => pattern.test(label))?.[0] ?? null;
}

const has = (headers: readonly string[], pattern: RegExp): boolean =>
  headers.some((header) => pattern.test(header));

/** A wide table tells several things at once: an order, its lines, who bought. */
function byHeaders(headers: readonly string[]): readonly EntityName[] {
  const found = new Set<EntityName>();
  const order = has(headers, /order|bestell|auftrag/i);
  const product = has(headers, /product|article|artikel|sku|line ?item/i);
  const quantity = has(headers, /quantity|qty|menge|anzahl/i);
  if (has(headers, /rating|stars|bewertung|sterne/i)) return ["reviews"];
  if (has(headers, /on[ _-]?hand|reorder|bestand/i)) return ["inventory"];
  if (has(headers, /carrier|tracking|delivered/i) && !quantity) return ["shipments"];
  if (order && product && quantity) found.add("order_items");
  if (order && has(headers, /date|datum|ordered|created|placed/i)) found.add("orders");
  if (!order && product) found.add("products");
  if (!order && !product && has(headers, /e-?mail|customer|kunde/i)) found.add("customers");
  return ENTITY_NAMES.filter((entity) => found.has(entity));
}

/** What a table probably holds; only a first tick in a list the person confirms. */
export function guessEntities(label: string, headers: readonly string[]): readonly EntityName[] {
  const named = byName(label);
  const read = byHeaders(headers);
  if (named === null) return read;
  const wide = read.length > 1 && read.includes(named);
  return wide ? read : [named];
}
