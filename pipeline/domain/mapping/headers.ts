/** Short forms that people write in headers, and what they stand for. */
const ABBREVIATIONS: Readonly<Record<string, string>> = {
  "#": "number",
  no: "number",
  nr: "number",
  num: "number",
  qty: "quantity",
  qnty: "quantity",
  amt: "amount",
  cust: "customer",
  prod: "product",
  ord: "order",
  addr: "address",
  cat: "category",
  ctry: "country",
  dt: "date",
  mail: "email",
  tel: "phone",
  dob: "birthdate",
  desc: "description",
  disc: "discount",
  pmt: "payment",
  inv: "invoice",
  acct: "account",
  trx: "transaction",
  txn: "transaction",
  ts: "timestamp",
  whse: "warehouse",
  wh: "warehouse",
};

/** `Bestellnr` and `kundennr` are one word in German, and so is the short form at its end. */
const COMPOUND_NUMBER = /^(\p{L}{4,})nr$/u;

/** Words that carry no meaning in a header, in the languages of the catalogue; units and zones too. */
const STOP_WORDS = new Set(
  (
    "the of a an de du des la le les l d der die das dem den von vom del della dello di da do el los las " +
    "van het een in per utc gmt eur usd gbp chf net netto incl excl"
  ).split(" "),
);

/**
 * A header as lower-case words without accents, abbreviations spelled out:
 * `Cust. Order-No` → customer order number; `orderDate` → order date; `Amount (EUR)` → amount.
 */
export function headerWords(header: string): readonly string[] {
  const spaced = header
    .normalize("NFKD")
    .replaceAll(/\p{M}/gu, "")
    .replaceAll("ß", "ss")
    .replaceAll("°", "o")
    .replaceAll(/e-?mail/gi, "email")
    .replaceAll(/([\p{Ll}\d])(\p{Lu})/gu, "$1 $2")
    .replaceAll(/(\p{Lu})(\p{Lu}\p{Ll})/gu, "$1 $2")
    .replaceAll("#", " # ")
    .toLowerCase();
  const words = spaced.match(/[\p{L}\p{N}]+|#/gu) ?? [];
  const spelled = words.map(
    (word) => ABBREVIATIONS[word] ?? word.replace(COMPOUND_NUMBER, "$1nummer"),
  );
  const meaningful = spelled.filter((word) => !STOP_WORDS.has(word));
  return meaningful.length > 0 ? meaningful : spelled;
}

/** Words run together, which makes `order_id`, `OrderID` and `Order ID` equal and German compounds comparable. */
export const compactHeader = (header: string): string => headerWords(header).join("");

/** Number of single-character edits between two texts, at most `limit` + 1. */
export function editDistance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const current = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      current[j] = Math.min(
        (previous[j] ?? 0) + 1,
        (current[j - 1] ?? 0) + 1,
        (previous[j - 1] ?? 0) + cost,
      );
    }
    previous = current;
  }
  return previous[b.length] ?? 0;
}

/** Up to three names that look like what was typed, best first. */
export function nearMatches(typed: string, names: readonly string[]): readonly string[] {
  const wanted = compactHeader(typed);
  const limit = Math.max(2, Math.floor(wanted.length / 3));
  return names
    .map((name) => {
      const compact = compactHeader(name);
      const inside = wanted.length > 2 && (compact.includes(wanted) || wanted.includes(compact));
      return { name, distance: inside ? 1 : editDistance(wanted, compact, limit) };
    })
    .filter(({ distance }) => distance <= limit)
    .toSorted((a, b) => a.distance - b.distance || a.name.localeCompare(b.name, "en"))
    .slice(0, 3)
    .map(({ name }) => name);
}
