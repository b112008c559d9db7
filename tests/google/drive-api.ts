/** www.googleapis.com/drive/v3 `files.get`, and the CSV export of link-shared sheets. */
import { render } from "./cells.ts";
import { errorBody } from "./faults.ts";
import { parseFields, prune } from "./fields.ts";
import type { ApiAnswer } from "./sheets-api.ts";
import type { Workbook } from "./workbook.ts";

export function answerDrive(book: Workbook, query: URLSearchParams): ApiAnswer {
  // Without a mask Drive sends four fields only.
  const tree = parseFields(query.get("fields") ?? "kind,id,name,mimeType");
  if (tree === null) return { status: 400, body: errorBody(400, "Invalid field selection") };
  const body = {
    kind: "drive#file",
    id: book.id,
    name: book.title,
    mimeType: "application/vnd.google-apps.spreadsheet",
    version: String(book.version),
    modifiedTime: book.modifiedTime,
    trashed: book.trashed,
  };
  return { status: 200, body: prune(body, tree) };
}

/** `docs.google.com/spreadsheets/d/<id>/export?format=csv&gid=<gid>`: formatted values only. */
export function exportCsv(book: Workbook, gid: number | null): string | null {
  const tab = gid === null ? book.tabs[0] : book.tabs.find((each) => each.sheetId === gid);
  if (!tab) return null;
  const width = Math.max(0, ...tab.cells.map((row) => row.length));
  return tab.cells
    .map((row) =>
      Array.from({ length: width }, (_, column) =>
        quoted(
          String(render(row[column] ?? null, "FORMATTED_VALUE", "SERIAL_NUMBER", book.locale)),
        ),
      ).join(","),
    )
    .join("\r\n");
}

function quoted(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
