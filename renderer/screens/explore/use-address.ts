import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { useCallback } from "react";
import type { ExploreSearch } from "./view/filters.ts";

type Change = (search: ExploreSearch) => ExploreSearch;

/** The open table and what the address says about it; `change` keeps the rest of the address. */
export function useAddress() {
  const search: ExploreSearch = useSearch({ strict: false });
  const { table } = useParams({ strict: false });
  const navigate = useNavigate();
  const change = useCallback(
    (next: Change, replace = false) =>
      void navigate({
        to: ".", // Both addresses of this screen read their search alike.
        search: next as never,
        replace,
      }),
    [navigate],
  );
  return { table: table ?? null, search, change };
}
