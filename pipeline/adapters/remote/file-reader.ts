import { parseRange } from "#domain/cell-address.ts";
import type { Finding } from "#domain/findings.ts";
import type {
  FileReader,
  FoundRows,
  KnownPlace,
  ReadOptions,
  RowCells,
  TableLayout,
} from "#ports/file-reader.ts";
import type { LocalCopy, RemoteTables } from "#ports/remote-tables.ts";
import type { SourceFiles } from "#ports/source-files.ts";

/** Local tables as they are; remote ones through a local copy that the local reader then reads. */
export interface RemoteReaderParts {
  readonly local: FileReader;
  readonly files: SourceFiles;
  readonly remotes: readonly RemoteTables[];
  /** Where copies are kept while the workspace is open. */
  readonly folder: string;
}

/** One reader for all origins: paths with a service's scheme go there, everything else is a local file. */
export function createRemoteReader({ local, remotes, folder }: RemoteReaderParts): FileReader {
  const remoteOf = (path: string): RemoteTables | undefined =>
    remotes.find(({ scheme }) => path.startsWith(scheme));
  const copyOf = (path: string, signal?: AbortSignal): Promise<LocalCopy> | undefined =>
    remoteOf(path)?.fetch(path, folder, signal);
  return {
    async inspect(path, options, signal) {
      const copy = await copyOf(path, signal);
      if (!copy) return local.inspect(path, options, signal);
      const found = await local.inspect(copy.path, asCopied(options, copy), signal);
      const { headers, first_column: first } = found.layout;
      const formats = headers.flatMap((header, index) => {
        const format = copy.formats.get(first + index);
        return format === undefined ? [] : [[header, format] as const];
      });
      return {
        ...found,
        layout: {
          ...found.layout,
          table_name: copy.name,
          known_formats: Object.fromEntries(formats),
          ...spreadsheetOf(copy, found.layout),
        },
        findings: [
          ...copy.findings,
          ...copy.examine(found.layout),
          ...others(found.findings, copy),
        ],
      };
    },
    async peek(path, options, limit, signal) {
      const copy = await copyOf(path, signal);
      return copy
        ? local.peek(copy.path, asCopied(options, copy), limit, signal)
        : local.peek(path, options, limit, signal);
    },
    async prepare(path, layout, temporaryFolder, options = {}) {
      const copy = await copyOf(path, options.signal);
      if (!copy) return local.prepare(path, layout, temporaryFolder, options);
      const prepared = await local.prepare(copy.path, layout, temporaryFolder, options);
      return { ...prepared, findings: others(prepared.findings, copy) };
    },
    confirmUnchanged: (prepared) => local.confirmUnchanged(prepared),
    readCells: (path, layout, rows, signal) => local.readCells(path, layout, rows, signal),
    async lookUp(path, options, place, rows, signal) {
      const remote = remoteOf(path);
      if (!remote) return local.lookUp(path, options, place, rows, signal);
      if (!remote.readRows) {
        const copy = await remote.fetch(path, folder, signal);
        return local.lookUp(copy.path, asCopied(options, copy), place, rows, signal);
      }
      const wanted = [place.first_row - 1, ...rows];
      return placed(place, await remote.readRows(path, place.name, wanted, signal));
    },
  };
}

/** Whole rows, the one with the column names first, as the columns of the table. */
function placed(
  { headers, first_column: first }: KnownPlace,
  [above, ...found]: readonly RowCells[],
): FoundRows {
  const own = (cells: readonly (string | null)[]): (string | null)[] =>
    headers.map((_, index) => cells[first + index] ?? null);
  return {
    headers,
    header_cells: own(above?.cells ?? []).map((cell) => cell ?? ""),
    rows: found.map(({ row, cells }) => ({ row, cells: own(cells) })),
  };
}

/** The spreadsheet's facts, its number formats by the names of the columns. */
function spreadsheetOf(
  { spreadsheet }: LocalCopy,
  { headers, first_column: first }: TableLayout,
): Pick<TableLayout, "spreadsheet"> {
  if (!spreadsheet) return {};
  const { locale, time_zone, shown } = spreadsheet;
  const formats = headers.flatMap((header, index) => {
    const format = shown.get(first + index);
    return format === undefined ? [] : [[header, format] as const];
  });
  return { spreadsheet: { locale, time_zone, formats: Object.fromEntries(formats) } };
}

/** What the copy's reader says about text and rows is said better, with cells, by who knows the service. */
const SAID_BETTER = new Set(["blank_rows_inside", "formula_error", "total_row"]);
const others = (findings: readonly Finding[], copy: LocalCopy): readonly Finding[] =>
  findings.filter(
    ({ kind, address }) =>
      copy.as_is === true ||
      (!SAID_BETTER.has(kind) && !(kind === "blank_header" && isEmpty(copy, address))),
  );

/** A margin of the sheet, not a column that lacks a name. */
function isEmpty({ isFilled }: LocalCopy, address: string | undefined): boolean {
  const head = address === undefined ? undefined : parseRange(address);
  return head !== undefined && isFilled?.(head.left, head.top + 1) === false;
}

/** How copies are written. */
const asCopied = (options: ReadOptions, { header_row, as_is }: LocalCopy): ReadOptions =>
  as_is === true
    ? options
    : {
        ...(header_row !== undefined && { header_row }),
        ...options,
        encoding: "utf-8",
        delimiter: ",",
      };

/** Objects of local and remote origins alike. */
export function createRemoteFiles({ files, remotes }: RemoteReaderParts): SourceFiles {
  const kinds = new Map(remotes.map((remote) => [remote.scheme.replace(":", ""), remote]));
  return {
    async list(origin, signal) {
      const remote = kinds.get(origin.kind);
      return remote ? remote.list(origin, signal) : files.list(origin);
    },
    release: (prepared) => files.release(prepared),
    async clearScratch(path) {
      for (const remote of remotes) await remote.forget();
      await files.clearScratch(path);
    },
    announce: (expected) => remotes.forEach((remote) => remote.announce(expected)),
  };
}
