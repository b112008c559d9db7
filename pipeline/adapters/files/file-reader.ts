import type { FileReader, ReadOptions } from "#ports/file-reader.ts";
import { confirmState, stopIfCancelled } from "./byte-source.ts";
import { readTextHead, type TextHead } from "./csv-head.ts";
import { knownEncoding } from "./encoding.ts";
import { inspectCsv } from "./inspect-csv.ts";
import { inspectJson, looksLikeJson } from "./inspect-json.ts";
import { peekCsv, peekJson } from "./peek.ts";
import { prepareCsv } from "./prepare-csv.ts";
import { prepareJson, readJsonCells } from "./prepare-json.ts";
import { readCsvCells } from "./read-cells.ts";

/** Reads tables from local files. Holds no state; see the port for shapes and errors. */
export function createFileReader(): FileReader {
  const reader: FileReader = {
    async inspect(path, options, signal) {
      const head = await headOf(path, options, signal);
      return looksLikeJson(head.text, path)
        ? inspectJson(head, path, options)
        : inspectCsv(head, path, options);
    },
    async peek(path, options, limit, signal) {
      const head = await headOf(path, options, signal);
      return looksLikeJson(head.text, path)
        ? peekJson(head, path, options, limit)
        : peekCsv(head, path, options, limit);
    },
    async prepare(path, layout, temporaryFolder, options = {}) {
      stopIfCancelled(options.signal);
      const prepare = layout.kind === "csv" ? prepareCsv : prepareJson;
      return prepare(path, layout, temporaryFolder, options);
    },
    async confirmUnchanged(prepared) {
      if (!prepared.temporary) await confirmState(prepared.path, prepared);
    },
    readCells(path, layout, rows, signal) {
      const read = layout.kind === "csv" ? readCsvCells : readJsonCells;
      return read(path, layout, rows, signal);
    },
    async lookUp(path, options, _place, rows, signal) {
      const { layout } = await reader.inspect(path, options, signal);
      const { headers, header_cells } = layout;
      return { headers, header_cells, rows: await reader.readCells(path, layout, rows, signal) };
    },
  };
  return reader;
}

async function headOf(
  path: string,
  options: ReadOptions,
  signal: AbortSignal | undefined,
): Promise<TextHead> {
  stopIfCancelled(signal);
  const fixed = options.encoding === undefined ? undefined : knownEncoding(options.encoding);
  const head = await readTextHead(path, fixed);
  stopIfCancelled(signal);
  return head;
}
