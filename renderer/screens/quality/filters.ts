import type { CheckResult } from "#contract/quality.ts";
import { asksForPerson, type Dimension, DIMENSIONS, worstFirst } from "./scorecard.ts";

/** What of the checks is listed; every part lives in the address. */
export interface CheckFilter {
  readonly table?: string;
  readonly dimension?: Dimension;
  /** `all` also lists what passed; otherwise only what asks for a person. */
  readonly show?: "all";
  readonly q?: string;
  /** An earlier run than the newest. */
  readonly run?: string;
  /** Layers whose clear tables are shown too. */
  readonly open?: readonly string[];
}

const text = (value: unknown): string | undefined =>
  typeof value === "string" && value.trim() !== "" ? value.slice(0, 200) : undefined;

/** Only what is understood is taken from an address; a foreign part is left out, not an error. */
export function readCheckFilter(search: Readonly<Record<string, unknown>>): CheckFilter {
  const table = text(search["table"]);
  const dimension = DIMENSIONS.find((one) => one === search["dimension"]);
  const q = text(search["q"]);
  const run = text(search["run"]);
  const wanted = Array.isArray(search["open"]) ? search["open"] : [];
  const open = wanted.filter((one) => typeof one === "string").slice(0, 10);
  return {
    ...(run !== undefined && { run }),
    ...(open.length > 0 && { open }),
    ...(table !== undefined && { table }),
    ...(dimension !== undefined && { dimension }),
    ...(search["show"] === "all" && { show: "all" as const }),
    ...(q !== undefined && { q }),
  };
}

export function filterChecks(
  checks: readonly CheckResult[],
  filter: CheckFilter,
): readonly CheckResult[] {
  const wanted = filter.q?.toLocaleLowerCase();
  return worstFirst(
    checks.filter((check) => {
      if (filter.table !== undefined && check.table !== filter.table) return false;
      if (filter.dimension !== undefined && check.dimension !== filter.dimension) return false;
      if (filter.show !== "all" && !asksForPerson(check)) return false;
      if (wanted === undefined) return true;
      const own = [check.name, check.label, check.column ?? "", check.says, check.owner ?? ""];
      return own.join(" ").toLocaleLowerCase().includes(wanted);
    }),
  );
}

/** The row whose panel is open beside the failing rows, and the run they are of. */
export interface CheckSearch {
  readonly row?: number;
  readonly run?: string;
  readonly waive?: true;
}

export function readCheckSearch(search: Readonly<Record<string, unknown>>): CheckSearch {
  const row = search["row"];
  const run = text(search["run"]);
  return {
    ...(typeof row === "number" && Number.isInteger(row) && row >= 0 && { row }),
    ...(run !== undefined && { run }),
    ...(search["waive"] === true && { waive: true as const }),
  };
}

/** Which set-aside rows are listed, and which one is open beside the list. */
export interface AsideFilter {
  readonly entity?: string;
  readonly rule?: string;
  readonly source?: string;
  readonly row?: string;
  readonly view?: "decisions";
  readonly waive?: true;
}

export function readAsideFilter(search: Readonly<Record<string, unknown>>): AsideFilter {
  const parts = ["entity", "rule", "source", "row"].flatMap((name) => {
    const value = text(search[name]);
    return value === undefined ? [] : [[name, value] as const];
  });
  return {
    ...Object.fromEntries(parts),
    ...(search["view"] === "decisions" && { view: "decisions" as const }),
    ...(search["waive"] === true && { waive: true as const }),
  };
}

/** A search with some of its parts left out. */
export function without<Search extends object>(search: Search, ...names: (keyof Search)[]): Search {
  const rest = { ...search };
  for (const name of names) delete rest[name];
  return rest;
}

/** The part of it the contract knows. */
export function asideQuery({ entity, rule, source }: AsideFilter): {
  entity?: string;
  rule?: string;
  source?: string;
} {
  return {
    ...(entity !== undefined && { entity }),
    ...(rule !== undefined && { rule }),
    ...(source !== undefined && { source }),
  };
}

export interface RuleChoice {
  readonly entity: string;
  readonly rule: string;
  readonly label: string;
  readonly column: string | null;
  readonly rows: number;
}

/** Rules that set rows aside, most rows first: the choices of the filter, over all rows. */
export function rulesSettingAside(checks: readonly CheckResult[]): readonly RuleChoice[] {
  return checks
    .filter((check) => setsAside(check) && check.rows_failed > 0)
    .map((check) => ({
      ...ruleOf(check),
      label: check.label,
      column: check.column,
      rows: check.rows_failed,
    }))
    .toSorted((one, other) => other.rows - one.rows);
}

/** `orders.ordered_at_unreadable` → its entity and rule. */
export function ruleOf(check: Pick<CheckResult, "name">): { entity: string; rule: string } {
  const at = check.name.indexOf(".");
  return { entity: check.name.slice(0, at), rule: check.name.slice(at + 1) };
}

/**
 * Rules of single rows that set their rows aside: those of severity error on a cleaned table whose failing
 * rows stand in the source, so their examples carry an address.
 */
export function setsAside(check: CheckResult): boolean {
  return (
    check.table.startsWith("silver.") &&
    check.severity === "error" &&
    check.column !== null &&
    check.examples.some((example) => example.address !== null)
  );
}
