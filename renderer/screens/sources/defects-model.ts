import type { Draft, Preview, RawGrid } from "#contract/sources.ts";
import { columnLetters, parseAddress } from "./grid-model.ts";

type Finding = Preview["findings"][number];

const WEIGHT = { error: 0, warn: 1, info: 2 } as const;

/** Everything said about the file and its reading, once each, worst first. */
export function standingOut(grid: RawGrid, draft: Draft): readonly Finding[] {
  // The preview counts exactly what the proposal only suspects.
  const suspected = draft.proposal.findings.filter(
    ({ kind }) => draft.preview === null || kind !== "unreadable_values",
  );
  const all = [
    ...(draft.preview?.findings ?? []),
    ...suspected,
    ...grid.findings.filter(({ kind }) => kind !== "header_uncertain"),
  ];
  const once = all.filter(
    (finding, index) => all.findIndex(({ text }) => text === finding.text) === index,
  );
  return once.toSorted((one, two) => WEIGHT[one.severity] - WEIGHT[two.severity]);
}

export interface BadCell {
  /** `F212`, the cell as a spreadsheet names it. */
  readonly address: string;
  readonly raw: string;
  readonly problem: string;
}

const MOST = 20;
const FORMATS = ["iso", "dmy", "mdy", "excel", "point", "comma"] as const;

/** The format a value was expected in: "cannot be read as dmy". Null when none is named. */
export function expectedFormat(problem: string): (typeof FORMATS)[number] | null {
  return FORMATS.find((format) => problem.endsWith(` as ${format}`)) ?? null;
}

/** The first cells that cannot be read, each once though several of our columns may use it. */
export function badCells(draft: Draft): readonly BadCell[] {
  const { preview, proposal } = draft;
  if (preview === null) return [];
  const cells = new Map<string, BadCell>();
  for (const row of preview.rows) {
    for (const [index, cell] of row.cells.entries()) {
      if (cell.problem === null || cells.size >= MOST) continue;
      const header = preview.columns[index]?.headers[0];
      const address = cellAddress(row.address, header, proposal.headers);
      cells.set(address, { address, raw: String(cell.raw), problem: cell.problem });
    }
  }
  return [...cells.values()];
}

/** A row's address names its first cell; the header says how many columns to the right the cell is. */
function cellAddress(
  rowAddress: string,
  header: string | undefined,
  headers: readonly string[],
): string {
  const first = parseAddress(rowAddress);
  const offset = header === undefined ? -1 : headers.indexOf(header);
  if (first === null || first.column === null || offset < 0) return rowAddress;
  return `${columnLetters(first.column + offset)}${first.row}`;
}
