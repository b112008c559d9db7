import type { Report } from "#contract/reports.ts";

/** What every picture of a report is made from. */
export interface PictureProps {
  readonly report: Report;
}
