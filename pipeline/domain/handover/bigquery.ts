import { bigqueryLayout } from "./layout.ts";
import {
  fileOf,
  type Handover,
  type HandoverFile,
  type HandoverTable,
  nameOf,
  schemasOf,
} from "./table.ts";
import { bigqueryType } from "./types.ts";

const VERSION_TABLE = "published_version";

/** A name in backticks; ours have none in them. */
const quote = (name: string): string => `\`${name.replaceAll("`", "")}\``;
/** A text as BigQuery reads it back. */
export const bigqueryText = (text: string): string =>
  `'${text.replaceAll("\\", "\\\\").replaceAll("'", "\\'").replaceAll("\n", "\\n")}'`;

const live = ({ prefix }: Handover, schema: string, table: string): string =>
  `${quote(prefix + schema)}.${quote(table)}`;
const stagingOf = ({ prefix, version }: Handover): string => `${prefix}staging_v${version}`;
const staged = (handover: Handover, { schema, name }: HandoverTable): string =>
  `${quote(stagingOf(handover))}.${quote(`${schema}__${name}`)}`;

/** Scripts that load a version into BigQuery. Definitions cannot be part of its transactions, so they come before. */
export function bigqueryScripts(handover: Handover): readonly HandoverFile[] {
  return [tablesFile(handover), loadFile(handover), switchFile(handover), tidyFile(handover)];
}

function tablesFile(handover: Handover): HandoverFile {
  const datasets = schemasOf(handover).map(
    (schema) => `create schema if not exists ${quote(handover.prefix + schema)}`,
  );
  const version = live(handover, schemasOf(handover)[0] ?? "gold", VERSION_TABLE);
  return fileOf(
    "1-tables.sql",
    [
      `Medallion, published version ${handover.version}: data sets and tables; what is there already stays, with its rows.`,
      "Keys are not enforced here; the planner trusts them, so only those are named that hold for every row.",
      "A column of another type than before makes 3-switch.sql stop before it changes anything: then drop that table first.",
    ],
    [
      ...datasets,
      ...handover.tables.flatMap((table) => [
        createTable(handover, table),
        addColumns(handover, table),
      ]),
      `create table if not exists ${version} (\n  \`version\` int64 not null,\n  \`build_id\` string not null,\n  \`published_at\` timestamp not null\n)`,
    ],
  );
}

function createTable(handover: Handover, table: HandoverTable): string {
  const { clauses, why } = bigqueryLayout(table);
  const lines = [
    ...table.columns.map(({ name, type, required, description }) => {
      const must = required && table.key.includes(name) ? " not null" : "";
      return `${quote(name)} ${typeOf(table, name, type)}${must} options (description = ${bigqueryText(description)})`;
    }),
    ...(table.key.length > 0
      ? [`primary key (${table.key.map(quote).join(", ")}) not enforced`]
      : []),
    ...table.references.map(({ column, to, field }) => {
      const [schema, name] = to.split(".") as [string, string];
      return `foreign key (${quote(column)}) references ${live(handover, schema, name)} (${quote(field)}) not enforced`;
    }),
  ];
  const comments = [...table.remarks, ...why].map((line) => `-- ${line}\n`).join("");
  const place = live(handover, table.schema, table.name);
  const options = `options (description = ${bigqueryText(table.description)})`;
  return [
    `${comments}create table if not exists ${place} (\n  ${lines.join(",\n  ")}\n)`,
    ...clauses,
    options,
  ].join("\n");
}

/** A column that came with a later version of the models. */
function addColumns(handover: Handover, table: HandoverTable): string {
  const columns = table.columns.map(
    ({ name, type }) => `add column if not exists ${quote(name)} ${typeOf(table, name, type)}`,
  );
  return `alter table ${live(handover, table.schema, table.name)}\n  ${columns.join(",\n  ")}`;
}

const typeOf = (table: HandoverTable, name: string, type: string): string =>
  bigqueryType(`${nameOf(table)}.${name}`, type);

function loadFile(handover: Handover): HandoverFile {
  const loads = handover.tables.map(
    (table) =>
      `-- ${table.rows} rows\nload data overwrite ${staged(handover, table)}\nfrom files (format = 'PARQUET', uris = [${bigqueryText(`${handover.objects}/${table.sha256}`)}])`,
  );
  return fileOf(
    "2-load.sql",
    [
      "Loads the files into a data set of their own; readers still see what they saw before.",
      "The files describe themselves, so no types are given; the data sets must be in the bucket's location.",
    ],
    [
      `create schema if not exists ${quote(stagingOf(handover))} options (description = 'Medallion loads here; may be dropped at any time')`,
      ...loads,
    ],
  );
}

function switchFile(handover: Handover): HandoverFile {
  const checks = handover.tables.map(
    (table) =>
      `select if(count(*) = ${table.rows}, true, error('${nameOf(table)} has not as many rows as were published; nothing is switched')) from ${staged(handover, table)}`,
  );
  const moves = handover.tables.flatMap((table) => {
    const place = live(handover, table.schema, table.name);
    const names = table.columns.map(({ name }) => quote(name)).join(", ");
    const casts = table.columns
      .map(({ name, type }) => {
        const plain = typeOf(table, name, type).replace(/\(.*/, "");
        return `cast(${quote(name)} as ${plain})`;
      })
      .join(", ");
    return [
      `truncate table ${place}`,
      `insert into ${place} (${names})\nselect ${casts}\nfrom ${staged(handover, table)}`,
    ];
  });
  const version = live(handover, schemasOf(handover)[0] ?? "gold", VERSION_TABLE);
  const { version: number, build_id, published_at } = handover;
  return fileOf(
    "3-switch.sql",
    [
      "Run as one script: readers get all of the new version at once, or, if a statement fails, nothing of it.",
      "To go back, roll back in Medallion and load that version, or use time travel within its seven days.",
    ],
    [
      "begin transaction",
      ...checks,
      ...moves,
      `truncate table ${version}`,
      `insert into ${version} (\`version\`, \`build_id\`, \`published_at\`) values (${number}, ${bigqueryText(build_id)}, timestamp ${bigqueryText(published_at)})`,
      "commit transaction",
    ],
  );
}

function tidyFile(handover: Handover): HandoverFile {
  return fileOf(
    "tidy.sql",
    ["When all is well: removes what was only needed for loading."],
    [`drop schema if exists ${quote(stagingOf(handover))} cascade`],
  );
}
