import { ENTITIES, type EntityName } from "#domain/entities.ts";
import { AppError } from "#domain/errors.ts";
import { formatKind, inferFormat } from "#domain/mapping/formats.ts";
import type { ColumnProfile } from "#domain/mapping/profile.ts";
import { findHeader } from "#domain/mapping/statements.ts";
import { allHeaders } from "#domain/run/bronze-sql.ts";
import type { ColumnFormat, Mapping, Source } from "#domain/workspace.ts";
import { noteChange } from "#app/changes/note.ts";
import type { Services } from "#app/services.ts";
import type { Call, Handler } from "#app/use-case.ts";
import { changeMapping, saveNext } from "./change-mapping.ts";
import { withSource } from "./read-source.ts";
import { findSource, mappedEntities, mappingOf } from "./summary.ts";

type Input = Parameters<ReturnType<Handler<"sources", "map">>>[0];

/**
 * `sources.map`: the next version of a source's mapping. Its entities are parsed again by the next run, from
 * the rows that are stored; the source itself is only read to know its columns and how they are written.
 */
export const mapSource: Handler<"sources", "map"> = (services) => async (input, call) => {
  const workspace = await services.workspaces.open(services.directory);
  const source = findSource(workspace, input.id);
  if (input.undo) requireNothingElse(input);
  const saved = input.undo
    ? await restorePrevious(services, source.id, source.name)
    : await change(services, source, input, call);
  noteChange(services, {
    area: "mapping",
    text: input.undo
      ? `The columns of ${source.name} are read as before.`
      : `The columns of ${source.name} were changed: ${saidText(input)}.`,
    undo: { kind: "mapping", source_id: source.id, version: saved.version },
  });
  return { id: source.id, mapping_version: saved.version, entities: mappedEntities(saved) };
};

/** What was said, e.g. `email from "cust_mail", ordered_at as dmy`. */
function saidText({ map, defaults, formats, aliases }: Input): string {
  return [
    ...map.map(({ column, headers }) => `${words(column)} from "${headers.join(" ")}"`),
    ...aliases.map(({ header, earlier }) => `"${earlier}" is "${header}" now`),
    ...defaults.map(({ column, value }) => `${words(column)} is "${value}" in every row`),
    ...formats.map(({ column, format }) => `${words(column)} is read as ${format}`),
  ].join(", ");
}

const words = (column: string): string => column.replaceAll("_", " ");

function requireNothingElse(input: Input): void {
  const said = input.map.length + input.defaults.length + input.formats.length;
  if (said + input.aliases.length === 0) return;
  throw new AppError("usage", "An undo takes the last change back and changes nothing else.", {
    hint: "Undo first, then make the other change.",
  });
}

/** The version before the newest, as a new version: nothing that was said is ever lost. */
export async function restorePrevious(
  services: Services,
  source_id: string,
  name = source_id,
): Promise<Mapping> {
  const versions = await services.workspaces.mappings(services.directory, source_id);
  const [current, previous] = [versions.at(-1), versions.at(-2)];
  if (!current || !previous) {
    throw new AppError("usage", `The mapping of ${name} was never changed.`, {
      hint: "There is nothing to take back.",
    });
  }
  return saveNext(services, current, previous);
}

async function change(
  services: Services,
  source: Source,
  input: Input,
  call: Call,
): Promise<Mapping> {
  const now = await columnsNow(services, source, call);
  const stored = allHeaders(await services.bronze.batches(source.id));
  const known = [...now.map(({ header }) => header), ...stored];
  const current = await mappingOf(services, source);
  const aliases = Object.fromEntries(
    input.aliases.map(({ header, earlier }) => [
      findHeader(header, known),
      findHeader(earlier, [...known, ...mappedHeaders(current)]),
    ]),
  );
  const finish = (next: Mapping): Mapping => settleFormats(current, next, now, aliases);
  return changeMapping(services, { ...input, aliases, finish }, known);
}

/** The columns the source has today; none if it cannot be read now, which is no reason to refuse. */
async function columnsNow(
  services: Services,
  source: Source,
  call: Call,
): Promise<readonly ColumnProfile[]> {
  try {
    return await withSource(services, source, call, async ({ profile }) => profile.columns);
  } catch (error) {
    const unreadable = ["bad_input", "not_found", "upstream"];
    if (error instanceof AppError && unreadable.includes(error.code)) return [];
    throw error;
  }
}

const mappedHeaders = (mapping: Mapping): string[] =>
  Object.values(mapping.entities).flatMap(({ columns }) => Object.values(columns).flat());

/**
 * A header that newly holds dates or numbers needs a format: its old name's, else the one its values prove.
 * @throws AppError `question` when the values fit two.
 */
function settleFormats(
  current: Mapping,
  next: Mapping,
  now: readonly ColumnProfile[],
  aliases: Readonly<Record<string, string>>,
): Mapping {
  const formats: Record<string, ColumnFormat> = { ...next.formats };
  for (const [entity, mapped] of Object.entries(next.entities)) {
    for (const { name, type } of ENTITIES[entity as EntityName].columns) {
      const header = mapped.columns[name]?.[0];
      const kind = formatKind(type);
      if (header === undefined || kind === null || formats[header] !== undefined) continue;
      const before = current.entities[entity as EntityName]?.columns[name] ?? [];
      if (before.includes(header)) continue;
      const inherited = formats[aliases[header] ?? ""];
      const profile = now.find((column) => column.header === header);
      const format = inherited ?? (profile && provenFormat(profile, kind, name));
      if (format !== undefined) formats[header] = format;
    }
  }
  return { ...next, formats };
}

function provenFormat(column: ColumnProfile, kind: "date" | "number", name: string): ColumnFormat {
  const { format, evidence, options } = inferFormat(column, kind);
  if (format !== null) return format;
  throw new AppError("question", evidence, {
    hint: `Add ${options.map((option) => `--format ${name}=${option}`).join(" or ")}.`,
  });
}
