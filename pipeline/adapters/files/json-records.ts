import { AppError } from "#domain/errors.ts";

/** A JSON value whose numbers keep the text they were written with (as raw JSON objects). */
type Exact = string | boolean | null | readonly Exact[] | ExactObject | RawNumber;
type ExactObject = { readonly [key: string]: Exact };
/** What `JSON.rawJSON` makes. */
type RawNumber = { readonly rawJSON: string };

/** Parts of Node's JSON that the type library does not know yet. */
const json = JSON as unknown as {
  parse(
    text: string,
    reviver: (key: string, value: unknown, context: { source?: string }) => unknown,
  ): Exact;
  rawJSON(text: string): RawNumber;
  isRawJSON(value: unknown): value is RawNumber;
  stringify(value: Exact): string;
};

/** Parses one value; a number never passes through floating point. @throws SyntaxError */
export function parseExact(text: string): Exact {
  return json.parse(text, (_key, value, context) =>
    typeof value === "number" ? json.rawJSON(context.source ?? String(value)) : value,
  );
}

const isObject = (value: Exact | undefined): value is ExactObject =>
  typeof value === "object" && value !== null && !Array.isArray(value) && !json.isRawJSON(value);

const isListOfObjects = (value: Exact): value is readonly ExactObject[] =>
  Array.isArray(value) && value.length > 0 && value.every(isObject);

/** The cells of one row by dotted column name, in the order in which they stand. */
export type JsonRow = Map<string, string | null>;

/** Dotted paths of the lists of objects inside a record. */
export function listsInside(record: Exact, prefix = ""): string[] {
  if (!isObject(record)) return [];
  return Object.entries(record).flatMap(([key, value]) =>
    isListOfObjects(value) ? [prefix + key] : listsInside(value, `${prefix}${key}.`),
  );
}

/**
 * The rows of one record: one, or one per object of the list at `explode`, with the other values repeated.
 * Nested objects become dotted columns, other lists stay JSON text. Returns undefined when it is no object.
 */
export function rowsOf(record: Exact, explode: string | undefined): JsonRow[] | undefined {
  if (!isObject(record)) return undefined;
  const parent: JsonRow = new Map();
  const items: ExactObject[] = [];
  const take = (value: Exact, path: string): boolean => {
    if (path !== explode || !Array.isArray(value) || !value.every(isObject)) return false;
    items.push(...value);
    // The list's columns stand where the list stands.
    for (const item of value)
      for (const key of flatten(item, `${path}.`).keys()) parent.set(key, null);
    return true;
  };
  flatten(record, "", parent, take);
  if (items.length === 0) return [parent];
  return items.map((item) => flatten(item, `${explode}.`, new Map(parent)));
}

function flatten(
  record: ExactObject,
  prefix: string,
  row: JsonRow = new Map(),
  take: (value: Exact, path: string) => boolean = () => false,
): JsonRow {
  for (const [key, value] of Object.entries(record)) {
    const path = prefix + key;
    if (take(value, path)) continue;
    if (isObject(value) && Object.keys(value).length > 0) flatten(value, `${path}.`, row, take);
    else row.set(path, textOf(value));
  }
  return row;
}

function textOf(value: Exact): string | null {
  if (value === null || typeof value === "string") return value;
  return json.isRawJSON(value) ? value.rawJSON : json.stringify(value);
}

/** The list that most likely holds the lines of a record, of those given; undefined when there is none. */
export function likelyLines(paths: readonly string[]): string | undefined {
  const usual =
    /(^|[._])(line_?items?|order_?(items?|lines?)|items?|lines?|products?|positions?)$/i;
  return paths.find((path) => usual.test(path)) ?? paths[0];
}

/** @param line 1-based line of the file in which the record starts */
export function brokenJson(name: string, line: number, reason: string, cutOff = false): AppError {
  const what = cutOff
    ? `${name} is cut off: the record that starts in line ${line} does not end.`
    : `${name} is not valid JSON in the record of line ${line}: ${reason}.`;
  return new AppError("bad_input", `${what} Nothing of the file was taken.`, {
    hint: "Export the file again; if it was edited by hand, correct that line.",
    details: { line },
  });
}
