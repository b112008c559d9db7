import type { Finding } from "#domain/findings.ts";
import type { ColumnFacts, RowScope } from "./column-facts.ts";
import { RowRuns } from "./runs.ts";

const TOTALS = /^\s*(?:(?:grand |sub)?total|sum(?:me|a)?\b|gesamt|somme|totale|totaal)/i;
/** Odd rows beyond this are not kept: somebody made a table of them. */
const KEPT = 200;
/** A unit is short: EUR, pieces, dd.mm.yyyy. */
const UNIT = 14;

interface OddRow {
  readonly row: number;
  readonly filled: number;
  readonly label: string;
  /** Columns (0-based) that hold text, in rows that hold nothing else. */
  readonly columns: readonly number[];
}

/** Rows within a table that are not of it. */
export interface Outsiders {
  readonly findings: readonly Finding[];
  /** They do not count when the columns are judged. */
  readonly rows: ReadonlySet<number>;
  /** Last row of the table: what follows is another one. */
  readonly last: number;
}

/** Where the table is, as far as its rows are concerned. */
export interface RowPlace {
  readonly first_row: number;
  /** Columns of the table. */
  readonly width: number;
  /** Last row that holds anything. */
  readonly last_filled: number;
  readonly title: string;
}

/** Notices rows that are no data while all rows go by: totals, units, the head of a second table. */
export class OddRows {
  readonly #totals: OddRow[] = [];
  /** Rows of text alone after an empty row: perhaps the names of another table. */
  readonly #heads: OddRow[] = [];
  /** Rows of text alone near the top: perhaps units under the names. */
  readonly #tops: OddRow[] = [];

  /**
   * @param texts filled cells that hold text.
   * @param afterBlank the row before was empty, and something was above it.
   */
  see(
    row: number,
    values: readonly unknown[],
    filled: number,
    texts: number,
    afterBlank: boolean,
  ): void {
    const label = values.find((value) => value !== "" && value !== null && value !== undefined);
    const only = texts === filled;
    if (!only && typeof label !== "string") return;
    const odd = (): OddRow => ({
      row,
      filled,
      label: String(label),
      columns: only ? values.flatMap((value, index) => (value ? [index] : [])) : [],
    });
    if (typeof label === "string" && this.#totals.length < KEPT && TOTALS.test(label)) {
      this.#totals.push(odd());
      return;
    }
    if (only && row < 60) this.#tops.push(odd());
    if (only && filled > 1 && afterBlank && this.#heads.length < KEPT) this.#heads.push(odd());
  }

  outsiders(place: RowPlace, columns: readonly (ColumnFacts | undefined)[]): Outsiders {
    const scope = { first: place.first_row, last: place.last_filled, except: new Set<number>() };
    const head = this.#secondHead(place, columns, scope);
    const last = head === undefined ? place.last_filled : head.row - 1;
    const units = this.#unitsRow(place, columns, { ...scope, last });
    const totals = this.#totalRows(place, last);
    return {
      last,
      rows: new Set([...totals.map(({ row }) => row), ...(units ? [units.row] : [])]),
      findings: [
        ...(units ? [unitsFinding(units, place)] : []),
        ...totalsFindings(totals, place),
        ...(head ? [secondTable(head, place)] : []),
      ],
    };
  }

  /** The last row, or one with few cells in between: who sells "Total Clean" fills the rest of its row. */
  #totalRows({ first_row, width, last_filled }: RowPlace, last: number): readonly OddRow[] {
    return this.#totals.filter(
      ({ row, filled }) =>
        row > first_row && row <= last && (row === last_filled || filled * 2 <= width),
    );
  }

  #unitsRow(
    { first_row }: RowPlace,
    columns: readonly (ColumnFacts | undefined)[],
    scope: RowScope,
  ): OddRow | undefined {
    const row = this.#tops.find((odd) => odd.row === first_row);
    if (!row || row.label.length > UNIT) return undefined;
    const below = { ...scope, first: first_row + 1 };
    const among = row.columns.filter((index) => isOfNumbers(columns[index], below));
    return among.length > 0 ? row : undefined;
  }

  #secondHead(
    { first_row, last_filled }: RowPlace,
    columns: readonly (ColumnFacts | undefined)[],
    scope: RowScope,
  ): OddRow | undefined {
    return this.#heads.find(({ row, columns: named }) => {
      if (row <= first_row || row >= last_filled) return false;
      const above = { ...scope, last: row - 1 };
      return named.some((index) => isOfNumbers(columns[index], above));
    });
  }
}

const isOfNumbers = (column: ColumnFacts | undefined, scope: RowScope): boolean =>
  column !== undefined && column.numberShare(scope) >= 0.8;

function unitsFinding({ row }: OddRow, { title }: RowPlace): Finding {
  return {
    kind: "units_row",
    severity: "warn",
    text: `Row ${row} looks like units or remarks under the column names, not like data.`,
    action: "Write the unit into the name, e.g. Total (EUR), and delete the row.",
    address: `${title}!${row}:${row}`,
    count: 1,
  };
}

function totalsFindings(totals: readonly OddRow[], { title }: RowPlace): readonly Finding[] {
  const [first] = totals;
  if (!first) return [];
  const rows = new RowRuns();
  for (const { row } of totals) rows.add(row);
  const which = totals.length === 1 ? `Row ${first.row} looks` : `${totals.length} rows look`;
  return [
    {
      kind: "totals_row",
      severity: "warn",
      text: `${which} like totals ("${first.label.trim().slice(0, 40)}").`,
      action: "Move totals to another tab: here they would count as more rows of data.",
      address: rows.rowsAddress(title),
      count: totals.length,
    },
  ];
}

function secondTable({ row }: OddRow, { title, last_filled: last }: RowPlace): Finding {
  return {
    kind: "second_table",
    severity: "warn",
    text: `Rows ${row} to ${last} look like another table with names of its own.`,
    action: `Move it to a tab of its own, or give the range of the table you mean, down to row ${row - 1}.`,
    address: `${title}!${row}:${last}`,
    count: last - row + 1,
  };
}
