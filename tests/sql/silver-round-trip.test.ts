import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openSilver, readEach, type SilverEngine } from "./silver-engine.ts";

/**
 * Whatever a shop's own programs write, silver reads it right or not at all. Writers are the platform's own
 * (Intl), which the macros share no code with.
 */
const SEED = Number(process.env["SILVER_SEED"] ?? Math.floor(Math.random() * 2 ** 31));
let engine: SilverEngine;
beforeAll(async () => {
  engine = await openSilver();
  console.info(`silver round trip seed ${SEED}`);
});
afterAll(() => engine.close());

/** Locales with their decimal sign; India groups by two, which may be refused but never misread. */
const LOCALES = {
  "en-US": "point",
  "en-GB": "point",
  "de-CH": "point",
  "en-IN": "point",
  "de-DE": "comma",
  "fr-FR": "comma",
  "sv-SE": "comma",
  "pl-PL": "comma",
  "es-ES": "comma",
  "nl-NL": "comma",
} as const;
const CURRENCIES = ["EUR", "USD", "GBP", "CHF", "SEK", "PLN"];

const amount = fc.tuple(
  fc.oneof(fc.integer({ min: -99, max: 99 }), fc.integer({ min: -(10 ** 11), max: 10 ** 11 })),
  fc.constantFrom(...(Object.keys(LOCALES) as (keyof typeof LOCALES)[])),
  fc.constantFrom("decimal", "code", "symbol", "accounting", "bare"),
  fc.constantFrom(...CURRENCIES),
);

function writeAmount([cents, locale, style, currency]: readonly [
  number,
  keyof typeof LOCALES,
  string,
  string,
]): string {
  const options: Intl.NumberFormatOptions =
    style === "decimal" || style === "bare"
      ? { minimumFractionDigits: 2, useGrouping: style === "decimal" }
      : {
          style: "currency",
          currency,
          currencyDisplay: style === "code" ? "code" : "narrowSymbol",
          currencySign: style === "accounting" ? "accounting" : "standard",
        };
  return new Intl.NumberFormat(locale, options).format(cents / 100);
}

const fourDecimals = (cents: number): string => {
  const digits = String(Math.abs(cents)).padStart(3, "0");
  const text = `${digits.slice(0, -2)}.${digits.slice(-2)}00`;
  return cents < 0 ? `-${text}` : text;
};

test("amounts of ten locales are read right, or not at all under the other decimal sign", async () => {
  let right = 0;
  let written = 0;
  const property = fc.asyncProperty(
    fc.array(amount, { minLength: 60, maxLength: 60 }),
    async (amounts) => {
      const texts = amounts.map(writeAmount);
      for (const format of ["point", "comma"] as const) {
        const read = await readEach(engine, `parse_amount(v, '${format}')`, texts);
        amounts.forEach(([cents, locale], index) => {
          const own = LOCALES[locale] === format;
          const wrong = read[index] !== null && read[index] !== fourDecimals(cents) && own;
          expect([texts[index], format, wrong]).toEqual([texts[index], format, false]);
          // Two decimals are always written, so the other notation can never take them for thousands.
          if (!own)
            expect([texts[index], format, read[index]]).toEqual([texts[index], format, null]);
          if (own && locale !== "en-IN") written += 1;
          if (own && locale !== "en-IN" && read[index] !== null) right += 1;
        });
      }
    },
  );
  await fc.assert(property, { seed: SEED, numRuns: 25 });
  expect(right / written).toBeGreaterThan(0.999);
});

const instant = fc.integer({
  min: Date.UTC(1990, 0, 1) / 1000,
  max: Date.UTC(2069, 11, 31) / 1000,
});
const two = (value: number): string => String(value).padStart(2, "0");

/** Writers of a UTC instant: the text, and the format of a column written like that. */
const WRITERS: Readonly<
  Record<string, readonly [format: string, write: (at: Date) => string, minutesOnly?: true]>
