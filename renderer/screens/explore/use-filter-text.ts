import { useTranslation } from "react-i18next";
import type { ExploreSearch } from "./view/filters.ts";

type Entry = NonNullable<ExploreSearch["f"]>[number];

/** A filter as a person reads it: `city is Köln`. */
export function useFilterText(): (entry: Entry) => string {
  const { t } = useTranslation();
  return ([column, operator, value]) => {
    const words = `${column} ${t(`explore.op_${operator}`)}`;
    return value === undefined ? words : `${words} ${value}`;
  };
}
