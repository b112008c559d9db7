import type { Settings } from "#contract/settings.ts";

export type Limit = Settings["quarantine_limit"];

/** `4 GB`, `512mb` and `1,5 GB` as the engine writes them; empty means no limit; undefined is no amount. */
export function memoryLimit(text: string): string | null | undefined {
  const clean = text.trim();
  if (clean === "") return null;
  const [, number, unit] = /^(\d+(?:[.,]\d+)?)\s*(mb|gb)$/i.exec(clean) ?? [];
  if (number === undefined || unit === undefined) return undefined;
  return `${number.replace(",", ".")} ${unit.toUpperCase()}`;
}

/** A whole number within bounds; null when it is none. Grouping signs are forgiven. */
export function wholeNumber(text: string, least: number, most: number): number | null {
  const clean = text.trim().replaceAll(/(?<=\d)[\s.,'’](?=\d{3}(\D|$))/g, "");
  if (!/^\d{1,15}$/.test(clean)) return null;
  const value = Number(clean);
  return value >= least && value <= most ? value : null;
}

/** Every zone this browser knows, the workspace's own included. */
export function timeZones(current: string): readonly string[] {
  const known = Intl.supportedValuesOf("timeZone");
  return [...new Set(["UTC", ...known, current])].toSorted();
}

/** Every currency this browser knows, the workspace's own included. */
export function currencies(current: string): readonly string[] {
  return [...new Set([...Intl.supportedValuesOf("currency"), current])].toSorted();
}
