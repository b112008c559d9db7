import { drive } from "@googleapis/drive";
import { sheets } from "@googleapis/sheets";
import { Gaxios } from "gaxios";
import { AppError } from "#domain/errors.ts";
import type { SheetsAccount } from "./account.ts";
import { type Reading, judge, readingError } from "./errors.ts";
import { blockText, type GridFacts, gridFacts } from "./grid-facts.ts";
import { TokenBucket } from "#adapters/calls/quota.ts";
import { type Timing, withRetry } from "#adapters/calls/retry.ts";
import type { SheetValue } from "./cell-text.ts";

/** A tab as its spreadsheet describes it. */
export interface TabInfo {
  readonly sheet_id: number;
  readonly title: string;
  readonly hidden: boolean;
  /** Size of the grid, empty rows included. */
  readonly rows: number;
  readonly columns: number;
  /** A1 ranges, without the tab's name. */
  readonly merges: readonly string[];
  readonly filtered: boolean;
}

export interface SpreadsheetInfo {
  readonly title: string;
  /** e.g. `de_DE`. */
  readonly locale: string;
  readonly time_zone: string;
  readonly tabs: readonly TabInfo[];
}

/** What Drive says without reading a cell; null where the account may not ask Drive. */
export interface FileVersion {
  readonly name: string;
  /** Grows with every change, even invisible ones. */
  readonly version: string;
  readonly modified_ms: number;
}

const METADATA_FIELDS =
  "properties(title,locale,timeZone),sheets(properties(sheetId,title,sheetType,hidden,gridProperties(rowCount,columnCount)),merges,basicFilter(range(sheetId)))";
const FORMAT_FIELDS =
  "sheets(properties(sheetId),data(startRow,startColumn,rowData(values(effectiveFormat(numberFormat(type,pattern)))),rowMetadata(hiddenByUser,hiddenByFilter)))";

/** One HTTP request may take this long; Google gives up after 180 s. */
const REQUEST_MILLISECONDS = 180_000;
/** Google's limits: per account and per project. */
const ACCOUNT_PER_MINUTE = 60;
const projectBuckets = new WeakMap<Timing, TokenBucket>();

function projectBucket(timing: Timing): TokenBucket {
  const known = projectBuckets.get(timing);
  if (known) return known;
  const made = new TokenBucket(300, timing);
  projectBuckets.set(timing, made);
  return made;
}

/**
 * Google Sheets and Drive for one account: quota, retries and errors in one place. Every method throws
 * AppError `upstream` with what a person can do, or the signal's reason.
 */
export class SheetsClient {
  readonly #account: SheetsAccount;
  readonly #timing: Timing;
  readonly #sheets;
  readonly #drive;
  readonly #bucket: TokenBucket;
  readonly #names = new Map<string, string>();

  constructor(account: SheetsAccount, timing: Timing) {
    this.#account = account;
    this.#timing = timing;
    const auth = account.auth;
    this.#sheets = sheets({ version: "v4", ...(auth !== null && { auth }) });
    this.#drive = drive({ version: "v3", ...(auth !== null && { auth }) });
    this.#bucket = new TokenBucket(ACCOUNT_PER_MINUTE, timing);
  }

