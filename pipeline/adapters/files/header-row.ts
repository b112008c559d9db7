import type { Finding } from "#domain/findings.ts";
import { isBlank, isDateOrNumber, isValue } from "./cell-kinds.ts";

const LOOKED_AT = 60;

export interface HeaderGuess {
  /** 0-based index of the record with the column names. */
  readonly index: number;
  readonly certain: boolean;
  readonly findings: Finding[];
}

interface Candidate {
  readonly index: number;
  readonly filled: number;
  readonly score: number;
}

/**
 * Finds the record that holds the column names: nearly as many filled cells as the table has columns, none of them a
 * number or date, all different, above rows that look different.
 */
export function guessHeaderRow(records: readonly (readonly string[])[]): HeaderGuess {
  const rows = records.slice(0, LOOKED_AT);
  const filled = rows.map((row) => row.filter((cell) => !isBlank(cell)).length);
  const first = filled.findIndex((count) => count > 0);
  if (first === -1) return { index: 0, certain: true, findings: [] };
  const width = usualWidth(filled);
  const candidates = filled
    .map((count, index) => ({
      index,
      filled: count,
      score: headerScore(rows, index, count, width),
    }))
    .filter(({ score }) => score > 0);
  const best = [...candidates].sort((a, b) => b.score - a.score || a.index - b.index)[0];
  if (!best) return noHeader(first, filled[first] ?? 0);
  return judge(rows, best, first, candidates, filled);
}

/** Cells filled in a typical row: the upper quartile, so that titles, notes and gaps do not count. */
function usualWidth(filled: readonly number[]): number {
  const counts = filled.filter((count) => count > 0).sort((left, right) => left - right);
  return counts[Math.floor(counts.length * 0.75)] ?? 1;
}

function headerScore(
  rows: readonly (readonly string[])[],
  index: number,
  filled: number,
  width: number,
): number {
  if (filled === 0 || (width > 1 && filled < 2)) return 0;
  const cells = (rows[index] ?? []).filter((cell) => !isBlank(cell));
  const names = cells.filter(mayBeName).length / filled;
  const share = Math.min(1, filled / width);
  if (names < 0.5 || share < 0.5) return 0;
  const distinct = new Set(cells.map((cell) => cell.trim().toLowerCase())).size / filled;
  const contrast = valueShareBelow(rows, index) - (1 - names);
  // A header stands above its data, so of two equal rows the upper one is it.
  return share * names ** 2 * (0.5 + 0.5 * distinct) * (1 + Math.max(0, contrast)) * 0.97 ** index;
}

/** A year may stand above a column as its name. */
const mayBeName = (cell: string): boolean =>
  cell.length <= 120 && (!isValue(cell) || /^\s*(19|20)\d\d\s*$/.test(cell));

/** Share of cells in the next rows that are numbers, dates or the like. */
function valueShareBelow(rows: readonly (readonly string[])[], index: number): number {
  const cells = rows
    .slice(index + 1, index + 11)
    .flat()
    .filter((cell) => !isBlank(cell));
  return cells.length === 0 ? 0 : cells.filter(isValue).length / cells.length;
}

function judge(
  rows: readonly (readonly string[])[],
  best: Candidate,
  first: number,
  candidates: readonly Candidate[],
  filled: readonly number[],
): HeaderGuess {
  const rival = candidates
    .filter(({ index, filled }) => index < best.index && filled >= best.filled * 0.75)
    .at(-1);
  const looksLikeData = best.index === first && startsWithData(rows, best.index);
  if (rival) return { index: best.index, certain: false, findings: [twoRows(best, rival)] };
  if (looksLikeData)
    return { index: best.index, certain: false, findings: [dataOrNames(best.index)] };
  const findings: Finding[] = best.index > 0 ? [notInFirstRow(best.index, first, filled)] : [];
  return { index: best.index, certain: true, findings };
}

/** The would-be names hold values of the same kind as the column below. */
function startsWithData(rows: readonly (readonly string[])[], index: number): boolean {
  const below = rows.slice(index + 1, index + 11);
  return (rows[index] ?? []).some((cell, column) => {
    if (isBlank(cell) || !isDateOrNumber(cell)) return false;
    const cells = below.map((row) => row[column] ?? "").filter((text) => !isBlank(text));
    return cells.length > 0 && cells.every(isDateOrNumber);
  });
}

const question = (text: string, action: string, address: string): Finding => ({
  kind: "header_uncertain",
  severity: "warn",
  text,
  action,
  address,
});

function twoRows(best: Candidate, other: Candidate): Finding {
  const cells = other.filled === 1 ? "one filled cell" : `${other.filled} filled cells`;
  return question(
    `We took row ${best.index + 1} as column names; row ${other.index + 1}, with ${cells}, could be them as well.`,
    `Confirm row ${best.index + 1}, or choose row ${other.index + 1}.`,
    `A${best.index + 1}`,
  );
}

function dataOrNames(index: number): Finding {
  return question(
    `We took row ${index + 1} as column names, but it looks like data: it holds numbers or dates like the rows below.`,
    "Confirm the row, choose another one, or add a row of names above the data.",
    `A${index + 1}`,
  );
}

function noHeader(index: number, filled: number): HeaderGuess {
  const cells = filled === 1 ? "one filled cell" : `${filled} filled cells`;
  const finding = question(
    `We took row ${index + 1} as column names, but with ${cells} it does not look like names, and no other row does.`,
    "Choose the row that holds the names, or add one above the data.",
    `A${index + 1}`,
  );
  return { index, certain: false, findings: [finding] };
}

function notInFirstRow(index: number, first: number, filled: readonly number[]): Finding {
  const cells = filled[first] === 1 ? "one filled cell" : `${filled[first] ?? 0} filled cells`;
  const why =
    first === index
      ? "the rows above are empty"
      : `row ${first + 1} has ${cells}, so it looks like a title`;
  return {
    kind: "header_not_in_first_row",
    severity: "info",
    text: `The column names are in row ${index + 1}: ${why}.`,
    action: `Choose another row if row ${index + 1} is wrong.`,
    address: `A${index + 1}`,
  };
}
