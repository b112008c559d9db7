import fc from "fast-check";
import { expect, test } from "vitest";
import { columnOf } from "./fixtures/profile-of.ts";
import { inferFormat } from "./formats.ts";

const dates = (...values: readonly string[]) => inferFormat(columnOf("When", values), "date");
const numbers = (...values: readonly string[]) => inferFormat(columnOf("Amount", values), "number");

test.each([
  ["one 13/ settles the column", ["01/02/2024", "13/02/2024"], "dmy"],
  ["one /13 settles the column", ["01/02/2024", "02/13/2024"], "mdy"],
  ["dots", ["01.02.2024", "31.12.2024"], "dmy"],
  ["year first", ["2024-12-01", "2024-12-02T10:00:00Z"], "iso"],
  ["year first beside a proven order", ["2024-12-01", "25/12/2024"], "dmy"],
  ["nothing proven", ["01/02/2024", "03/04/2024"], null],
  ["nothing proven, many year first", ["2024-12-01", "2024-12-02", "03/04/2024"], null],
  ["day and month equal", ["01/01/2024", "02/02/2024"], "dmy"],
  ["both orders proven", ["13/02/2024", "02/13/2024", "01/02/2024"], "iso"],
  ["serial numbers", ["45000", "45001"], "excel"],
  ["two-digit years, month first", ["11/20/24", "01/02/24"], "mdy"],
  ["two-digit years, day first", ["20/11/24", "01/02/24"], "dmy"],
  ["two digits that may be the year", ["24/11/05", "24/12/06"], null],
  ["month names need no order", ["12 Nov 2024", "Nov 13, 2024"], "iso"],
  ["month names beside unclear values", ["12 Nov 2024", "01/02/2024"], null],
  ["eight digits", ["20241201", "20241231"], "iso"],
  ["nothing at all", [], "iso"],
])("dates: %s", (_, values, format) => {
  expect(dates(...values).format).toBe(format);
});

test("what only a person can know is asked with an example", () => {
  expect(dates("01/02/2024", "03/04/2024")).toMatchObject({
    ambiguous: { count: 2, examples: ["01/02/2024"] },
    options: ["dmy", "mdy"],
    evidence: expect.stringContaining("01/02/2024") as string,
  });
});

test("a mixed column says which values prove it and how many are set aside", () => {
  const reading = dates("13/02/2024", "02/13/2024", "01/02/2024", "2024-01-01");
  expect(reading).toMatchObject({ conflict: true, ambiguous: { count: 1 }, refused: 3 });
  expect(reading.evidence).toContain("13/02/2024");
  expect(reading.evidence).toContain("02/13/2024");
});

test("a handful of unclear dates among clear ones is set aside, not asked", () => {
  const values = [
    ...Array.from({ length: 99 }, (_, i) => `2024-01-${String(1 + (i % 28)).padStart(2, "0")}`),
    "03/04/2024",
  ];
  expect(dates(...values)).toMatchObject({ format: "iso", refused: 1 });
});

test("what the user states wins, and what it cannot explain is counted", () => {
  const column = columnOf("When", ["13/02/2024", "01/02/2024", "2024-01-01", "soon"]);
  expect(inferFormat(column, "date", "mdy")).toMatchObject({ format: "mdy", refused: 2 });
});

test.each([
  ["decimal point", ["12.50", "1,234"], "point"],
  ["decimal comma", ["12,50", "1.234"], "comma"],
  ["thousands and point", ["1,234.50"], "point"],
  ["thousands and comma", ["1.234,50 €"], "comma"],
  ["only one group", ["1,234"], null],
  ["only one point group", ["1.234", "2.345"], null],
  ["whole numbers", ["1", "20"], "point"],
  ["a leading zero", ["0.125"], "point"],
  ["mixed, nothing unclear", ["12.50", "13.50", "12,50"], "point"],
  ["mixed and unclear", ["12.50", "12,50", "1,234"], null],
  ["nothing", [], "point"],
])("numbers: %s", (_, values, format) => {
  expect(numbers(...values).format).toBe(format);
});

test("numbers the sign cannot explain are counted as refused", () => {
  expect(numbers("12.50", "13.50", "1.234,50", "#N/A", "soon")).toMatchObject({
    format: "point",
    conflict: true,
    refused: 3,
  });
});

const SEED = Number(process.env["FC_SEED"] ?? Date.now() % 2_147_483_647);
const pad = (n: number): string => String(n).padStart(2, "0");

/** Writers that know nothing of the reader. */
const DATE_WRITERS = {
  dmy: (y: number, m: number, d: number, s: string) => `${pad(d)}${s}${pad(m)}${s}${y}`,
  mdy: (y: number, m: number, d: number, s: string) => `${pad(m)}${s}${pad(d)}${s}${y}`,
  iso: (y: number, m: number, d: number) => `${y}-${pad(m)}-${pad(d)}`,
} as const;
const group = (whole: number, sign: string): string =>
  String(whole).replace(/\B(?=(\d{3})+$)/g, sign);
