import { AppError } from "#domain/errors.ts";
import { parseSheetLink } from "#domain/sheet-link.ts";
import type { Handler } from "#app/use-case.ts";

/**
 * `sources.tabs`: what a pasted link leads to, and which tab it means.
 * @throws AppError `usage` for half a link or another kind of link; `upstream` when it cannot be opened.
 */
export const sheetTabs: Handler<"sources", "tabs"> =
  (services) =>
  async ({ link, account }, call) => {
    const parsed = parseSheetLink(link);
    if (!parsed) {
      throw new AppError("usage", "This is not a whole link to a Google Sheet.", {
        hint: "Open the sheet in the browser and copy the address from its address bar.",
      });
    }
    const found = await services.sheets.describe(parsed.spreadsheet_id, account, call.signal);
    const tabs = found.tabs.map(({ sheet_id, title, hidden, rows, columns }) => ({
      sheet_id,
      title,
      hidden,
      rows,
      columns,
    }));
    const only = tabs.length === 1 ? tabs[0] : undefined;
    const chosen = parsed.sheet_id ?? only?.sheet_id ?? (tabs.length === 0 ? 0 : null);
    return {
      spreadsheet_id: parsed.spreadsheet_id,
      title: found.title,
      account: found.account,
      time_zone: found.time_zone,
      tabs,
      sheet_id: chosen,
      range: parsed.range,
    };
  };
