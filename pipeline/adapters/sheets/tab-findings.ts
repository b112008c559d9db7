import type { Finding } from "#domain/findings.ts";
import type { TabInfo } from "./client.ts";

/** What a tab's own description says about it; its cells are looked at by the doctor. */
export function tabFindings(tab: TabInfo): readonly Finding[] {
  const findings: Finding[] = [];
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
