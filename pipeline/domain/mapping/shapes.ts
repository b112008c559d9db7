import type { Pattern } from "./profile.ts";

/**
 * A *shape* is a value in which every digit became `9` (a leading zero stays `0`), a currency code `¤` and every
 * other ASCII letter `a`.
 * A column of a million dates has two or three shapes, so patterns are decided once per shape.
 */
export interface ShapeMeaning {
  readonly pattern: Pattern;
  readonly currency: boolean;
  readonly leading_zero: boolean;
}

/** Values longer than this are text, or a URL when they begin like one. */
export const SHAPE_LENGTH = 64;

const TIME = String.raw`9{1,2}:99(:99([.,]9+)?)?( ?a\.?a\.?)?`;
const ZONE = String.raw`( ?(a{1,4}|[+-]9{1,2}:?(99)?|\(a{3}[+-]9{1,2}\)))`;
const ISO_DATE = String.raw`9999[-/.]99?[-/.]99?`;
const OFFSET = String.raw`( ?(a{1,3}|[+-]99(:?99)?))`;

const DATE_SHAPES: readonly (readonly [Pattern, RegExp])[] = [
  ["iso_date", new RegExp(`^${ISO_DATE}$`)],
  ["iso_datetime", new RegExp(`^${ISO_DATE}[aT ] ?${TIME}$`)],
  ["iso_offset", new RegExp(`^${ISO_DATE}[aT ] ?${TIME}${OFFSET}$`)],
  ["day_month", new RegExp(`^99?([/.-])99?\\1(9999|99)([ ,a]+${TIME}${ZONE}?)?$`)],
  [
    "named_month",
    new RegExp(`^(a{3,9},? )?99?(aa|\\.)?[ -]a{3,9}\\.?,?[ -](9999|99)([ ,a]+${TIME}${ZONE}?)?$`),
  ],
  ["named_month", new RegExp(`^(a{3,9},? )?a{3,9}\\.? 99?(aa)?,? 9999([ ,a]+${TIME}${ZONE}?)?$`)],
  ["time", new RegExp(`^${TIME}$`)],
];

const NUMBER_SHAPES: readonly (readonly [Pattern, RegExp])[] = [
  ["integer", /^9+$/],
  ["comma_or_thousands", /^9{1,3},999$/],
  ["point_or_thousands", /^9{1,3}\.999$/],
  ["point", /^9*\.9+$/],
  ["comma", /^9*,9+$/],
  ["point", /^9{1,3}((,99)*,999)+(\.9+)?$/],
  ["comma", /^9{1,3}(\.999)+(,9+)?$/],
  ["point", /^9{1,3}('999)+(\.9+)?$/],
  ["comma", /^9{1,3}( 999)+,9+$/],
  ["point", /^9{1,3}( 999)+\.9+$/],
  ["integer", /^9{1,3}( 999)+$/],
  ["point", /^9+(\.9+)?a[+-]?9+$/],
];

const CURRENCY = /[¤$€£¥₹₺₽₴₩₪฿₫₦¢]\.?/u;

/** The pattern of all values of one shape. Text patterns that need the value itself are decided by the caller. */
export function classifyShape(shape: string): ShapeMeaning {
  const text = shape
    .trim()
    .replaceAll(/[\u00a0\u202f\u2009]/g, " ")
    .replaceAll("’", "'");
  const plain = (pattern: Pattern): ShapeMeaning => ({
    pattern,
    currency: false,
    leading_zero: false,
  });
  const nines = text.replaceAll("0", "9");
  for (const [pattern, regexp] of DATE_SHAPES) if (regexp.test(nines)) return plain(pattern);
  if (/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text)) return plain("email");
  if (/^(aaaa|aaaaa):\/\//.test(text)) return plain("url");
  return classifyNumber(text) ?? plain("text");
}

function classifyNumber(shape: string): ShapeMeaning | null {
  const currency = CURRENCY.test(shape);
  const core = shape
    .replace(CURRENCY, "")
    .replace(/^\s*\((.*)\)\s*$/, "$1")
    .trim()
    .replace(/^[+−-]\s*/, "")
    .replace(/\s*[-−]$/, "")
    .trim();
  if (!/^[09]|^[.,]9/.test(core)) return null;
  // `0.125` and `0,125` cannot be thousands; a lone leading zero before more digits marks an identifier.
  const zero = core.startsWith("0");
  const digits = core.replaceAll("0", "9");
  if (zero && /^9[.,]9+$/.test(digits)) {
    return {
      pattern: digits[1] === "." ? "point" : "comma",
      currency,
      leading_zero: false,
    };
  }
  for (const [pattern, regexp] of NUMBER_SHAPES) {
    if (regexp.test(digits)) {
      return {
        pattern,
        currency,
        leading_zero: zero && digits.length > 1 && /^9+$/.test(digits),
      };
    }
  }
  return null;
}
