import type { Finding } from "#domain/findings.ts";
import { cellLink } from "#domain/sheet-link.ts";

/** Most that one message asks for; who gets more does nothing. */
const MOST = 15;

/** The tab the message is about. */
export interface MessageTab {
  readonly spreadsheet_id: string;
  readonly sheet_id: number;
}

/**
 * A message to the owner of a sheet, ready to send: what is wrong where, what to do, and a link to each cell.
 * Null when nothing is theirs to mend.
 */
export function ownerMessage(tab: MessageTab, findings: readonly Finding[]): string | null {
  const theirs = findings.filter(
    ({ severity, address, action }) =>
      severity !== "info" && address !== undefined && action !== undefined,
  );
  if (theirs.length === 0) return null;
  const title = theirs.map(({ address }) => /^(.*)!/.exec(address ?? "")?.[1]).find(Boolean);
  const which = title === undefined ? "a tab of your sheet" : `the tab "${title}"`;
  const items = theirs.slice(0, MOST).map((finding, index) => item(tab, finding, index + 1));
  const more = theirs.length - items.length;
  return [
    "Hello,",
    "",
    `we read ${which} for our reports. ${theirs.length === 1 ? "One thing needs" : `${theirs.length} things need`} a look:`,
    "",
    ...items.flatMap((lines) => [...lines, ""]),
    ...(more > 0 ? [`And ${more} more, which we can send when these are done.`, ""] : []),
    "Nothing breaks meanwhile: what cannot be read is left out of the reports until it is corrected.",
    "",
    "Thank you.",
  ].join("\n");
}

function item(tab: MessageTab, finding: Finding, place: number): readonly string[] {
  const { text, action = "", address = "" } = finding;
  const cells = address.replace(/^.*!/, "").replace(/ and \d+ more$/, "");
  // A link marks one block of cells.
  const [first = ""] = cells.split(", ");
  return [
    `${place}. ${text} (${cells})`,
    `   ${action}`,
    `   ${cellLink(tab.spreadsheet_id, tab.sheet_id, first)}`,
  ];
}
