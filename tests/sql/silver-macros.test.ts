import { afterAll, beforeAll, expect, test } from "vitest";
import { openSilver, readings, type SilverEngine, type Text } from "./silver-engine.ts";

let engine: SilverEngine;
beforeAll(async () => {
  engine = await openSilver();
});
afterAll(() => engine.close());

type Cases = readonly (readonly [Text, Text])[];
const unread = (...texts: readonly string[]): Cases => texts.map((text) => [text, null]);

async function expectReadings(expression: string, cases: Cases): Promise<void> {
  const { read, expected } = await readings(engine, expression, cases);
  expect(read).toEqual(expected);
}

test("amounts written with a decimal point", async () => {
  // prettier-ignore
  await expectReadings("parse_amount(v, 'point')", [
    ["12", "12.0000"], ["12.5", "12.5000"], [".5", "0.5000"], ["-3.10", "-3.1000"], ["+3.10", "3.1000"],
    [" 7 ", "7.0000"], ["\u00a07\u00a0", "7.0000"], ["1,234.50", "1234.5000"], ["1,234,567.89", "1234567.8900"],
    ["1 234.50", "1234.5000"], ["1\u202f234.50", "1234.5000"], ["1'234.50", "1234.5000"], ["1’234.50", "1234.5000"],
    ["€ 1,234.50", "1234.5000"], ["€1,234.50", "1234.5000"], ["$5", "5.0000"], ["US$5", "5.0000"], ["£0.99", "0.9900"],
    ["12.00 EUR", "12.0000"], ["12.00 eur", "12.0000"], ["CHF 1'234.50", "1234.5000"], ["12.00 zł", "12.0000"],
    ["12.50 kr.", "12.5000"], ["kr 12.50", "12.5000"], ["₹100", "100.0000"], ["¥1,000", "1000.0000"], ["€ 12 EUR", "12.0000"],
    ["(12.00)", "-12.0000"], ["($1,000.00)", "-1000.0000"], ["$(5.00)", "-5.0000"], ["12.00-", "-12.0000"],
    ["-€5", "-5.0000"], ["€-5", "-5.0000"], ["- 5", "-5.0000"], ["−5", "-5.0000"], ["1e3", "1000.0000"],
    ["1.23445", "1.2345"], ["1.23455", "1.2346"], ["-1.23455", "-1.2346"], ["99999999999999.9999", "99999999999999.9999"],
    ["1.234", "1.2340"], ["0.001", "0.0010"], [null, null],
    ...unread(
      "1.234,50", "1234,50", "0,123", "12,34,567", "1,23", "1,2345", "12.5.0", "1 23", "12%", "12 %", "#REF!", "#VALUE!",
      "n/a", "-", "", " ", "see mail", "12 PCS", "50¢", "12€50", "12.-", "12,-", "(12.00", "12.00)", "(-12)", "--5", "5-5",
      "1 or 2", "two", "100000000000000", "99999999999999999", "inf", "nan", "true", "1,234 567", "12.00 EUR USD x",
      "gift 5", "0x1F", "1,234.50.1", "½",
    ),
  ]);
});

test("amounts written with a decimal comma", async () => {
  // prettier-ignore
  await expectReadings("parse_amount(v, 'comma')", [
    ["12", "12.0000"], ["12,5", "12.5000"], ["-3,10", "-3.1000"], ["1.234,50", "1234.5000"], ["1.234", "1234.0000"],
    ["1.234.567,89", "1234567.8900"], ["1 234,50", "1234.5000"], ["1\u00a0234,50", "1234.5000"], ["1\u202f234,50", "1234.5000"],
    ["1'234,50", "1234.5000"], ["1.234,50 €", "1234.5000"], ["€ 1.234,50", "1234.5000"], ["4,90\u00a0€", "4.9000"],
    ["12,00-", "-12.0000"], ["(12,00)", "-12.0000"], ["−12,00 kr", "-12.0000"], ["1,234", "1.2340"], ["0,123", "0.1230"],
    ["12,34567", "12.3457"], ["1 234,50 zł", "1234.5000"], ["1 234,50 Kč", "1234.5000"], [null, null],
    ...unread(
      "1,234.50", "12.5", "12.50", "0.123", "1.23", "12.5.0", "1.234.56", "1,2,3", "12,-", "12,5 %", "#REF!", "siehe Mail",
      "1.234,50.1", "12€50", ",", ".",
    ),
  ]);
});

test("quantities take no currency, whole numbers no fraction", async () => {
  // prettier-ignore
  await expectReadings("parse_quantity(v, 'point')", [
    ["2", "2.0000"], ["2.0", "2.0000"], ["0.25", "0.2500"], ["1,000", "1000.0000"], ["-1", "-1.0000"], ["−1", "-1.0000"],
    [" 3\u00a0", "3.0000"],
    ...unread("€2", "2 EUR", "2 pcs", "x2", "(2)", "two", "1 or 2", "#REF!", "1,00", ""),
  ]);
  // prettier-ignore
  await expectReadings("parse_quantity(v, 'comma')", [
    ["2", "2.0000"], ["2,5", "2.5000"], ["1.000", "1000.0000"], ["1.000,5", "1000.5000"], ...unread("2.5", "2 €"),
  ]);
  // prettier-ignore
  await expectReadings("parse_integer(v, 'point')", [
    ["1", "1"], ["12", "12"], ["123", "123"], ["3.0", "3"], [" 4 ", "4"], ["4.000", "4"], ["-1", "-1"], ["1,000", "1000"],
    ["2147483647", "2147483647"],
    ...unread("3.5", "3.00001", "1e-5", "1e2", "2147483648", "five", "", "n/a", "1,5"),
  ]);
  await expectReadings("parse_integer(v, 'comma')", [
    ["3", "3"],
    ["3,0", "3"],
    ["1.000", "1000"],
    ...unread("3,5", "3.5"),
  ]);
});

