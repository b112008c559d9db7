import type { PreparedTable } from "#ports/file-reader.ts";
import { quoteIdentifier, quoteLiteral } from "#domain/sql-text.ts";

/** A select over a prepared file in which every column is text; missing and empty cells stay apart. */
export function selectPrepared(prepared: PreparedTable): string {
  return prepared.format === "csv" ? selectCsv(prepared) : selectNdjson(prepared);
}

function selectCsv(prepared: PreparedTable): string {
  const columns = prepared.headers.map((header) => `${quoteLiteral(header)}: 'VARCHAR'`).join(", ");
  return `select * from read_csv(${quoteLiteral(prepared.path)}, auto_detect = false, header = false,
    columns = {${columns}}, delim = ${quoteLiteral(prepared.delimiter)}, quote = ${quoteLiteral(prepared.quote)},
    escape = ${quoteLiteral(prepared.escape)}, nullstr = ${quoteLiteral(prepared.null_text)}, skip = ${prepared.skip},
    strict_mode = true, max_line_size = 16777216)`;
}

/** One JSON array of texts per line. */
function selectNdjson(prepared: PreparedTable): string {
  const cells = prepared.headers
    .map((header, index) => `cells[${index + 1}] as ${quoteIdentifier(header)}`)
    .join(", ");
  return `select ${cells} from read_json(${quoteLiteral(prepared.path)}, format = 'newline_delimited',
    columns = {cells: 'VARCHAR[]'}, records = false)`;
}
