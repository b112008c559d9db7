import type { Trace } from "#contract/trace.ts";
import type { Cell } from "#contract/values.ts";

export interface TracedCell {
  readonly header: string;
  /** Address of the cell today; null when it cannot be told. */
  readonly cell: string | null;
  /** As written in the sheet. */
  readonly value: Cell;
}

function letters(index: number): string {
  const last = String.fromCharCode(65 + (index % 26));
  return index < 26 ? last : letters(Math.floor(index / 26) - 1) + last;
}

function indexOf(name: string): number {
  return [...name].reduce((index, letter) => index * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}

/**
 * The cells of a source row with their addresses. A cell stands as far right as its header; when headers and
 * columns do not match one to one (a blank header, or one that is a number), no address is claimed.
 */
export function tracedCells(
  source: Pick<Trace["sources"][number], "address" | "cells">,
): readonly TracedCell[] {
  const entries = Object.entries(source.cells);
  const range = /^(.*!)?([A-Z]+)(\d+):([A-Z]+)\3$/.exec(source.address ?? "");
  const [, sheet = "", from = "A", row = "", to = "A"] = range ?? [];
  const fits =
    range !== null &&
    indexOf(to) - indexOf(from) + 1 === entries.length &&
    entries.every(([header]) => !/^\d+$/.test(header));
  return entries.map(([header, value], index) => ({
    header,
    value,
    cell: fits ? `${sheet.replace(/^.*[/\\]/, "")}${letters(indexOf(from) + index)}${row}` : null,
  }));
}
