/** Results in the form the driver expects: every cell a text or null, every column with its type. */
import { type DuckDBResultReader, DuckDBTypeId } from "@duckdb/node-api";

export interface Column {
  readonly name: string;
  readonly type: string;
  readonly precision: number | null;
  readonly scale: number | null;
}

export interface Rows {
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly (string | null)[])[];
  /** Set for changes of data. */
  readonly changes?: true;
}

export type Answer = Rows | { readonly upload: { readonly file: string; readonly folder: string } };

const text = (name: string): Column => ({
  name: name.toUpperCase(),
  type: "text",
  precision: null,
  scale: null,
});
const fixed = (name: string, precision = 38, scale = 0): Column => ({
  name: name.toUpperCase(),
  type: "fixed",
  precision,
  scale,
});

export function texts(names: readonly string[], rows: readonly (readonly string[])[]): Rows {
  return { columns: names.map(text), rows };
}

export function changed(word: string, count: number): Rows {
  return { columns: [fixed(`number of rows ${word}`)], rows: [[String(count)]], changes: true };
}

export function answerOf(reader: DuckDBResultReader): Rows {
  const types = reader.columnTypes();
  const columns = reader.columnNames().map((name, index): Column => {
    const type = types[index] as { typeId: DuckDBTypeId; width?: number; scale?: number };
    switch (type.typeId) {
      case DuckDBTypeId.BOOLEAN:
        return { ...text(name), type: "boolean" };
      case DuckDBTypeId.DECIMAL:
        return fixed(name, type.width, type.scale);
      case DuckDBTypeId.INTEGER:
      case DuckDBTypeId.BIGINT:
      case DuckDBTypeId.HUGEINT:
        return fixed(name);
      case DuckDBTypeId.DOUBLE:
        return { ...text(name), type: "real" };
      case DuckDBTypeId.DATE:
        return { ...text(name), type: "date" };
      case DuckDBTypeId.TIMESTAMP:
        return { ...text(name), type: "timestamp_ntz", precision: 0, scale: 6 };
      default:
        return text(name);
    }
  });
  const rows = reader
    .getRowsJson()
    .map((row) => row.map((cell, index) => written(cell, columns[index] as Column)));
  return { columns, rows };
}

function written(cell: unknown, { type }: Column): string | null {
  if (cell === null || cell === undefined) return null;
  if (type === "boolean") return cell === true ? "1" : "0";
  if (type === "date") return String(Date.parse(`${String(cell)}T00:00:00Z`) / 86_400_000);
  if (type === "timestamp_ntz") {
    const [, seconds, fraction = ""] = /^(.{19})\.?(\d*)/.exec(String(cell)) ?? [];
    const whole = Date.parse(`${String(seconds).replace(" ", "T")}Z`) / 1000;
    return `${whole}.${fraction.padEnd(9, "0")}`;
  }
  return typeof cell === "object" ? JSON.stringify(cell) : String(cell);
}
