/** A person's decision that one rule does not count for one row, active on the build's date. */
export interface Waiver {
  readonly source_id: string;
  readonly row_hash: string;
  readonly occurrence: number;
  readonly rule: string;
}

/** How a build's manifest remembers a waiver. */
export function waiverText(waiver: Waiver): string {
  return `${waiver.source_id}|${waiver.row_hash}|${waiver.occurrence}|${waiver.rule}`;
}