const NUMBER_WRITERS = {
  point: (cents: number, grouped: boolean, decimals: number) =>
    write(cents, grouped ? "," : "", ".", decimals),
  comma: (cents: number, grouped: boolean, decimals: number) =>
    write(cents, grouped ? "." : "", ",", decimals),
} as const;
function write(cents: number, thousands: string, decimal: string, decimals: number): string {
  const whole = Math.floor(cents / 1000);
  const part = String(cents % 1000)
    .padStart(3, "0")
    .slice(0, decimals);
  const text = thousands === "" ? String(whole) : group(whole, thousands);
  return decimals === 0 ? text : `${text}${decimal}${part}`;
}

test(`property: the format of written dates is right or asked, never wrong (seed ${SEED})`, () => {
  const day = fc.record({
    y: fc.integer({ min: 1990, max: 2035 }),
    m: fc.integer({ min: 1, max: 12 }),
    d: fc.integer({ min: 1, max: 28 }),
  });
  fc.assert(
    fc.property(
      fc.constantFrom("dmy", "mdy", "iso"),
      fc.constantFrom("/", ".", "-"),
      fc.array(day, { minLength: 1, maxLength: 30 }),
      (format, sign, days) => {
        const values = days.map(({ y, m, d }) => DATE_WRITERS[format](y, m, d, sign));
        const reading = dates(...values);
        const harmless = format !== "iso" && days.every(({ m, d }) => m === d);
        if (!harmless) expect([format, null]).toContain(reading.format);
        if (format === "iso") expect(reading.format).toBe("iso");
        if (format !== "iso" && days.some(({ d }) => d > 12)) expect(reading.format).toBe(format);
      },
    ),
    { seed: SEED, numRuns: 500 },
  );
});

test(`property: the decimal sign of written numbers is right or asked, never wrong (seed ${SEED})`, () => {
  const amount = fc.record({
    cents: fc.integer({ min: 0, max: 9_999_999_999 }),
    grouped: fc.boolean(),
    decimals: fc.integer({ min: 0, max: 3 }),
  });
  fc.assert(
    fc.property(
      fc.constantFrom("point", "comma"),
      fc.array(amount, { minLength: 1, maxLength: 20 }),
      (format, amounts) => {
        const values = amounts.map(({ cents, grouped, decimals }) =>
          NUMBER_WRITERS[format](cents, grouped, decimals),
        );
        const reading = numbers(...values);
        const wholeOnly = values.every((value) => /^\d+$/.test(value));
        if (!wholeOnly) expect([format, null]).toContain(reading.format);
        expect(reading.conflict).toBe(false);
      },
    ),
    { seed: SEED, numRuns: 500 },
  );
});

test.each([
  ["one point", ["12.50", "3"], "point", 0],
  ["one comma", ["12,50", "3"], "comma", 0],
  ["thousands settle it too", ["1.234,5", "1"], "comma", 0],
  ["a word is refused", ["12.50", "many"], "point", 1],
  ["the other sign is refused", ["12.50", "1.50", "2,5"], "point", 1],
  ["as many commas as points: the point", ["12.50", "2,5"], "point", 1],
  ["whole numbers only", ["1", "2"], "point", 0],
  ["serial numbers are numbers", ["45000", "45001"], "point", 0],
  ["nothing to settle a thousand", ["1,234", "2,345"], null, 0],
])("numbers: %s", (_, values, format, refused) => {
  expect(numbers(...values)).toMatchObject({ format, refused });
});

test("numbers: what settled it, or did not, is said with an example", () => {
  expect(numbers("12.50").evidence).toBe(
    '"12.50" can only have a decimal point, so the whole column has.',
  );
  expect(numbers("1,234").evidence).toContain('"1,234" can be a thousand and more');
  expect(numbers("1,234").ambiguous).toEqual({ count: 1, examples: ["1,234"] });
  expect(numbers("1,234").options).toEqual(["point", "comma"]);
  expect(numbers("7").evidence).toContain("There are only whole numbers");
  expect(numbers().evidence).toContain("There is no number to judge by");
  const both = numbers(...Array.from({ length: 10 }, () => "1.50"), "2,5");
  expect(both).toMatchObject({ format: "point", conflict: true, refused: 1 });
  expect(both.evidence).toContain('"1.50" has a decimal point, "2,5" the other sign');
});

test("numbers: of two signs one must be clear before values that fit both are read", () => {
  const points = (n: number) => Array.from({ length: n }, () => "1.50");
  expect(numbers(...points(19), "2,5", "1,234").format).toBe("point");
  expect(numbers(...points(18), "2,5", "1,234").format).toBeNull();
  expect(numbers(...points(18), "2,5").format).toBe("point");
});
