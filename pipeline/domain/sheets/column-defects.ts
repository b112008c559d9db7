import type { Finding } from "#domain/findings.ts";
import type { CellClass } from "./cell-class.ts";
import type { ColumnFacts, RowScope } from "./column-facts.ts";

type Counts = Readonly<Record<CellClass, number>>;

interface Defect {
  readonly kind: string;
  readonly cells: CellClass;
  /** Ends the sentence "a cell holds …". */
  readonly what: string;
  readonly action: string;
  /** Only in columns like this. */
  readonly where?: (counts: Counts) => boolean;
}

const DEFECTS: readonly Defect[] = [
  {
    kind: "formula_error",
    cells: "error",
    what: "a formula error",
    action: "Mend the formula, or clear the cell.",
  },
  {
    kind: "loading",
    cells: "loading",
    what: "a formula that was still loading",
    action: "Open the sheet until it has finished; it is read again with the next run.",
  },
  {
    kind: "placeholder",
    cells: "placeholder",
    what: "a stand-in for an empty cell, such as n/a or -",
    action: "Clear the cell: an empty one says the same and cannot be misread.",
  },
  {
    kind: "invisible_characters",
    cells: "invisible",
    what: "characters nobody can see",
    action: "Type the value again: it may not match others that look the same.",
  },
  {
    kind: "padded",
    cells: "padded",
    what: "spaces before or after the value",
    action: "They are taken off. Use Data, Trim whitespace to be rid of them.",
  },
  {
    kind: "long_number",
    cells: "long_number",
    what: "a number of more than 15 digits, whose end the sheet has already rounded",
    action: "Format the column as plain text and enter the numbers again.",
  },
  {
    kind: "number_as_text",
    cells: "number_text",
    what: "a number typed as text",
    action: "Format the cell as a number and type it again.",
    where: (counts) => counts.number > counts.number_text,
  },
  {
    kind: "date_as_text",
    cells: "date_text",
    what: "a date typed as text",
    action: "Format the cell as a date and type it again.",
    where: (counts) => counts.number > counts.date_text,
  },
  {
    kind: "text_among_numbers",
    cells: "text",
    what: "words among numbers",
    action: "Move notes to a column of their own.",
    where: (counts) => counts.number > 4 * counts.text,
  },
  {
    kind: "boolean_among_numbers",
    cells: "boolean",
    what: "TRUE or FALSE among numbers",
    action: "Type what was meant.",
    where: (counts) => counts.number > counts.boolean,
  },
];

/** Defects of one column, each with the exact cells. */
export function columnFindings(
  column: ColumnFacts,
  index: number,
  header: string,
  scope: RowScope,
  title: string,
): readonly Finding[] {
  const runs = column.runs(scope);
  const counts = new Proxy({} as Record<CellClass, number>, {
    get: (_, kind) => runs.get(kind as CellClass)?.count ?? 0,
  });
  const found = DEFECTS.flatMap(({ kind, cells, what, action, where }): readonly Finding[] => {
    const rows = runs.get(cells);
    if (!rows || rows.count === 0 || where?.(counts) === false) return [];
    const holds = rows.count === 1 ? "a cell holds" : `${rows.count} cells hold`;
    return [
      {
        kind,
        severity: "warn",
        text: `"${header}": ${holds} ${what}.`,
        action,
        address: rows.address(title, index),
        count: rows.count,
      },
    ];
  });
  return [...found, ...spellings(column, index, header, scope, title)];
}

/** Labels that differ in capitals or spaces only: the rarer spelling is told. */
function spellings(
  column: ColumnFacts,
  index: number,
  header: string,
  scope: RowScope,
  title: string,
): readonly Finding[] {
  return [...column.spellings(scope).values()].flatMap((spelled): readonly Finding[] => {
    const [usual, ...others] = [...spelled]
      .filter(([, rows]) => rows.count > 0)
      .toSorted(([, a], [, b]) => b.count - a.count);
    if (!usual || usual[1].count < 3) return [];
    return others.map(([text, rows]) => ({
      kind: "spelling",
      severity: "warn",
      text: `"${header}": "${text}" is elsewhere spelled "${usual[0]}".`,
      action: `Replace it with "${usual[0]}", so that both count as one.`,
      address: rows.address(title, index),
      count: rows.count,
    }));
  });
}
