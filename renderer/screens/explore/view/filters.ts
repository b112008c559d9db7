import { z } from "zod";
import { type ColumnFilter, OPERATORS } from "#contract/explore.ts";

/**
 * What the address says about the grid. A filter is `[column, operator, value?]`, so that addresses stay
 * short; whatever is not understood is left out rather than refused, because people edit addresses.
 */
const filter = z
  .tuple([z.string().min(1), z.enum(OPERATORS)])
  .or(z.tuple([z.string().min(1), z.enum(OPERATORS), z.coerce.string()]));
const optional = <T extends z.ZodType>(type: T) => type.optional().catch(undefined);

const address = z.object({
  q: optional(z.coerce.string().min(1).max(200)),
  f: optional(z.array(filter).max(20)),
  /** Column to sort by, a minus before it for descending. */
  sort: optional(z.string().min(1)),
  published: optional(z.literal(true)),
  /** Number of the row whose panel is open. */
  row: optional(z.coerce.number().int().min(0)),
  /** Column whose details are open. */
  column: optional(z.string().min(1)),
  /** The query drawer is open. */
  query: optional(z.literal(true)),
});
type Address = z.infer<typeof address>;
/** Keys without a value are left out, so that they do not stand in the address. */
export type ExploreSearch = { [K in keyof Address]?: NonNullable<Address[K]> };

export function readSearch(search: Readonly<Record<string, unknown>>): ExploreSearch {
  const parsed = address.parse(search);
  return Object.fromEntries(
    Object.entries(parsed).filter(([, value]) => value !== undefined),
  ) as ExploreSearch;
}

export function filtersOf(search: ExploreSearch): ColumnFilter[] {
  return (search.f ?? []).map(([column, operator, value]) =>
    value === undefined ? { column, operator } : { column, operator, value },
  );
}

export function withFilter(search: ExploreSearch, added: ColumnFilter): ExploreSearch {
  const entry = tupleOf(added);
  const same = (search.f ?? []).some((each) => JSON.stringify(each) === JSON.stringify(entry));
  return same ? search : { ...without(search, "row"), f: [...(search.f ?? []), entry] };
}

export function withoutFilter(search: ExploreSearch, index: number): ExploreSearch {
  const rest = (search.f ?? []).filter((_, i) => i !== index);
  const kept = without(without(search, "row"), "f");
  return rest.length === 0 ? kept : { ...kept, f: rest };
}

function tupleOf({
  column,
  operator,
  value,
}: ColumnFilter): NonNullable<ExploreSearch["f"]>[number] {
  return value === undefined ? [column, operator] : [column, operator, value];
}

export function without<K extends keyof ExploreSearch>(
  search: ExploreSearch,
  key: K,
): ExploreSearch {
  const copy = { ...search };
  delete copy[key];
  return copy;
}

export function setOrDrop<K extends keyof ExploreSearch>(
  search: ExploreSearch,
  key: K,
  value: ExploreSearch[K] | undefined,
): ExploreSearch {
  return value === undefined ? without(search, key) : { ...search, [key]: value };
}

export interface Sort {
  readonly column: string;
  readonly descending: boolean;
}

export function sortOf(search: ExploreSearch): Sort | null {
  if (search.sort === undefined) return null;
  const descending = search.sort.startsWith("-");
  return { column: descending ? search.sort.slice(1) : search.sort, descending };
}

/** A click on a heading: rising, falling, as stored. */
export function nextSort(search: ExploreSearch, column: string): ExploreSearch {
  const now = sortOf(search);
  const kept = without(search, "row");
  if (now?.column !== column) return { ...kept, sort: column };
  return now.descending ? without(kept, "sort") : { ...kept, sort: `-${column}` };
}
