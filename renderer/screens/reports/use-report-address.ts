import { getRouteApi } from "@tanstack/react-router";
import { useCallback } from "react";
import type { ReportSearch } from "./view/search.ts";

const route = getRouteApi("/reports/$name");

/** What the address says about the open report; `set` changes one thing and keeps the rest. */
export function useReportAddress() {
  const search: ReportSearch = route.useSearch();
  const navigate = route.useNavigate();
  const set = useCallback(
    <K extends keyof ReportSearch>(key: K, value: ReportSearch[K] | undefined) =>
      void navigate({
        search: (before: ReportSearch) => {
          const next = { ...before };
          delete next[key];
          return value === undefined ? next : { ...next, [key]: value };
        },
        replace: true,
        resetScroll: false,
      }),
    [navigate],
  );
  return { search, set };
}
