import type { Proposal } from "#contract/sources.ts";
import { table } from "./text.ts";

/** A proposed mapping for people: per column where it comes from and why, then what is open. */
export function proposalText(proposal: Proposal): string {
  const columns = proposal.columns
    .filter((column) => column.required || column.headers.length > 0 || column.default !== null)
    .map((column) => [
      `${column.entity}.${column.column}${column.required ? " !" : ""}`,
      column.headers.length > 0
        ? column.headers.join(" + ")
        : column.default === null
          ? "not found"
          : `always "${column.default}"`,
      column.headers.length > 0 ? `${Math.floor(column.confidence * 100)} %` : "",
      column.reasons.join("; "),
    ]);
  const formats = proposal.formats.filter((entry) => entry.format !== null);
  return [
    `Column names are in row ${proposal.header_row}.`,
    table(
      [
        { title: "Column" },
        { title: "From" },
        { title: "Sure", align: "right" },
        { title: "Because", width: 90 },
      ],
      columns,
    ),
    ...formats.map((entry) => `${entry.header} is read as ${entry.format}: ${entry.reason}`),
    ...(proposal.unused_headers.length > 0
      ? [`Not used: ${proposal.unused_headers.join(", ")}`]
      : []),
    ...proposal.findings.map((found) => `▲ ${found.text}${found.action ? ` ${found.action}` : ""}`),
    ...proposal.questions.map(
      (open) => `? ${open.text}${open.flag ? ` Answer with ${open.flag}` : ""}`,
    ),
  ].join("\n");
}
