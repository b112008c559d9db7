import {
  keepPreviousData,
  type UseQueryOptions,
  type UseQueryResult,
  useQueries,
  useQuery,
} from "@tanstack/react-query";
import { useCallback, useState } from "react";
import { PAGE, pageOf } from "./cells.ts";

export type PageQuery<Answer> = UseQueryOptions<Answer, Error, Answer, {}[]>;

export interface Pages<Row, Answer> {
  /** The first page, which also says how many rows there are. */
  readonly first: UseQueryResult<Answer>;
  readonly total: number;
  /** Undefined while its page is on its way. */
  rowAt(index: number): Row | undefined;
  /** Which rows are in sight, so that their pages are asked for. */
  onVisible(from: number, to: number): void;
  /** Rows that are there, with their index. */
  readonly loaded: readonly { readonly index: number; readonly row: Row }[];
}

function offsetsIn(from: number, to: number, total: number): readonly number[] {
  const first = pageOf(from).offset;
  const last = Math.min(to, total - 1);
  const count = last < first ? 0 : Math.floor((last - first) / PAGE) + 1;
  return Array.from({ length: count }, (_, index) => first + index * PAGE);
}

/**
 * A list of any length, asked for page by page as its rows come into sight. `wanted` is a row that has to
 * be there wherever the list is scrolled to.
 */
export function usePages<Row, Answer extends { readonly total: number }>(
  page: (offset: number) => PageQuery<Answer>,
  rowsOf: (answer: Answer) => readonly Row[],
  wanted = 0,
): Pages<Row, Answer> {
  const [sight, setSight] = useState({ from: 0, to: 0 });
  const first = useQuery({
    ...page(0),
    placeholderData: keepPreviousData as never,
  }) as UseQueryResult<Answer>;
  const total = first.data?.total ?? 0;
  const offsets = [
    ...new Set([...offsetsIn(sight.from, sight.to, total), ...offsetsIn(wanted, wanted, total)]),
  ];
  const pages = useQueries({ queries: offsets.map((offset) => page(offset)) });
  const known = new Map<number, readonly Row[]>();
  if (first.data) known.set(0, rowsOf(first.data));
  for (const [at, { data }] of pages.entries()) {
    if (data) known.set(offsets[at] as number, rowsOf(data));
  }
  const onVisible = useCallback((from: number, to: number) => {
    setSight((now) => (now.from === from && now.to === to ? now : { from, to }));
  }, []);
  return {
    first,
    total,
    onVisible,
    rowAt: (index) => known.get(pageOf(index).offset)?.[pageOf(index).within],
    loaded: [...known].flatMap(([offset, rows]) =>
      rows.map((row, within) => ({ index: offset + within, row })),
    ),
  };
}
