import type { TestInput } from "./check-inputs.ts";

export interface CheckText {
  /** Follows "12 of 340 orders …". */
  readonly says: string;
  readonly todo: string;
}

const words = (column: string): string => column.replace(/_id$/, "").replaceAll("_", " ").trim();

/** What a test without texts of its own says and asks for, in plain words. */
export function defaultText(test: TestInput): CheckText {
  switch (test.test) {
    case "not_null":
      return {
        says: `have no ${words(test.column)}`,
        todo: `Fill in the ${words(test.column)} in the source, then run again.`,
      };
    case "accepted_values":
      return {
        says: `have a ${words(test.column)} that is not in the agreed list`,
        todo: `Correct the ${words(test.column)} in the source, or ask to have it added to the list.`,
      };
    case "unique":
    case "unique_key": {
      const columns = "columns" in test ? test.columns : [test.column];
      return {
        says: `share their ${columns.map(words).join(" and ")} with another row`,
        todo: "Find out which of the rows is right and remove the others in the source.",
      };
    }
    case "relationships":
      return {
        says: `name a ${words(test.column)} that is missing from ${words(test.to)}`,
        todo: `Add what is missing to ${words(test.to)}, or correct the ${words(test.column)}.`,
      };
    case "freshness":
      return {
        says: `have nothing newer than ${test.maxDays} days`,
        todo: "Check whether the source is still being filled.",
      };
    case "row_count_band":
      return {
        says: "are far more or far fewer than past runs lead us to expect",
        todo: "Check whether the source is complete.",
      };
    case "columns_as_declared":
      return {
        says: "miss a column that was mapped",
        todo: "Restore the column in the source, or map it anew.",
      };
  }
}
