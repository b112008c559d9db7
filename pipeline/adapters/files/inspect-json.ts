import { basename } from "node:path";
import { AppError } from "#domain/errors.ts";
import type { Finding } from "#domain/findings.ts";
import type { Inspection, ReadOptions } from "#ports/file-reader.ts";
import { nameColumns } from "./column-names.ts";
import type { TextHead } from "./csv-head.ts";
import { likelyLines, listsInside, parseExact, type JsonRow } from "./json-records.ts";
import { rowReceiver, sayBroken } from "./json-stream.ts";
import { JsonWalker, type OnElement } from "./json-walker.ts";

const SAMPLE_ROWS = 200;
const RECORDS = 2000;

/** Whether a file is to be read as JSON: by its first character, unless the name says it is a CSV. */
export function looksLikeJson(text: string, path: string): boolean {
  const start = text.slice(0, 4096).trimStart();
  if (/\.(csv|tsv|tab)$/i.test(path)) return /^(\{\s*"|\[\s*\{)/.test(start);
  return /\.(json|ndjson|jsonl)$/i.test(path) || /^(\{\s*["}]|\[\s*[[{\]])/.test(start);
}

/**
 * Finds out which list of a JSON file holds the records and which columns they have.
 * @throws AppError `bad_input` for text that is not JSON or holds no records, `usage` for an unknown list
 */
export function inspectJson(head: TextHead, path: string, options: ReadOptions): Inspection {
  const lists = listsOf(head, path);
  const found = chooseList(lists, options.list, path);
  const inside = new Map<string, number>();
  const sequence = walk(head, path, found.list, (text) => {
    for (const list of listsInside(parseQuietly(text)))
      inside.set(list, (inside.get(list) ?? 0) + 1);
    return true;
  });
  const explode = likelyLines([...inside.keys()]);
  const rows: JsonRow[] = [];
  walk(
    head,
    path,
    found.list,
    rowReceiver(path, explode, (row) => rows.push(row) < RECORDS * 10),
  );
  const paths = [...new Set(rows.flatMap((row) => [...row.keys()]))];
  const named = nameColumns(paths, Math.max(1, paths.length), { row: 0, column: 0 });
  const findings = [
    ...head.findings,
    ...found.findings,
    ...(paths.length > 0 ? named.findings : []),
  ];
  return {
    layout: {
      kind: !lists.has("") && found.list === "" && sequence > 1 ? "ndjson" : "json",
      encoding: head.encoding.encoding,
      delimiter: ",",
      quote: '"',
      header_row: 0,
      first_row: 1,
      first_column: 0,
      headers: named.headers,
      header_cells: paths,
      ...(found.list !== "" && { list: found.list }),
      ...(explode !== undefined && { explode }),
    },
    sample: rows.slice(0, SAMPLE_ROWS).map((row) => paths.map((column) => row.get(column) ?? null)),
    findings: [...findings, ...explodeFindings(inside, explode), ...emptyFindings(rows)],
    certain: found.certain,
  };
}

/** The elements in the beginning of the file. A value that the end of the head cuts is left out. */
function walk(head: TextHead, path: string, list: string, onElement: OnElement): number {
  let count = 0;
  const walker = new JsonWalker(list, (text, line) => ++count <= RECORDS && onElement(text, line));
  try {
    walker.push(head.text);
    if (head.whole) walker.end();
  } catch (error) {
    throw sayBroken(error, path);
  }
  return walker.elements;
}

function listsOf(head: TextHead, path: string): Map<string, number> {
  const walker = new JsonWalker("\0", () => true);
  try {
    walker.push(head.text);
    if (head.whole) walker.end();
  } catch (error) {
    throw sayBroken(error, path);
  }
  return walker.lists;
}

function chooseList(
  lists: ReadonlyMap<string, number>,
  wanted: string | undefined,
  path: string,
): { list: string; certain: boolean; findings: Finding[] } {
  const names = [...lists].filter(([, objects]) => objects > 0).map(([name]) => name);
  if (wanted !== undefined) {
    if (lists.has(wanted) || wanted === "") return { list: wanted, certain: true, findings: [] };
    throw new AppError("usage", `${basename(path)} has no list "${wanted}".`, {
      hint: names.length > 0 ? `It has ${names.join(", ")}.` : "It has no list of records.",
    });
  }
  if (lists.has("") || names.length === 0)
    return { list: emptyList(lists), certain: true, findings: [] };
  const [first = ""] = [...names].sort((a, b) => (lists.get(b) ?? 0) - (lists.get(a) ?? 0));
  if (names.length === 1) return { list: first, certain: true, findings: [] };
  const finding: Finding = {
    kind: "list_uncertain",
    severity: "warn",
    text: `The file holds several lists: ${names.join(", ")}. We took ${first}.`,
    action: `Confirm ${first}, or name another one. Connect the file once per list to read several.`,
  };
  return { list: first, certain: false, findings: [finding] };
}

/** `{"orders": []}` holds no record yet, but it says where they will be. */
function emptyList(lists: ReadonlyMap<string, number>): string {
  return !lists.has("") && lists.size === 1 ? ([...lists.keys()][0] ?? "") : "";
}

function parseQuietly(text: string): ReturnType<typeof parseExact> {
  try {
    return parseExact(text);
  } catch {
    return null;
  }
}

function explodeFindings(
  inside: ReadonlyMap<string, number>,
  explode: string | undefined,
): Finding[] {
  if (explode === undefined) return [];
  const others = [...inside.keys()].filter((list) => list !== explode);
  const kept =
    others.length > 0 ? ` Other lists (${others.join(", ")}) stay together in one cell each.` : "";
  return [
    {
      kind: "list_exploded",
      severity: others.length > 0 ? "warn" : "info",
      text: `Each entry of ${explode} becomes a row of its own; the values around it repeat.${kept}`,
    },
  ];
}

function emptyFindings(rows: readonly JsonRow[]): Finding[] {
  if (rows.length > 0) return [];
  return [
    {
      kind: "no_rows",
      severity: "warn",
      text: "There are no records in the file.",
      action: "Check whether the export was meant to be empty.",
      count: 0,
    },
  ];
}
