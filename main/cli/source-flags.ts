import type { Command } from "commander";
import { AppError } from "#domain/errors.ts";
import { ENTITY_NAMES, type EntityName } from "#domain/entities.ts";
import { COLUMN_FORMATS } from "#contract/names.ts";
import type { SourceInput } from "#contract/sources.ts";
import { collect, given, wholeNumber } from "./command-line.ts";
import type { Host } from "./host.ts";
import { type RemoteFlags, withRemoteFlags } from "./remote-flags.ts";

export interface SourceFlags extends RemoteFlags {
  json?: boolean;
  csv?: string;
  jsonFile?: string;
  folder?: string;
  name?: string;
  mode?: string;
  map?: readonly string[];
  default?: readonly string[];
  format?: readonly string[];
  headerRow?: number;
  range?: string;
  delimiter?: string;
  encoding?: string;
  tz?: string;
  pricesIncludeTax?: boolean;
  sameKeys?: boolean;
  keyPrefix?: string;
  sheet?: string;
  account?: string;
}

/** The flags that say how columns are mapped. */
export function withMappingFlags(command: Command): Command {
  const text = collect((value) => value);
  return command
    .option("--map <column=header>", '[entity.]column="Header", "H1|H2" joins', text)
    .option("--default <column=value>", "[entity.]column=value for every row", text)
    .option("--format <column=format>", `column=${COLUMN_FORMATS.join("|")}`, text);
}

/** The flags that say what a source is; the same for `source add` and `source suggest`. */
export function withSourceFlags(command: Command): Command {
  command
    .option("--csv <file>", "a CSV file")
    .option("--json-file <file>", "a JSON or NDJSON file")
    .option("--folder <dir>", "a folder of such files; new files add to it")
    .option("--sheet <link>", "a tab of a Google Sheet: its link from the address bar")
    .option("--account <name>", "the Google account that reads the sheet")
    .option("--name <text>", "label people see")
    .option("--mode <mode>", "snapshot: each read is the whole truth; append: a read adds");
  withMappingFlags(command)
    .option("--header-row <n>", "row of the column names, from 1", wholeNumber(1))
    .option("--range <range>", "cells to read, e.g. B3:H")
    .option("--delimiter <character>", "e.g. ; or tab")
    .option("--encoding <name>", "e.g. windows-1252")
    .option("--tz <zone>", "zone of times without offset (default: the workspace's)")
    .option("--prices-include-tax", "prices and totals of this source include tax")
    .option("--same-keys", "another source feeds the entity with the same keys")
    .option("--key-prefix <text>", "put before the keys of this source");
  return withRemoteFlags(command);
}

const usage = (message: string, hint: string): AppError => new AppError("usage", message, { hint });

function entity(name: string): EntityName {
  const found = ENTITY_NAMES.find((known) => known === name);
  if (found) return found;
  throw usage(`There is no entity "${name}".`, `Entities are: ${ENTITY_NAMES.join(", ")}.`);
}

/** `orders,order_items` → names. */
export function entityList(text: string): EntityName[] {
  return [...new Set(text.split(",").map((name) => entity(name.trim())))];
}

/** `[entity.]column=value` → its parts; the first `=` divides. */
function assignment(flag: string, text: string) {
  const at = text.indexOf("=");
  const left = text.slice(0, at).trim();
  const value = text.slice(at + 1);
  if (at < 1 || left === "" || value.trim() === "") {
    throw usage(
      `--${flag} ${text} is not of the form column=…`,
      `Write --${flag} [entity.]column=…`,
    );
  }
  const dot = left.indexOf(".");
  if (dot < 0) return { column: left, value };
  return { entity: entity(left.slice(0, dot)), column: left.slice(dot + 1), value };
}

/** `H1|H2` → both; `\|` is a bar inside a header; quotes the shell left are taken off. */
export function headerList(text: string): string[] {
  const parts = text.split(/(?<!\\)\|/).map((part) => part.replaceAll("\\|", "|").trim());
  return parts.map((part) => /^"(.+)"$/.exec(part)?.[1] ?? part).filter((part) => part !== "");
}

function columnFormat(text: string) {
  const found = COLUMN_FORMATS.find((known) => known === text.trim());
  if (found) return found;
  throw usage(`There is no format "${text}".`, `Formats are: ${COLUMN_FORMATS.join(", ")}.`);
}

function originOf(
  flags: SourceFlags,
  host: Host,
  elsewhere: SourceInput["origin"] | undefined,
): SourceInput["origin"] {
  const said: SourceInput["origin"][] = elsewhere ? [elsewhere] : [];
  if (flags.csv !== undefined) said.push({ kind: "csv", path: host.path(flags.csv) });
  if (flags.jsonFile !== undefined) said.push({ kind: "json", path: host.path(flags.jsonFile) });
  if (flags.folder !== undefined) said.push({ kind: "folder", path: host.path(flags.folder) });
  const [first, second] = said;
  if (first && !second) return first;
  throw usage(
    first ? "A source is read from one place." : "It is not said where the source is read from.",
    "Give one of --csv FILE, --json-file FILE, --folder FOLDER, --sheet LINK, --postgres ADDRESS, --mysql ADDRESS, --s3 PLACE, --rest ADDRESS.",
  );
}

function modeOf(text: string | undefined): "snapshot" | "append" | undefined {
  if (text === undefined || text === "snapshot" || text === "append") return text;
  throw usage(`There is no mode "${text}".`, "Modes are: snapshot, append.");
}

/** What was said about columns, in the words of the contract. */
export function mappingInput(flags: Pick<SourceFlags, "map" | "default" | "format">) {
  return {
    map: (flags.map ?? []).map((text) => {
      const { value, ...target } = assignment("map", text);
      return { ...target, headers: headerList(value) };
    }),
    defaults: (flags.default ?? []).map((text) => assignment("default", text)),
    formats: (flags.format ?? []).map((text) => {
      const { value, ...target } = assignment("format", text);
      return { ...target, format: columnFormat(value) };
    }),
  };
}

/** `New header=Old header`; a column name with `=` in it needs the console. */
export function aliasPair(text: string): { header: string; earlier: string } {
  const [header = "", earlier = ""] = text.split("=").map((part) => headerList(part)[0] ?? "");
  if (header !== "" && earlier !== "" && text.split("=").length === 2) return { header, earlier };
  throw usage(`--alias ${text} is not of the form "New header=Old header".`, "Write both names.");
}

/** What was said on the command line, in the words of the contract. */
export function sourceInput(
  entities: string,
  flags: SourceFlags,
  host: Host,
  elsewhere?: SourceInput["origin"],
): SourceInput {
  const { name, headerRow: header_row, range, encoding } = flags;
  const delimiter = flags.delimiter?.replace(/^(tab|\\t)$/i, "\t");
  return {
    entities: entityList(entities),
    origin: originOf(flags, host, elsewhere),
    ...mappingInput(flags),
    read: given({ header_row, range, encoding, delimiter }),
    ...given({
      name,
      mode: modeOf(flags.mode),
      time_zone: flags.tz,
      prices_include_tax: flags.pricesIncludeTax,
      same_keys: flags.sameKeys,
      key_prefix: flags.keyPrefix,
    }),
  };
}
