/** A spreadsheet before one of its tabs is connected. */
export interface SheetDescription {
  /** Null where Google tells nothing, i.e. without an account. */
  readonly title: string | null;
  /** The address the sheet must be shared with; null for a key or nobody. */
  readonly account: string | null;
  readonly time_zone: string | null;
  /** In the order of the spreadsheet; empty where Google tells nothing. */
  readonly tabs: readonly {
    readonly sheet_id: number;
    readonly title: string;
    readonly hidden: boolean;
    /** Size of the grid, empty rows and columns included. */
    readonly rows: number;
    readonly columns: number;
  }[];
}

/** What is in a spreadsheet, without reading a cell. */
export interface SheetDirectory {
  /** @throws AppError `upstream` with what to do when it cannot be opened. */
  describe(
    spreadsheetId: string,
    account: string | undefined,
    signal?: AbortSignal,
  ): Promise<SheetDescription>;
}
