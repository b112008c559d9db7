import type { Finding } from "#domain/findings.ts";
import type { SpreadsheetInfo, TabInfo } from "./client.ts";

/** What a tab's own description says about it; its cells are looked at where all tables are. */
export function tabFindings(tab: TabInfo, _info: SpreadsheetInfo): readonly Finding[] {
  const findings: Finding[] = [];
  if (tab.merges > 0) {
    findings.push({
      kind: "merged_cells",
      severity: "warn",
      text: `${tab.title} has ${tab.merges} merged ${tab.merges === 1 ? "block" : "blocks"}: only the first cell of a merged block holds its value, the others are empty.`,
      action: "Unmerge them and fill every row, if they lie inside the table.",
      count: tab.merges,
    });
  }
  if (tab.filtered) {
    findings.push({
      kind: "filter",
      severity: "info",
      text: `${tab.title} has a filter. Rows it hides are read all the same.`,
    });
  }
  if (tab.hidden) {
    findings.push({
      kind: "hidden_tab",
      severity: "info",
      text: `${tab.title} is a hidden tab. It is read all the same.`,
    });
  }
  return findings;
}
