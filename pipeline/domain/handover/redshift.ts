import { quoteIdentifier, quoteLiteral } from "#domain/sql-text.ts";
import { redshiftLayout } from "./layout.ts";
import {
  fileOf,
  type Handover,
  type HandoverFile,
  type HandoverTable,
  nameOf,
  schemasOf,
} from "./table.ts";
import { redshiftType } from "./types.ts";

/** Where a version is while it is loaded, where readers find it, and where the one before it goes. */
const schemaNames = ({ prefix, version }: Handover, schema: string) => ({
  next: `${prefix}${schema}_v${version}`,
  live: `${prefix}${schema}`,
  before: `${prefix}${schema}_before_v${version}`,
});

const tableAt = (schema: string, table: string): string =>
  `${quoteIdentifier(schema)}.${quoteIdentifier(table)}`;

/** Which version readers see, as a table beside the data. */
const VERSION_TABLE = "published_version";

/**
 * Scripts that load a version into Redshift. The first, the third and the last hold nothing that PostgreSQL does not
 * know, but for the lines that say how rows lie on disks and the word `role` of a grant.
 */
export function redshiftScripts(handover: Handover): readonly HandoverFile[] {
  return [
    tablesFile(handover),
    loadFile(handover),
    switchFile(handover),
    backFile(handover),
  ].concat(tidyFile(handover));
}

function tablesFile(handover: Handover): HandoverFile {
  const role = quoteIdentifier(handover.reader);
  const schemas = schemasOf(handover).flatMap((schema) => {
    const { next, live } = schemaNames(handover, schema);
    return [
      `drop schema if exists ${quoteIdentifier(next)} cascade`,
      `create schema ${quoteIdentifier(next)}`,
      // So that the first switch has something to put aside.
      `create schema if not exists ${quoteIdentifier(live)}`,
      `grant usage on schema ${quoteIdentifier(next)} to role ${role}`,
    ];
  });
  const tables = handover.tables.flatMap((table) => {
    const place = tableAt(schemaNames(handover, table.schema).next, table.name);
    return [
      createTable(handover, table),
      `comment on table ${place} is ${quoteLiteral(table.description)}`,
      ...table.columns.map(
        ({ name, description }) =>
          `comment on column ${place}.${quoteIdentifier(name)} is ${quoteLiteral(description)}`,
      ),
      `grant select on table ${place} to role ${role}`,
    ];
  });
  return fileOf(
    "1-tables.sql",
    [
      `Medallion, published version ${handover.version}: new schemas with empty tables. Readers see nothing of them yet.`,
      `The role must be there: create role ${handover.reader};`,
      "Keys are information for the planner here, which trusts them: only those are named that hold for every row.",
    ],
    [...schemas, ...tables, ...versionTable(handover)],
  );
}

function createTable(handover: Handover, table: HandoverTable): string {
  const { clauses, why } = redshiftLayout(table);
  const lines = [
    ...table.columns.map(({ name, type, required, longest }) => {
      const written = redshiftType(`${nameOf(table)}.${name}`, type, longest);
      return `${quoteIdentifier(name)} ${written}${required ? " not null" : ""}`;
    }),
    ...(table.key.length > 0 ? [`primary key (${table.key.map(quoteIdentifier).join(", ")})`] : []),
    ...table.references.map(({ column, to, field }) => {
      const [schema, name] = to.split(".") as [string, string];
      const target = tableAt(schemaNames(handover, schema).next, name);
      return `foreign key (${quoteIdentifier(column)}) references ${target} (${quoteIdentifier(field)})`;
    }),
  ];
  const comments = [...table.remarks, ...why].map((line) => `-- ${line}\n`).join("");
  const place = tableAt(schemaNames(handover, table.schema).next, table.name);
  return `${comments}create table ${place} (\n  ${lines.join(",\n  ")}\n)${clauses.map((clause) => `\n${clause}`).join("")}`;
}

function versionTable(handover: Handover): readonly string[] {
  const { version, build_id, published_at } = handover;
  const [first = "gold"] = schemasOf(handover);
  const place = tableAt(schemaNames(handover, first).next, VERSION_TABLE);
  return [
    `create table ${place} (\n  "version" integer not null,\n  "build_id" varchar(64) not null,\n  "published_at" timestamp not null\n)`,
    `insert into ${place} values (${version}, ${quoteLiteral(build_id)}, ${quoteLiteral(utc(published_at))})`,
    `grant select on table ${place} to role ${quoteIdentifier(handover.reader)}`,
  ];
}

const utc = (instant: string): string => instant.replace("T", " ").replace("Z", "");

function loadFile(handover: Handover): HandoverFile {
  const copies = handover.tables.flatMap((table) => {
    const place = tableAt(schemaNames(handover, table.schema).next, table.name);
    const from = quoteLiteral(`${handover.objects}/${table.sha256}`);
    const role = quoteLiteral(handover.iam_role);
    return [
      `-- ${table.rows} rows\ncopy ${place}\nfrom ${from}\niam_role ${role}\nformat as parquet`,
      `analyze ${place}`,
    ];
  });
  return fileOf(
    "2-load.sql",
    [
      "Loads the new schemas from the lake; readers still see what they saw before.",
      "The role below needs s3:GetObject and s3:ListBucket on these objects; the bucket must be in the cluster's region.",
      "After a failure begin again with 1-tables.sql.",
    ],
    copies,
  );
}

function switchFile(handover: Handover): HandoverFile {
  const checks = handover.tables.map((table) => {
    const place = tableAt(schemaNames(handover, table.schema).next, table.name);
    return `select 1 / case when count(*) = ${table.rows} then 1 else 0 end as "${nameOf(table)}" from ${place}`;
  });
  const renames = schemasOf(handover).flatMap((schema) => {
    const { next, live, before } = schemaNames(handover, schema);
    return [rename(live, before), rename(next, live)];
  });
  return fileOf(
    "3-switch.sql",
    [
      "Readers get all of the new version at once, or nothing of it: one transaction.",
      "If a schema …_before_v… is there already, this version was loaded before: run tidy.sql first.",
      "A division by zero says that the table named there has not as many rows as were published; nothing is switched.",
    ],
    ["begin", ...checks, ...renames, "commit"],
  );
}

const rename = (from: string, to: string): string =>
  `alter schema ${quoteIdentifier(from)} rename to ${quoteIdentifier(to)}`;

function backFile(handover: Handover): HandoverFile {
  const renames = schemasOf(handover).flatMap((schema) => {
    const { next, live, before } = schemaNames(handover, schema);
    return [rename(live, next), rename(before, live)];
  });
  return fileOf(
    "back.sql",
    ["Only if needed, and before tidy.sql: what readers saw before, again at once."],
    ["begin", ...renames, "commit"],
  );
}

function tidyFile(handover: Handover): HandoverFile {
  const drops = schemasOf(handover).map((schema) => {
    const { before } = schemaNames(handover, schema);
    return `drop schema if exists ${quoteIdentifier(before)} cascade`;
  });
  return fileOf(
    "tidy.sql",
    ["When all is well: removes what readers saw before. After this there is no way back here."],
    drops,
  );
}
