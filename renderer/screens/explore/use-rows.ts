import { keepPreviousData, useQueries, useQuery, useQueryClient } from "@tanstack/react-query";
import { useDebouncedValue } from "@mantine/hooks";
import { useCallback, useMemo, useState } from "react";
import type { Cell } from "#contract/values.ts";
import { useClient } from "#renderer/client/context.tsx";
import { queryOf } from "#renderer/client/queries.ts";
import type { InputOf, OutputOf } from "#renderer/client/types.ts";
import { filtersOf, sortOf, type ExploreSearch } from "./view/filters.ts";
import { WINDOW, windowsOf } from "./view/windows.ts";

export type RowsPage = OutputOf<"explore", "rows">;
type Selection = Omit<InputOf<"explore", "rows">, "limit" | "offset">;

/** Windows out of view are kept this long, so that a look back is at once. */
const KEPT_FOR = 30_000;
/** Rows before and after those in view that are asked for too. */
const AHEAD = 60;

/** What the address asks of a table. */
export function selectionOf(table: string, search: ExploreSearch): Selection {
  const sort = sortOf(search);
  return {
    table,
    published: search.published ?? false,
    search: search.q ?? "",
    filters: filtersOf(search),
    ...(sort === null ? {} : { sort }),
  };
}

export interface GridRows {
  readonly head: RowsPage | null;
  readonly error: Error | null;
  /** Rows of an earlier question while the new one is asked. */
  readonly old: boolean;
  rowAt(index: number): readonly Cell[] | undefined;
  onRange(from: number, to: number): void;
  retry(): void;
}

/** Rows of a selection by their number, asked for in windows as they come into view. */
export function useRows(table: string, search: ExploreSearch): GridRows {
  const client = useClient();
  const queries = useQueryClient();
  const wanted = useMemo(() => selectionOf(table, search), [table, search]);
  const [shown, setShown] = useState(wanted);
  const [range, setRange] = useState({ from: 0, to: 1 });
  // While the bar is dragged, only where it rests is asked for.
  const [settled] = useDebouncedValue(range, 70, { leading: true });
  const input = (selection: Selection, offset: number) => ({
    ...queryOf(client, ["explore", "rows"], { ...selection, limit: WINDOW, offset }),
    gcTime: KEPT_FOR,
  });
  const head = useQuery({ ...input(wanted, 0), placeholderData: keepPreviousData });
  const old = head.isPlaceholderData;
  if (head.data && !old && shown !== wanted) setShown(wanted);
  const total = head.data?.total ?? 0;
  const starts = windowsOf(settled.from - AHEAD, settled.to + AHEAD, total);
  const windows = useQueries({ queries: starts.map((start) => input(shown, start)) });
  const pages = new Map<number, RowsPage>(
    windows.flatMap(({ data }, i) => (data ? [[starts[i]!, data] as const] : [])),
  );
  if (head.data && !pages.has(0)) pages.set(0, head.data);
  const pageAt = (start: number): RowsPage | undefined =>
    pages.get(start) ?? queries.getQueryData<RowsPage>(input(shown, start).queryKey);
  const onRange = useCallback(
    (from: number, to: number) =>
      setRange((before) => (before.from === from && before.to === to ? before : { from, to })),
    [],
  );
  return {
    head: head.data ?? null,
    error: head.error ?? windows.find(({ error }) => error !== null)?.error ?? null,
    old,
    rowAt: (index) => pageAt(Math.floor(index / WINDOW) * WINDOW)?.rows[index % WINDOW],
    onRange,
    retry: () => {
      for (const query of [head, ...windows]) if (query.error) void query.refetch();
    },
  };
}