test("yes and no in several languages", async () => {
  const yes = [
    "yes",
    "YES ",
    "y",
    "true",
    "TRUE",
    "1",
    "1.0",
    "ja",
    "Oui",
    "si",
    "Sí",
    "active",
    "x",
    "✓",
  ];
  const no = ["no", "NO ", "n", "false", "0", "nein", "Non", "inactive", "archived", "draft"];
  // prettier-ignore
  await expectReadings("parse_boolean(v)", [
    ...yes.map((text) => [text, "true"] as const),
    ...no.map((text) => [text, "false"] as const),
    ...unread("maybe", "2", "", " ", "-", "n/a"),
  ]);
});

test("keys are compared without white space, invisible characters and a spreadsheet's .0", async () => {
  // prettier-ignore
  await expectReadings("normalise_key(v)", [
    ["'00123", "00123"],
    ["O'Shea", "O'Shea"],
    ["1001", "1001"], ["1001.0", "1001"], ["1001.000", "1001"], ["  A-1  ", "A-1"], ["\u00a0A-1\u00a0", "A-1"],
    ["A  1", "A 1"], ["A\u00a0\u00a01", "A 1"], ["\u200bA1\ufeff", "A1"], ["\tA1\r\n", "A1"], ["007", "007"], ["abC", "abC"],
    ["1001.5", "1001.5"], ["v1.0", "v1.0"], ["A\u00ad1", "A1"], ["é", "é"], ["", null], ["   ", null], ["\u200b", null],
    [null, null],
  ]);
  // prettier-ignore
  await expectReadings("normalise_name(v)", [
    ["iPhone  15", "iphone 15"], [" Größe\u00a0M ", "größe m"], ["ÄRMEL", "ärmel"], ["", null], ["\t", null],
  ]);
  // prettier-ignore
  await expectReadings("clean_text(v)", [
    ["  Two  words ", "Two  words"], ["a\u00a0b", "a b"], ["\u200bx", "x"], ["line\nbreak", "line\nbreak"], ["end\n", "end"],
    ["Müller", "Müller"], [" Müller", "Müller"], ["👩‍👧", "👩‍👧"], ["値段", "値段"], ["", null], ["\u00a0", null], [" \t\r\n", null],
  ]);
});

test("labels, genders, countries and currencies have one spelling", async () => {
  // prettier-ignore
  await expectReadings("normalise_label(v)", [
    [" vip", "VIP"], ["VIP", "VIP"], ["Vip", "VIP"], ["REGULAR ", "Regular"], ["parcel locker", "Parcel Locker"],
    ["PAYPAL", "PayPal"], ["PayPal", "PayPal"], ["credit_card", "Credit Card"], ["Credit card", "Credit Card"],
    ["dhl express", "DHL Express"], ["ÜBERWEISUNG", "Überweisung"], ["", null], [null, null],
  ]);
  // prettier-ignore
  await expectReadings("normalise_gender(v)", [
    ["F", "female"], ["weiblich", "female"], [" Male ", "male"], ["Herr", "male"], ["divers", "diverse"], ["?", "unknown"],
    ["", null], [null, null],
  ]);
  // prettier-ignore
  await expectReadings("normalise_country(v)", [
    ["DE", "Germany"], ["deutschland ", "Germany"], ["U.S.A.", "United States"], ["Suisse", "Switzerland"], ["Peru", "Peru"],
    [" Peru ", "Peru"], [null, null],
  ]);
  // prettier-ignore
  await expectReadings("normalise_currency(v)", [
    ["eur ", "EUR"], ["EUR", "EUR"], ["€", "EUR"], ["$", "$"], ["US$", "USD"], ["£", "GBP"], ["", null],
  ]);
});

test("statuses mean one of a few things", async () => {
  const orders: Readonly<Record<string, readonly Text[]>> = {
    fulfilled: [
      "Delivered",
      " SHIPPED",
      "completed",
      "Versendet",
      "livré",
      "in_transit",
      "Partially-Shipped",
    ],
    paid: ["Paid", "processing", "bezahlt", "In Bearbeitung", "Ready to ship"],
    placed: ["pending", "New", "on-hold", "offen", "en attente", "pending_payment"],
    cancelled: ["Cancelled", "canceled", "storniert", "annulé", "voided"],
    refunded: ["Refunded", "returned", "erstattet", "remboursé"],
    unknown: ["flying", "", null],
  };
  const payments: Readonly<Record<string, readonly Text[]>> = {
    succeeded: ["Paid", "succeeded", "CAPTURED", "bezahlt", "partially_refunded"],
    failed: ["failed", "Declined", "abgelehnt", "canceled"],
    refunded: ["Refunded", "chargeback", "erstattet"],
    pending: ["pending", "Authorized", "requires_action", "ausstehend"],
    unknown: ["flying", "", null],
  };
  const pairs = (classes: typeof orders): Cases =>
    Object.entries(classes).flatMap(([name, texts]) => texts.map((text) => [text, name] as const));
  await expectReadings("order_status_class(v)", pairs(orders));
  await expectReadings("payment_status_class(v)", pairs(payments));
});
