/** What a pasted link to a Google Sheet names. */
export interface SheetLink {
  readonly spreadsheet_id: string;
  /** The tab's own number (`gid`); null when the link names none. */
  readonly sheet_id: number | null;
  /** A1 range, when the link names one. */
  readonly range: string | null;
}

const ID = "[A-Za-z0-9_-]{20,}";
const PATH = new RegExp(`/spreadsheets/(?:u/\\d+/)?d/(${ID})(?:/|$|\\?|#)`);
const BARE = new RegExp(`^(${ID})(?:[#?].*)?$`);

/**
 * Reads a link in any shape people paste: edit, view, htmlview, copy, `#gid=`, `?gid=`, `&range=`, with or
 * without `https://`, a bare id, an id in `open?id=` or `key=`.
 * @returns null when it is no link to a sheet, e.g. half of one, a published copy (`/d/e/2PACX…`) or a form.
 */
export function parseSheetLink(pasted: string): SheetLink | null {
  const text = pasted.trim().replace(/^[<"'(]+|[>"')]+$/g, "");
  const id = PATH.exec(text)?.[1] ?? named(text) ?? BARE.exec(text)?.[1];
  if (id === undefined || /\/d\/e\//.test(text)) return null;
  const gid = /[#?&]gid=(\d{1,10})/.exec(text)?.[1];
  const range = /[#?&]range=([^&#]+)/.exec(text)?.[1];
  return {
    spreadsheet_id: id,
    sheet_id: gid === undefined ? null : Number(gid),
    range: range === undefined ? null : decoded(range),
  };
}

/** `drive.google.com/open?id=…` and the old `?key=…`. */
function named(text: string): string | undefined {
  if (!/google\.com\//.test(text)) return undefined;
  return new RegExp(`[?&](?:id|key)=(${ID})`).exec(text)?.[1];
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** A link that opens exactly this cell, e.g. `F212`; the whole tab without one. */
export function cellLink(spreadsheetId: string, sheetId: number, cell?: string): string {
  const range = cell === undefined ? "" : `&range=${encodeURIComponent(cell)}`;
  return `https://docs.google.com/spreadsheets/d/${spreadsheetId}/edit#gid=${sheetId}${range}`;
}
