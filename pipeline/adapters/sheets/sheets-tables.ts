import { createHash } from "node:crypto";
import { rm, writeFile, mkdir } from "node:fs/promises";
import { join } from "node:path";
import { AppError } from "#domain/errors.ts";
import type { SheetOrigin, SourceOrigin } from "#domain/workspace.ts";
import type {
  ExpectedOrigin,
  LocalCopy,
  RemoteObject,
  RemoteTables,
} from "#ports/remote-tables.ts";
import type { RowCells } from "#ports/file-reader.ts";
import type { SheetDescription, SheetDirectory } from "#ports/sheet-directory.ts";
import type { SheetsAccount } from "./account.ts";
import { cellText } from "./cell-text.ts";
import type { SheetsClient, SpreadsheetInfo, TabInfo } from "./client.ts";
import { wholeRow } from "./ranges.ts";
import { readTabs } from "./read-tabs.ts";
import { realTiming, type Timing } from "#adapters/calls/retry.ts";
import { parseTabPath, SCHEME, type TabId, tabPath } from "./tab-path.ts";

/** An edit between two calls of one read makes it start again, so often. */
const ATTEMPTS = 3;
/** Tabs with more cells are read alone, so that small ones never wait for a large one. */
const TOGETHER_CELLS = 400_000;

export interface SheetsOptions {
  /** Who reads with this account name; asked once per account. */
  readonly account: (name: string | undefined) => Promise<SheetsAccount>;
  readonly timing?: Timing;
}

interface Known {
  readonly copy: LocalCopy;
  readonly revision: string;
}

/**
 * Google Sheets as remote tables: a tab is an object, keyed by spreadsheet id and sheet id. Tabs of one
 * spreadsheet that were announced together are fetched together.
 */
export function createSheetsTables(
  options: SheetsOptions,
): Required<RemoteTables> & SheetDirectory {
  return new SheetsTables(options);
}

class SheetsTables implements RemoteTables, SheetDirectory {
  readonly scheme = SCHEME;
  readonly #account: SheetsOptions["account"];
  readonly #timing: Timing;
  readonly #clients = new Map<string, Promise<SheetsClient>>();
  /** Spreadsheet → account and tabs that sources read. */
  readonly #wanted = new Map<string, { account: string | undefined; tabs: Set<number> }>();
  readonly #reading = new Map<string, Promise<unknown>>();
  readonly #known = new Map<string, Known>();
  #copies = 0;

  constructor(options: SheetsOptions) {
    this.#account = options.account;
    this.#timing = options.timing ?? realTiming;
  }

  announce(expected: readonly ExpectedOrigin[]): void {
    for (const { origin } of expected) if (origin.kind === "sheet") this.#want(origin);
  }