> = {
  iso: ["iso", (at) => at.toISOString()],
  seconds: ["iso", (at) => at.toISOString().slice(0, 19).replace("T", " ")],
  minutes: ["iso", (at) => at.toISOString().slice(0, 16), true],
  offset: ["iso", (at) => shifted(at, 330, "+05:30")],
  spaced: ["iso", (at) => shifted(at, -480, " -0800").replace("T", " ")],
  rfc: ["iso", (at) => at.toUTCString()],
  german: ["dmy", (at) => at.toLocaleString("de-DE", { timeZone: "UTC" })],
  british: ["dmy", (at) => at.toLocaleString("en-GB", { timeZone: "UTC" })],
  american: ["mdy", (at) => at.toLocaleString("en-US", { timeZone: "UTC" })],
  excel_us: [
    "mdy",
    (at) =>
      `${at.getUTCMonth() + 1}/${at.getUTCDate()}/${at.getUTCFullYear()} ${at.getUTCHours()}:${two(at.getUTCMinutes())}`,
    true,
  ],
  long: [
    "iso",
    (at) => at.toLocaleString("en-US", { timeZone: "UTC", dateStyle: "long", timeStyle: "medium" }),
  ],
  serial: ["excel", (at) => String(at.getTime() / 86_400_000 + 25_569)],
};

function shifted(at: Date, minutes: number, offset: string): string {
  return new Date(at.getTime() + minutes * 60_000).toISOString().slice(0, 19) + offset;
}

const sql = (at: Date): string => at.toISOString().slice(0, 19).replace("T", " ");

test.each(Object.entries(WRITERS))(
  "times written as %s are read back exactly",
  async (_name, [format, write, minutesOnly]) => {
    const property = fc.asyncProperty(
      fc.array(instant, { minLength: 100, maxLength: 100 }),
      async (seconds) => {
        const times = seconds.map((s) => new Date((minutesOnly ? s - (s % 60) : s) * 1000));
        const read = await readEach(
          engine,
          `parse_timestamp(v, '${format}', 'UTC')`,
          times.map(write),
        );
        expect(times.map((at, i) => [write(at), read[i]])).toEqual(
          times.map((at) => [write(at), sql(at)]),
        );
      },
    );
    await fc.assert(property, { seed: SEED, numRuns: 10 });
  },
);

test("day first read as month first is right by chance or null, never another day", async () => {
  const property = fc.asyncProperty(
    fc.array(instant, { minLength: 100, maxLength: 100 }),
    async (seconds) => {
      const days = seconds.map((s) => new Date(s * 1000)).filter((at) => at.getUTCDate() > 12);
      const texts = days.map(
        (at) => `${at.getUTCDate()}.${at.getUTCMonth() + 1}.${at.getUTCFullYear()}`,
      );
      for (const format of ["mdy", "iso", "excel"]) {
        const read = await readEach(engine, `parse_timestamp(v, '${format}', 'UTC')`, texts);
        expect(read.filter((value) => value !== null)).toEqual([]);
      }
    },
  );
  await fc.assert(property, { seed: SEED, numRuns: 10 });
});

test("arbitrary text never stops a run", async () => {
  const expressions = [
    "normalise_key(v)",
    "clean_text(v)",
    "normalise_name(v)",
    "normalise_label(v)",
    "normalise_country(v)",
    "order_status_class(v)",
    "payment_status_class(v)",
    "parse_boolean(v)",
    "parse_date(v, 'dmy')",
    ...["point", "comma"].flatMap((f) => [
      `parse_amount(v, '${f}')`,
      `parse_quantity(v, '${f}')`,
      `parse_integer(v, '${f}')`,
    ]),
    ...["iso", "dmy", "mdy", "excel"].map(
      (f) => `local_date(v, '${f}', 'Europe/Berlin', 'Asia/Tokyo')`,
    ),
  ];
  const cell = fc.oneof(
    fc.string({ unit: "grapheme", maxLength: 30 }),
    fc.stringMatching(/^[0-9.,:/ TZ+()eE'€-]{1,25}$/),
  );
  const property = fc.asyncProperty(
    fc.array(cell, { minLength: 50, maxLength: 50 }),
    async (texts) => {
      for (const expression of expressions) {
        expect((await readEach(engine, expression, texts)).length).toBe(texts.length);
      }
      const keys = await readEach(engine, "normalise_key(v)", texts);
      expect(await readEach(engine, "normalise_key(v)", keys)).toEqual(keys);
    },
  );
  await fc.assert(property, { seed: SEED, numRuns: 15 });
});
