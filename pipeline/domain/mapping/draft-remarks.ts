import type { Finding } from "#domain/findings.ts";
import type { DraftColumn, OpenQuestion } from "./draft-parts.ts";
import type { FormatReading } from "./format-reading.ts";
import { CERTAIN, mapFlag, type TableProposal } from "./proposal.ts";
import { address } from "./statements.ts";

/** Proposed questions the user has not answered. */
export function columnQuestions(
  proposal: TableProposal | undefined,
  columns: readonly DraftColumn[],
): readonly OpenQuestion[] {
  return (proposal?.questions ?? []).flatMap((question): readonly OpenQuestion[] => {
    const answered = columns.find(
      (c) => c.entity === question.entity && c.column === question.column,
    );
    const priced =
      question.column === "line_total" &&
      columns.some((c) => c.entity === "order_items" && c.column === "unit_price");
    if (priced || (answered && answered.confidence >= CERTAIN)) return [];
    const options = question.candidates.map((c) =>
      mapFlag(question.entity, question.column, c.headers),
    );
    return [{ kind: "unsure_column", text: question.text, options, flag: question.flag }];
  });
}

/** One question per header whose format only a person can know. */
export function formatQuestions(
  readings: readonly FormatReading[],
  columns: readonly DraftColumn[],
): readonly OpenQuestion[] {
  return readings
    .filter(({ format }) => format === null)
    .map(({ header, evidence, options, ambiguous }) => {
      const target = columns.find((column) => column.headers[0] === header);
      const name = target ? address(target.entity, target.column) : header;
      return {
        kind: "ambiguous_format",
        text: `How are the values of "${header}" written? ${evidence} ${ambiguous.count} values depend on it.`,
        options: options.map(String),
        flag: `--format ${name}=${options.join("|")}`,
      };
    });
}

/** What the proposal wants to be known. */
export function noteFindings(proposal: TableProposal | undefined): readonly Finding[] {
  const layout = proposal?.layout ? [`The column names are those of a ${proposal.layout}.`] : [];
  const notes = proposal?.entities.flatMap((entity) => entity.notes) ?? [];
  return [...new Set([...layout, ...notes])].map((text) => ({
    kind: "mapping_note",
    severity: "info",
    text,
  }));
}

/** Values the chosen formats cannot explain. */
export function formatFindings(readings: readonly FormatReading[]): readonly Finding[] {
  return readings.flatMap((reading): readonly Finding[] => {
    if (reading.format === null || (reading.refused === 0 && !reading.conflict)) return [];
    const kind = reading.conflict ? "mixed_formats" : "unreadable_values";
    const values = reading.refused === 1 ? "1 value" : `${reading.refused} values`;
    return [
      {
        kind,
        severity: "warn",
        text: `${values} of "${reading.header}" may not be readable as ${reading.format}. ${reading.evidence}`,
        action: "Look at the preview; rows that cannot be read are set aside, not lost.",
        count: reading.refused,
      },
    ];
  });
}
