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
      "Keys are not enforced here, but the planner trusts them. What an earlier version promised is taken back first;",
      "3-switch.sql names what holds for every row of this one.",
      "A column of another type than before makes 3-switch.sql stop before it changes anything: then drop that table first.",
    ],
    [
      ...datasets,
      ...handover.tables.flatMap((table) => [
        createTable(handover, table),
        addColumns(handover, table),
      ]),
      ...schemasOf(handover).map((schema) => dropForeignKeys(handover, schema)),
      ...handover.tables.map(
        (table) =>
          `alter table ${live(handover, table.schema, table.name)} drop primary key if exists`,
      ),
      ...schemasOf(handover).map((schema) => dropRequired(handover, schema)),
      `create table if not exists ${version} (\n  \`version\` int64 not null,\n  \`build_id\` string not null,\n  \`published_at\` timestamp not null\n)`,
    ],
  );
}

function createTable(handover: Handover, table: HandoverTable): string {
  const { clauses, why } = bigqueryLayout(table);
  const lines = table.columns.map(
    ({ name, type, description }) =>
      `${quote(name)} ${typeOf(table, name, type)} options (description = ${bigqueryText(description)})`,
  );
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

const namesOf = ({ tables }: Handover, schema: string): string =>
  tables
    .filter((table) => table.schema === schema)
    .map(({ name }) => bigqueryText(name))
    .join(", ");

/** Under whatever name BigQuery or an earlier script gave them; ordered so that no table is changed many times in a row. */
function dropForeignKeys(handover: Handover, schema: string): string {
  const place = quote(handover.prefix + schema);
  return [
    `for stale in (select array_reverse(split(constraint_name, '.'))[offset(0)] as name, table_name from ${place}.INFORMATION_SCHEMA.TABLE_CONSTRAINTS where constraint_type = 'FOREIGN KEY' and table_name in (${namesOf(handover, schema)}) order by name, table_name)`,
    `do execute immediate format('alter table ${place}.\`%s\` drop constraint if exists \`%s\`', stale.table_name, stale.name); end for`,
  ].join("\n");
}

/** A column that must be filled makes the switch fail where it no longer is; dropping what is not there is an error. */
function dropRequired(handover: Handover, schema: string): string {
  const place = quote(handover.prefix + schema);
  return [
    `for stale in (select column_name, table_name from ${place}.INFORMATION_SCHEMA.COLUMNS where is_nullable = 'NO' and table_name in (${namesOf(handover, schema)}) order by column_name, table_name)`,
    `do execute immediate format('alter table ${place}.\`%s\` alter column \`%s\` drop not null', stale.table_name, stale.column_name); end for`,
  ].join("\n");
}

/** What was counted in this version; of each table in turn, as BigQuery takes few changes of one table at a time. */
function addKeys(handover: Handover): readonly string[] {
  const place = ({ schema, name }: Pick<HandoverTable, "schema" | "name">): string =>
    live(handover, schema, name);
  const primary = handover.tables
    .filter(({ key }) => key.length > 0)
    .map(
      (table) =>
        `alter table ${place(table)} add primary key (${table.key.map(quote).join(", ")}) not enforced`,
    );
  const foreign = handover.tables.flatMap((table) =>
    table.references.map(({ column, to, field }, turn) => {
      const [schema, name] = to.split(".") as [string, string];
      const key = `${quote(`fk_${column}_${name}`)} foreign key (${quote(column)})`;
      const sql = `alter table ${place(table)} add constraint ${key} references ${place({ schema, name })} (${quote(field)}) not enforced`;
      return { turn, sql };
    }),
  );
  const inTurn = foreign.toSorted((one, other) => one.turn - other.turn);
  return [...primary, ...inTurn.map(({ sql }) => sql)];
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
      "Keys are named after that: an error there leaves the new version in place. Run 1-tables.sql before running this again.",
      "To go back, roll back in Medallion and load that version, or use time travel within its seven days.",
    ],
    [
      "begin transaction",
      ...checks,
      ...moves,
      `truncate table ${version}`,
      `insert into ${version} (\`version\`, \`build_id\`, \`published_at\`) values (${number}, ${bigqueryText(build_id)}, timestamp ${bigqueryText(published_at)})`,
      "commit transaction",
      ...addKeys(handover),
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
