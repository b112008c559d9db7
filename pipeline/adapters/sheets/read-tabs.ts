import { AppError } from "#domain/errors.ts";
import { SheetDoctor } from "#domain/sheets/doctor.ts";
import type { LocalCopy } from "#ports/remote-tables.ts";
import { hasDecimalComma, type SheetValue } from "./cell-text.ts";
import type { SheetsClient, SpreadsheetInfo, TabInfo } from "./client.ts";
import { ColumnFormats } from "./column-formats.ts";
import { CsvCopy } from "./copy.ts";
import { BLOCK_CELLS, blocks, rowsRange, sampleRows } from "./ranges.ts";
import { tabFindings } from "./tab-findings.ts";

/** A range to be fetched: a whole small tab, or a block of rows of a large one. */
interface Piece {
  readonly tab: TabInfo;
  readonly first: number;
  readonly range: string;
  readonly cells: number;
}

/** What is made of a tab while its cells go by. */
interface OpenTab {
  readonly copy: CsvCopy;
  readonly formats: ColumnFormats;
  readonly doctor: SheetDoctor;
}

/** Tabs up to this are asked about every row, e.g. whether it is hidden. */
const EVERY_ROW = 5000;

function sampleRanges(tab: TabInfo): readonly string[] {
  const rows = sampleRows(tab.rows).map(({ first, last }) =>
    rowsRange(tab.title, tab.columns, first, last),
  );
  const whole = tab.rows > 120 && tab.rows <= EVERY_ROW;
  return whole ? [...rows, rowsRange(tab.title, 1, 1, tab.rows)] : rows;
}

/**
 * Copies tabs of one spreadsheet into CSV files: one call for all number formats, then as few calls for
 * values as blocks of about two megabytes allow. Memory holds one block at a time.
 * @param pathOf where the copy of a tab is written.
 * @returns copies by sheet id.
 */
export async function readTabs(
  client: SheetsClient,
  id: string,
  info: SpreadsheetInfo,
  tabs: readonly TabInfo[],
  pathOf: (tab: TabInfo) => string,
  signal: AbortSignal | undefined,
): Promise<ReadonlyMap<number, LocalCopy>> {
  const grids = await client.formats(id, tabs.flatMap(sampleRanges), signal);
  const open = new Map<number, OpenTab>();
  const comma = hasDecimalComma(info.locale);
  try {
    for (const tab of tabs) {
      open.set(tab.sheet_id, {
        copy: await CsvCopy.create(pathOf(tab), tab.columns, comma),
        formats: new ColumnFormats(grids.get(tab.sheet_id)?.types ?? new Map()),
        doctor: new SheetDoctor(),
      });
    }
    for (const call of calls(tabs)) {
      const answered = await client.values(
        id,
        call.map(({ range }) => range),
        signal,
      );
      for (const [index, piece] of call.entries()) {
        await write(piece, answered[index] ?? [], open.get(piece.tab.sheet_id)!);
      }
    }
    const copies = new Map<number, LocalCopy>();
    for (const tab of tabs) {
      const { copy, formats: seen, doctor } = open.get(tab.sheet_id)!;
      const { hidden_rows = [] } = grids.get(tab.sheet_id) ?? {};
      await copy.close();
      copies.set(tab.sheet_id, {
        path: copy.path,
        name: tab.title,
        formats: seen.settled(),
        spreadsheet: {
          locale: info.locale,
          time_zone: info.time_zone,
          shown: grids.get(tab.sheet_id)?.shown ?? new Map(),
        },
        findings: tabFindings(tab),
        isFilled: (column, row) => doctor.isFilled(column, row),
        examine: (place) =>
          doctor.findings(place, { title: tab.title, merges: tab.merges, hidden_rows }),
      });
    }
    return copies;
  } catch (error) {
    for (const { copy } of open.values()) await copy.discard();
    throw error;
  }
}

/** Rows that the answer leaves out at its end are empty; the next block begins at its own row. */
async function write(
  piece: Piece,
  rows: readonly (readonly SheetValue[])[],
  into: OpenTab,
): Promise<void> {
  while (into.copy.rows < piece.first - 1) {
    into.doctor.see([]);
    into.copy.row([]);
  }
  for (let index = 0; index < rows.length; index += 1) {
    const values = rows[index] as readonly SheetValue[];
    if (values.length > piece.tab.columns) throw grew(piece.tab.title);
    into.formats.see(piece.first - 1 + index, values);
    into.doctor.see(values);
    const written = into.copy.row(values);
    if (written) await written;
  }
}

function grew(title: string): AppError {
  return new AppError("upstream", `"${title}" changed while it was read.`, {
    hint: "Nothing to do: the next run reads it again.",
    retryable: true,
  });
}

/** Grids are mostly empty cells, which are not sent: whole small tabs may share a call up to this. */
const SHARED_CELLS = 2 * BLOCK_CELLS;

/** Pieces packed into calls: small tabs share one, a large tab gets one call per block. */
function calls(tabs: readonly TabInfo[]): readonly (readonly Piece[])[] {
  const pieces = tabs.flatMap((tab) =>
    blocks(tab.rows, tab.columns).map(({ first, last }) => ({
      tab,
      first,
      range: rowsRange(tab.title, tab.columns, first, last),
      cells: (last - first + 1) * tab.columns,
    })),
  );
  const packed: Piece[][] = [];
  let room = 0;
  for (const piece of pieces) {
    if (piece.cells > room) {
      packed.push([]);
      room = piece.cells * 4 > BLOCK_CELLS ? piece.cells : SHARED_CELLS;
    }
    packed.at(-1)!.push(piece);
    room -= piece.cells;
  }
  return packed;
}
