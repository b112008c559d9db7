/** Plain decimal text: optional sign, digits, optional fraction. */
const DECIMAL = /^([+-]?)(\d+)(?:\.(\d+))?$/;

interface Decimal {
  readonly units: bigint;
  readonly scale: number;
}

function parse(text: string): Decimal | null {
  const match = DECIMAL.exec(text.trim());
  if (!match) return null;
  const [, sign, whole, fraction = ""] = match;
  const units = BigInt(`${whole}${fraction}`);
  return { units: sign === "-" ? -units : units, scale: fraction.length };
}

/** a − b as exact text, at the larger of the two scales; null if one of them is no plain decimal. */
export function subtract(a: string, b: string): string | null {
  const left = parse(a);
  const right = parse(b);
  if (!left || !right) return subtractFloats(a, b);
  const scale = Math.max(left.scale, right.scale);
  const raise = (d: Decimal) => d.units * 10n ** BigInt(scale - d.scale);
  return print(raise(left) - raise(right), scale);
}

/** Averages come in exponent notation at times; then binary arithmetic is what they were made with. */
function subtractFloats(a: string, b: string): string | null {
  const difference = Number(a) - Number(b);
  return Number.isFinite(difference) ? String(difference) : null;
}

function print(units: bigint, scale: number): string {
  const negative = units < 0n;
  const digits = (negative ? -units : units).toString().padStart(scale + 1, "0");
  const whole = digits.slice(0, digits.length - scale);
  const fraction = scale > 0 ? `.${digits.slice(digits.length - scale)}` : "";
  return `${negative ? "-" : ""}${whole}${fraction}`;
}
