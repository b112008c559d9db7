import type { JsonValue } from "./json.ts";

interface Figure {
  readonly name: string;
  readonly value: JsonValue;
  readonly unit: string;
}

/** Fills `{kpi}` places of a report's sentence with readable figures; an unknown one reads "—". */
export function reportSentence(
  template: string,
  kpis: readonly Figure[],
  currency: string,
): string {
  return template.replace(/\{(\w+)\}/g, (_, name: string) => {
    const kpi = kpis.find((candidate) => candidate.name === name);
    return kpi ? figureText(kpi, currency) : "—";
  });
}

/** A figure with its unit, as people write it: three significant digits are for charts, sentences are exact. */
export function figureText(kpi: Figure, currency: string): string {
  if (kpi.value === null || kpi.value === "") return "—";
  const value = Number(kpi.value);
  if (!Number.isFinite(value)) return String(kpi.value);
  switch (kpi.unit) {
    case "currency":
      return new Intl.NumberFormat("en", { style: "currency", currency }).format(value);
    case "percent":
      return `${decimal(value, 1)} %`;
    case "days":
      return `${decimal(value, 1)} days`;
    case "rating":
      return `${decimal(value, 2)} stars`;
    default:
      return decimal(value, 2);
  }
}

function decimal(value: number, digits: number): string {
  return new Intl.NumberFormat("en", { maximumFractionDigits: digits }).format(value);
}
