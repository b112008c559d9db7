import { isBlank, isDateOrNumber } from "./cell-kinds.ts";
import { CsvSplitter } from "./csv-splitter.ts";
import { type CsvSyntax, UnclosedQuote } from "./csv-syntax.ts";

/** Delimiters looked for, the more usual ones first. */
const DELIMITERS = [",", ";", "\t", "|", "\u001f", "^", "~", ":"] as const;
const RECORDS = 200;

export interface DialectGuess extends CsvSyntax {
  /** False when another delimiter fits nearly as well. */
  readonly certain: boolean;
}

/** The records of a text and what was odd about them. */
export interface SplitText {
  readonly records: string[][];
  readonly splitter: CsvSplitter;
  /** The text ends inside a quoted cell. */
  readonly unclosed?: UnclosedQuote;
}

/** The records of a text, at most `limit`. A last record that may be cut off is left out unless `whole`. */
export function splitText(
  text: string,
  syntax: CsvSyntax,
  limit: number,
  whole: boolean,
): SplitText {
  const records: string[][] = [];
  const splitter = new CsvSplitter(syntax, (fields) => {
    records.push(fields);
    return records.length < limit;
  });
  try {
    splitter.push(text);
    if (!splitter.stopped && (whole || records.length === 0)) splitter.end();
  } catch (error) {
    if (!(error instanceof UnclosedQuote)) throw error;
    return { records, splitter, unclosed: error };
  }
  return { records, splitter };
}

/** `\r` only where the text has (nearly) no `\n`: then a lone return inside a cell stays text. */
export function guessNewline(text: string): "\n" | "\r" {
  const feeds = text.split("\n").length - 1;
  const lone = text.split(/\r+(?!\r|\n|$)/).length - 1;
  return lone > feeds ? "\r" : "\n";
}

/**
 * Finds delimiter and quote by trying each and scoring how regular the result is.
 * `fixed` is the delimiter the user named.
 */
export function guessDialect(text: string, whole: boolean, fixed?: string): DialectGuess {
  const newline = guessNewline(text);
  const candidates = (fixed === undefined ? DELIMITERS : [fixed])
    .filter((delimiter) => fixed !== undefined || text.includes(delimiter))
    .map((delimiter) => {
      const quote = quoteOf(text, delimiter);
      const { records } = splitText(text, { delimiter, quote, newline }, RECORDS, whole);
      return { delimiter, quote, score: regularity(records, delimiter) };
    })
    .sort((left, right) => right.score - left.score);
  const best = candidates[0];
  if (!best || (best.score <= 0 && fixed === undefined)) {
    return { delimiter: ",", quote: '"', newline, certain: true };
  }
  const second = candidates.find(({ delimiter }) => delimiter !== best.delimiter);
  const certain = !second || second.score < best.score * 0.8;
  return { delimiter: best.delimiter, quote: best.quote, newline, certain };
}

/** Double quotes unless single ones, and no double ones, stand around cells in at least every third line. */
function quoteOf(text: string, delimiter: string): string {
  const around = (quote: string): number => {
    const cell = new RegExp(
      `(?:^|${literal(delimiter)})${quote}[^${quote}\\n]+${quote}(?=$|\\r|${literal(delimiter)})`,
    );
    return lines.filter((line) => cell.test(line)).length;
  };
  const lines = text.split("\n", RECORDS);
  return around("'") >= Math.max(2, lines.length / 3) && around('"') === 0 ? "'" : '"';
}

const literal = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");

/**
 * 0 when the delimiter splits nothing, else higher the more records have the usual number of cells, the more cells
 * that is, and the fewer cells still hold something that looks like another delimiter.
 */
function regularity(records: readonly string[][], delimiter: string): number {
  const full = records.filter((record) => record.some((cell) => !isBlank(cell)));
  const counts = new Map<number, number>();
  for (const { length } of full) counts.set(length, (counts.get(length) ?? 0) + 1);
  const weigh = ([width, count]: [number, number]): number =>
    width > 1 ? count * width ** 0.25 : 0;
  const [width, count] = [...counts].sort((left, right) => weigh(right) - weigh(left))[0] ?? [0, 0];
  if (width < 2) return 0;
  const split = full.filter((record) => record.length > 1).length / full.length;
  const consistent = count / full.length;
  if (split < 0.5 || (consistent < 0.5 && full.length > 3)) return 0.2 * split * consistent;
  return consistent ** 2 * split * cleanShare(full, delimiter) * (1 - 0.5 / width);
}

function cleanShare(records: readonly string[][], delimiter: string): number {
  const others = DELIMITERS.slice(0, 4).filter((other) => other !== delimiter);
  let cells = 0;
  let clean = 0;
  for (const record of records) {
    for (const cell of record) {
      if (isBlank(cell)) continue;
      cells++;
      if (isDateOrNumber(cell) || !others.some((other) => cell.includes(other))) clean++;
    }
  }
  return cells === 0 ? 0 : 0.2 + 0.8 * (clean / cells);
}
