import { cellAddress, columnLetters } from "#domain/cell-address.ts";
import type { Finding } from "#domain/findings.ts";

/** Names that bronze adds to every row. */
const LINEAGE = new Set([
  "_row",
  "_row_hash",
  "_occurrence",
  "_source_id",
  "_batch_id",
  "_ingested_at",
  "_op",
  "_tz",
  "_local_tz",
  "_prices_include_tax",
]);

export interface NamedColumns {
  readonly headers: string[];
  readonly findings: Finding[];
}

/** Where the header cells stand: spreadsheet row (0: nowhere) and 0-based column of the first. */
export interface HeaderPlace {
  readonly row: number;
  readonly column: number;
}

/**
 * Gives `width` columns unique names that are never blank. The engine ignores case in names, so `Total` and `total`
 * are the same; the second of two equal names gets its column letter, a blank one is named by its letter alone.
 */
export function nameColumns(
  cells: readonly string[],
  width: number,
  place: HeaderPlace,
): NamedColumns {
  const taken = new Set(LINEAGE);
  const findings: Finding[] = [];
  const seen = new Map<string, number>();
  // Plain names first, so that a generated one never takes the name of a later column.
  for (const cell of cells) taken.add(fold(clean(cell)));
  const headers = Array.from({ length: width }, (_, index) => {
    const column = place.column + index;
    const address = place.row > 0 ? cellAddress(column, place.row) : columnLetters(column);
    const name = clean(cells[index] ?? "");
    const first = seen.get(fold(name));
    if (name !== "" && first === undefined && !LINEAGE.has(fold(name))) {
      seen.set(fold(name), column);
      return name;
    }
    const given = free(name === "" ? "Column" : name, columnLetters(column), taken, name === "");
    taken.add(fold(given));
    findings.push(headerFinding(name, given, address, first));
    return given;
  });
  return { headers, findings };
}

/** A header on one line, without characters nobody sees. */
function clean(cell: string): string {
  return cell
    .replace(/[\u0000-\u001f\u007f\u00a0\u2028\u2029]+/g, " ")
    .replace(/[\u200b-\u200d\u2060\ufeff]/g, "")
    .trim();
}

const fold = (name: string): string => name.normalize("NFC").toLowerCase();

function free(base: string, letters: string, taken: Set<string>, blank: boolean): string {
  const first = blank ? `${base} ${letters}` : `${base} (${letters})`;
  let name = first;
  for (let count = 2; taken.has(fold(name)); count++) name = `${first} ${count}`;
  return name;
}

function headerFinding(
  name: string,
  given: string,
  address: string,
  first: number | undefined,
): Finding {
  if (name === "") {
    return {
      kind: "blank_header",
      severity: "warn",
      text: `Column ${address.replace(/\d+$/, "")} has no name; we call it "${given}".`,
      action: "Write a name above the column if its values matter.",
      address,
    };
  }
  if (first === undefined) {
    return {
      kind: "reserved_header",
      severity: "info",
      text: `"${name}" is a name we use ourselves, so this column is called "${given}".`,
      address,
    };
  }
  return {
    kind: "duplicate_header",
    severity: "warn",
    text: `The name "${name}" stands above columns ${columnLetters(first)} and ${address.replace(/\d+$/, "")}; the second is called "${given}".`,
    action: "Give the columns different names so that nobody mixes them up.",
    address,
  };
}