  /** Metadata of a spreadsheet: one call, no cell. */
  async spreadsheet(id: string, signal?: AbortSignal): Promise<SpreadsheetInfo> {
    const { data } = await this.#json(id, signal, (options) =>
      this.#sheets.spreadsheets.get({ spreadsheetId: id, fields: METADATA_FIELDS }, options),
    );
    const title = data.properties?.title ?? "Untitled";
    this.#names.set(id, title);
    return {
      title,
      locale: data.properties?.locale ?? "en_US",
      time_zone: data.properties?.timeZone ?? "UTC",
      tabs: (data.sheets ?? [])
        .filter(({ properties }) => (properties?.sheetType ?? "GRID") === "GRID")
        .map(({ properties, merges, basicFilter }) => ({
          sheet_id: properties?.sheetId ?? 0,
          title: properties?.title ?? "",
          hidden: properties?.hidden ?? false,
          rows: properties?.gridProperties?.rowCount ?? 0,
          columns: properties?.gridProperties?.columnCount ?? 0,
          merges: (merges ?? []).map(blockText),
          filtered: basicFilter !== undefined,
        })),
    };
  }

  /** Values of several ranges in one call, in order; rows and cells that are empty at the end are left out. */
  async values(
    id: string,
    ranges: readonly string[],
    signal?: AbortSignal,
  ): Promise<readonly (readonly (readonly SheetValue[])[])[]> {
    const { data } = await this.#json(id, signal, (options) =>
      this.#sheets.spreadsheets.values.batchGet(
        {
          spreadsheetId: id,
          ranges: [...ranges],
          valueRenderOption: "UNFORMATTED_VALUE",
          dateTimeRenderOption: "SERIAL_NUMBER",
        },
        options,
      ),
    );
    const answered = data.valueRanges ?? [];
    if (answered.length !== ranges.length) {
      throw new AppError("upstream", `Google answered with a part of ${this.#label(id)} only.`, {
        hint: "Nothing to do: the next run tries again.",
        retryable: true,
      });
    }
    return answered.map(({ values }) => (values ?? []) as SheetValue[][]);
  }

  /** Number format types of the cells of some ranges, and which of their rows are hidden, per tab. */
  async formats(
    id: string,
    ranges: readonly string[],
    signal?: AbortSignal,
  ): Promise<ReadonlyMap<number, GridFacts>> {
    const { data } = await this.#json(id, signal, (options) =>
      this.#sheets.spreadsheets.get(
        { spreadsheetId: id, ranges: [...ranges], fields: FORMAT_FIELDS },
        options,
      ),
    );
    const tabs = new Map<number, GridFacts>();
    for (const sheet of data.sheets ?? []) {
      tabs.set(sheet.properties?.sheetId ?? 0, gridFacts(sheet.data ?? []));
    }
    return tabs;
  }

  /** Null without an account or key, and where Drive refuses what Sheets allows. */
  async version(id: string, signal?: AbortSignal): Promise<FileVersion | null> {
    if (this.#account.auth === null) return null;
    const { data } = await this.#json(id, signal, (options) =>
      this.#drive.files.get(
        { fileId: id, fields: "id,name,version,modifiedTime,trashed", supportsAllDrives: true },
        options,
      ),
    );
    if (data.name) this.#names.set(id, data.name);
    if (data.trashed) {
      throw new AppError("upstream", `${this.#label(id)} is in the trash.`, {
        hint: "Take it out of the trash in Google Drive, or connect another sheet.",
      });
    }
    return {
      name: data.name ?? "Untitled",
      version: data.version ?? "",
      modified_ms: Date.parse(data.modifiedTime ?? "") || 0,
    };
  }

  /** A link-shared tab as CSV, without any account: values as people see them. */
  async csv(id: string, sheetId: number | null, signal?: AbortSignal): Promise<string> {
    const gid = sheetId === null ? "" : `&gid=${sheetId}`;
    const url = `https://docs.google.com/spreadsheets/d/${id}/export?format=csv${gid}`;
    const http = new Gaxios();
    const answer = await this.#call(id, signal, (options) =>
      http.request<string>({ url, responseType: "text", ...options }),
    );
    const type = answer.headers.get("content-type") ?? "";
    if (!/text\/csv/i.test(type)) throw notShared();
    return answer.data;
  }

  /** As `#call`, for answers that are JSON: half of one, or a page of somebody in between, is none. */
  #json<T extends object>(
    id: string,
    signal: AbortSignal | undefined,
    request: (options: RequestOptions) => Promise<{ readonly data: T }>,
  ): Promise<{ readonly data: T }> {
    return this.#call(id, signal, async (options) => {
      const answer = await request(options);
      if (typeof answer.data === "object" && answer.data !== null) return answer;
      throw new AppError("upstream", `What came back for ${this.#label(id)} was not from Google.`, {
        hint: "Check whether the network asks for a sign-in first, e.g. in a hotel; the next run tries again.",
        retryable: true,
      });
    });
  }

  #label(id: string): string {
    const name = this.#names.get(id);
    return name === undefined ? "this sheet" : `"${name}"`;
  }

  /** One request: within the quota, tried again while that can help, its error in plain words. */
  async #call<T>(
    id: string,
    signal: AbortSignal | undefined,
    request: (options: RequestOptions) => Promise<T>,
  ): Promise<T> {
    const attempt = async (): Promise<T> => {
      await projectBucket(this.#timing).take(signal);
      await this.#bucket.take(signal);
      const late = AbortSignal.timeout(REQUEST_MILLISECONDS);
      return request({
        // Ours is the only retry: the library's gives up after two seconds.
        retry: false,
        signal: signal ? AbortSignal.any([signal, late]) : late,
      });
    };
    try {
      return await withRetry(attempt, judge, this.#timing, signal);
    } catch (error) {
      signal?.throwIfAborted();
      const { email, testing = false } = this.#account;
      const reading: Reading = { label: this.#label(id), account: email, testing };
      throw readingError(error, reading);
    }
  }
}

interface RequestOptions {
  readonly retry: false;
  readonly signal: AbortSignal;
}

/** A login page instead of CSV is a refusal, never data. */
function notShared(): AppError {
  return new AppError("upstream", "We cannot open this sheet without an account.", {
    hint: "Share it so that anyone with the link can view it, or sign in with Google.",
  });
}