  #want(origin: Pick<SheetOrigin, "spreadsheet_id" | "sheet_id" | "account">): void {
    const known = this.#wanted.get(origin.spreadsheet_id);
    const entry = known ?? { account: origin.account, tabs: new Set<number>() };
    entry.tabs.add(origin.sheet_id);
    this.#wanted.set(origin.spreadsheet_id, entry);
  }

  #client(spreadsheetId: string): Promise<SheetsClient> {
    const name = this.#wanted.get(spreadsheetId)?.account;
    const key = name ?? "";
    const known = this.#clients.get(key);
    if (known) return known;
    const made = this.#account(name).then((account) => newClient(account, this.#timing));
    made.catch(() => this.#clients.delete(key));
    this.#clients.set(key, made);
    return made;
  }

  /** Who was refused may sign in anew, perhaps in another process: the next read looks at the secrets again. */
  async #using<T>(spreadsheetId: string, work: (client: SheetsClient) => Promise<T>): Promise<T> {
    try {
      return await work(await this.#client(spreadsheetId));
    } catch (error) {
      if (isRefusal(error)) this.#clients.clear();
      throw error;
    }
  }

  async describe(
    spreadsheetId: string,
    account: string | undefined,
    signal?: AbortSignal,
  ): Promise<SheetDescription> {
    const who = await this.#account(account);
    const client = await newClient(who, this.#timing);
    // Without an account Google tells no names: the export of the tab in the link is all there is.
    if (who.auth === null) return { title: null, account: null, time_zone: null, tabs: [] };
    const info = await client.spreadsheet(spreadsheetId, signal);
    return { title: info.title, account: who.email, time_zone: info.time_zone, tabs: info.tabs };
  }

  async list(origin: SourceOrigin, signal?: AbortSignal): Promise<readonly RemoteObject[]> {
    if (origin.kind !== "sheet") return [];
    this.#want(origin);
    const { spreadsheet_id: id } = origin;
    const version = await this.#using(id, (client) => client.version(id, signal));
    return [
      {
        path: tabPath(origin),
        bytes: 0,
        modified_ms: version?.modified_ms ?? 0,
        ...(version && { revision: version.version }),
      },
    ];
  }

  async fetch(path: string, folder: string, signal?: AbortSignal): Promise<LocalCopy> {
    const id = parseTabPath(path);
    this.#want(id);
    return this.#alone(id.spreadsheet_id, () =>
      this.#using(id.spreadsheet_id, (client) => this.#fetch(client, id, path, folder, signal)),
    );
  }

  /** One read of a spreadsheet at a time: who asks for another tab of it meanwhile finds it fetched. */
  #alone<T>(spreadsheetId: string, work: () => Promise<T>): Promise<T> {
    const before = this.#reading.get(spreadsheetId) ?? Promise.resolve();
    const done = before.then(work);
    this.#reading.set(
      spreadsheetId,
      done.catch(() => undefined),
    );
    return done;
  }

  async #fetch(
    client: SheetsClient,
    id: TabId,
    path: string,
    folder: string,
    signal: AbortSignal | undefined,
  ): Promise<LocalCopy> {
    for (let attempt = 1; ; attempt += 1) {
      const before = await client.version(id.spreadsheet_id, signal);
      const known = this.#known.get(path);
      if (known && known.revision === before?.version) return known.copy;
      if (before === null) return this.#fetchShared(client, id, folder, signal);
      await this.#fetchTogether(client, id, folder, before.version, signal);
      const after = await client.version(id.spreadsheet_id, signal);
      if (after?.version === before.version) return this.#known.get(path)!.copy;
      await this.#drop(id.spreadsheet_id);
      if (attempt === ATTEMPTS) throw beingEdited(before.name);
    }
  }

  /** All announced tabs of the spreadsheet at this version, the one asked for among them. */
  async #fetchTogether(
    client: SheetsClient,
    id: TabId,
    folder: string,
    revision: string,
    signal: AbortSignal | undefined,
  ): Promise<void> {
    const info = await client.spreadsheet(id.spreadsheet_id, signal);
    const asked = tabOf(info, id);
    const tabs = this.#together(info, asked, id.spreadsheet_id);
    const copies = await readTabs(
      client,
      id.spreadsheet_id,
      info,
      tabs,
      () => join(folder, `sheet-${(this.#copies += 1)}.csv`),
      signal,
    );
    for (const [sheet_id, copy] of copies) {
      this.#known.set(tabPath({ ...id, sheet_id }), { copy, revision });
    }
  }

  #together(info: SpreadsheetInfo, asked: TabInfo, id: string): readonly TabInfo[] {
    const size = (tab: TabInfo): number => tab.rows * tab.columns;
    if (size(asked) > TOGETHER_CELLS) return [asked];
    const wanted = this.#wanted.get(id);
    const others = info.tabs.filter(
      (tab) => tab !== asked && wanted?.tabs.has(tab.sheet_id) && size(tab) <= TOGETHER_CELLS,
    );
    return [asked, ...others];
  }

  /** Without an account there is only the CSV export, whose version is its content. */
  async #fetchShared(
    client: SheetsClient,
    id: TabId,
    folder: string,
    signal: AbortSignal | undefined,
  ): Promise<LocalCopy> {
    const text = await client.csv(id.spreadsheet_id, id.sheet_id, signal);
    await mkdir(folder, { recursive: true });
    const path = join(folder, `sheet-${(this.#copies += 1)}.csv`);
    await writeFile(path, text, { mode: 0o600 });
    const copy: LocalCopy = {
      path,
      name: "Sheet",
      findings: [],
      formats: new Map(),
      examine: () => [],
    };
    const revision = createHash("sha256").update(text).digest("hex");
    this.#known.set(tabPath(id), { copy, revision });
    return copy;
  }

  async readRows(
    path: string,
    name: string | undefined,
    rows: readonly number[],
    signal?: AbortSignal,
  ): Promise<readonly RowCells[]> {
    const id = parseTabPath(path);
    return this.#using(id.spreadsheet_id, async (client) => {
      if (name !== undefined) {
        const found = await this.#rowsOf(client, id, name, rows, signal).catch(unlessRange);
        if (found) return found;
      }
      // Renamed or shorter than it was: its description says what it is called and how far it goes.
      const tab = tabOf(await client.spreadsheet(id.spreadsheet_id, signal), id);
      const there = rows.filter((row) => row <= tab.rows);
      return this.#rowsOf(client, id, tab.title, there, signal);
    });
  }

  async #rowsOf(
    client: SheetsClient,
    id: TabId,
    title: string,
    rows: readonly number[],
    signal: AbortSignal | undefined,
  ): Promise<readonly RowCells[]> {
    if (rows.length === 0) return [];
    const ranges = rows.map((row) => wholeRow(title, row));
    const values = await client.values(id.spreadsheet_id, ranges, signal);
    return rows.map((row, index) => ({
      row,
      cells: (values[index]?.[0] ?? []).map((value) => cellText(value)),
    }));
  }

  async #drop(spreadsheetId: string): Promise<void> {
    for (const [path, { copy }] of this.#known) {
      if (parseTabPath(path).spreadsheet_id !== spreadsheetId) continue;
      this.#known.delete(path);
      await rm(copy.path, { force: true });
    }
  }

  async forget(): Promise<void> {
    for (const { copy } of this.#known.values()) await rm(copy.path, { force: true });
    this.#known.clear();
  }
}

/** Google's libraries take a tenth of a second to load, which only those pay who read a sheet. */
async function newClient(account: SheetsAccount, timing: Timing): Promise<SheetsClient> {
  const { SheetsClient: Client } = await import("./client.ts");
  return new Client(account, timing);
}

function isRefusal(error: unknown): boolean {
  const details = error instanceof AppError ? error.details : null;
  const { status, word } = (details ?? {}) as { status?: number; word?: string };
  return status === 401 || word === "invalid_grant";
}

/** A range that is not understood is looked up again; every other error stays one. */
function unlessRange(error: unknown): null {
  const details = error instanceof AppError ? (error.details as { status?: number } | null) : null;
  if (details?.status === 400) return null;
  throw error;
}

function tabOf(info: SpreadsheetInfo, id: TabId): TabInfo {
  const tab = info.tabs.find(({ sheet_id }) => sheet_id === id.sheet_id);
  if (tab) return tab;
  const names = info.tabs.map(({ title }) => `"${title}"`).join(", ");
  throw new AppError("upstream", `The tab is no longer in "${info.title}".`, {
    hint: `Put it back, or connect another one. There are: ${names}.`,
  });
}

function beingEdited(name: string): AppError {
  return new AppError("upstream", `"${name}" is being edited right now, so it was not read.`, {
    hint: "Nothing to do: the next run tries again.",
    retryable: true,
  });
}
