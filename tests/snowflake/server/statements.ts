/** The statements the stand-in accepts, each by its shape. Everything else is refused. */
import { join } from "node:path";
import { storedName } from "#domain/snowflake/raw.ts";
import type { Around } from "./around.ts";
import { answerOf, changed, type Answer, texts } from "./answers.ts";
import { copyInto, describeStage } from "./stages.ts";
import { abortTransaction, showTransactions, transaction } from "./transactions.ts";
import { SqlError, translate } from "./translate.ts";

type Work = (match: readonly string[], around: Around) => Promise<Answer> | Answer;

const NAME = "([a-z_][a-z0-9_]*)";
const done = (): Answer => texts(["status"], [["Statement executed successfully."]]);

const query: Work = async ([sql], { account, connection }) => {
  return answerOf(await connection.runAndReadAll(translate(sql as string, account.catalogue)));
};

const change =
  (word: string): Work =>
  async ([sql], { account, connection }) => {
    const result = await connection.run(translate(sql as string, account.catalogue));
    return changed(word, Number(result.rowsChanged));
  };

const plain: Work = async ([sql], { account, connection }) => {
  await connection.run(translate(sql as string, account.catalogue));
  return done();
};

const merge: Work = async (match, around) => {
  const [sql, target, source, keys] = match as [string, string, string, string];
  const { account, connection } = around;
  const on = keys.split(" and ").map((pair) => pair.trim().split(" = ")[1] as string);
  const twice = await connection.runAndReadAll(
    translate(
      `select 1 from (select ${on.join(", ")} from ${source} as s group by ${on.join(", ")} having count(*) > 1) as s limit 1`,
      account.catalogue,
    ),
  );
  if (twice.currentRowCount > 0) {
    throw new SqlError("100090", `Duplicate row detected during DML action on ${target}`);
  }
  const result = await connection.run(translate(sql, account.catalogue));
  return changed("updated", Number(result.rowsChanged));
};

const put: Work = ([, file, stage], { account }) => {
  const [database, schema, name, ...rest] = (stage as string).slice(1).split(/[./]/);
  if (account.stages.url(`${database}.${schema}.${name}`) !== null) {
    throw new SqlError("001003", "SQL compilation error: PUT is for internal stages only.");
  }
  return {
    upload: {
      file: file as string,
      folder: join(account.folder, `${database}.${schema}.${name}`, rest.join("/")),
    },
  };
};

const showDatabases: Work = ([, like], { account }) => {
  const prefix = (like as string).toLowerCase().replaceAll("\\\\_", "_").replace(/%$/, "");
  const names = [...account.databases.keys()].filter((name) => name.startsWith(prefix));
  return texts(
    ["name"],
    names.sort().map((name) => [name.toUpperCase()]),
  );
};

const showWarehouses: Work = ([, like], { account }) => {
  const { warehouse, state, autoResume } = account.place;
  const named = (like as string).toUpperCase().replaceAll("\\\\_", "_") === warehouse;
  return texts(["name", "state", "auto_resume"], named ? [[warehouse, state, autoResume]] : []);
};

const showTables: Work = async ([, like, database], { account }) => {
  const tables = await account.tables(account.need(database as string));
  const wanted = tables.filter(({ table }) => table === `"${(like as string).toLowerCase()}"`);
  return texts(
    ["name", "schema_name"],
    wanted.map(({ schema }) => [(like as string).toUpperCase(), schema.toUpperCase()]),
  );
};

/** Columns under the names Snowflake keeps: DuckDB keeps bare names as they were written. */
const describeTable: Work = async ([, table], { account, connection }) => {
  const name = translate(table as string, account.catalogue);
  const reader = await connection.runAndReadAll(`select column_name from (describe ${name})`);
  return texts(
    ["name", "type"],
    reader.getRows().map(([column]) => [storedName(String(column)), "VARCHAR"]),
  );
};

const grants = (rows: readonly (readonly [string, string, string])[]): Answer =>
  texts(["privilege", "granted_on", "grantee_name"], rows);

/** In order: the first shape that fits decides. */
export const STATEMENTS: readonly (readonly [RegExp, Work])[] = [
  [/^select system\$abort_transaction\((\d+)\)$/, abortTransaction],
  [/^(?:select|with)\s[\s\S]+$/, query],
  [
    new RegExp(
      `^create (?:or replace )?(?:transient |temporary )?table (?:if not exists )?${NAME}\\.${NAME}\\.\\S[\\s\\S]*$`,
    ),
    plain,
  ],
  [
    new RegExp(
      `^alter table ${NAME}\\.${NAME}\\.(?:${NAME}|"[^"]+") add column if not exists "[^"]+" varchar$`,
    ),
    plain,
  ],
  [new RegExp(`^drop table if exists ${NAME}\\.${NAME}\\.${NAME}$`), plain],
  [
    new RegExp(`^create schema if not exists ${NAME}\\.${NAME}$`),
    async ([sql, database, schema], { account, connection }) => {
      await connection.run(
        `create schema if not exists ${account.need(database as string)}.${String(schema)}`,
      );
      return sql === "" ? done() : done();
    },
  ],
  [/^insert into [\s\S]+$/, change("inserted")],
  [/^delete from [\s\S]+$/, change("deleted")],
  [/^update [\s\S]+$/, change("updated")],
  [/^merge into (\S+) as t\s+using (\S+) as s\s+on ([^()]+?)\s+when [\s\S]+$/, merge],
  [/^put 'file:\/\/([^']+)' '(@[^']+)' auto_compress = false overwrite = false$/, put],
  [
    /^copy into (\S+)\s+from @([a-z0-9_.]+)\/(\S+)\s+files = \('([^']+)'\)\s+file_format = \(type = parquet\)\s+match_by_column_name = case_sensitive$/,
    copyInto,
  ],
  [new RegExp(`^(?:(begin)(?: name ${NAME})?|commit|rollback)$`), transaction],
  [/^show transactions$/, showTransactions],
  [/^show databases like '([^']+)'$/, showDatabases],
  [/^show warehouses like '([^']+)'$/, showWarehouses],
  [/^show tables like '([^']+)' in database ([a-z0-9_]+)$/, showTables],
  [new RegExp(`^describe table (${NAME}\\.${NAME}\\.${NAME})$`), describeTable],
  [
    /^show grants on warehouse [a-z0-9_]+$/,
    (_match, { account }) => grants(account.place.onWarehouse),
  ],
  [/^show grants to role [a-z0-9_]+$/, (_match, { account }) => grants(account.place.toRole)],
  [
    new RegExp(`^create database if not exists ${NAME}$`),
    async ([, name], { account }) => {
      if (!account.databases.has(name as string)) await account.attach(name as string);
      return done();
    },
  ],
  [
    new RegExp(`^create or replace database ${NAME}(?: clone ${NAME})?$`),
    async ([, name, from], { account }) => {
      if (from) await account.clone(name as string, from);
      else {
        await account.drop(name as string);
        await account.attach(name as string);
      }
      return done();
    },
  ],
  [
    new RegExp(`^create or replace schema ${NAME}\\.${NAME} clone ${NAME}\\.${NAME}$`),
    async ([, db, schema, from, other], { account }) => {
      await account.cloneSchema(db as string, schema as string, from as string, other as string);
      return done();
    },
  ],
  [
    new RegExp(`^alter database ${NAME} swap with ${NAME}$`),
    ([, a, b], { account }) => {
      account.swap(a as string, b as string);
      return done();
    },
  ],
  [
    new RegExp(`^drop database if exists ${NAME}$`),
    async ([, name], { account }) => {
      await account.drop(name as string);
      return done();
    },
  ],
  [
    new RegExp(
      `^create stage if not exists (${NAME}\\.${NAME}\\.${NAME})(?: url = '(s3://[^']+/)' storage_integration = ${NAME})?$`,
    ),
    ([, name, , , , url], { account }) => {
      if (!account.stages.all.has(name as string))
        account.stages.all.set(name as string, url ?? null);
      return done();
    },
  ],
  [new RegExp(`^describe stage (${NAME}\\.${NAME}\\.${NAME})$`), describeStage],
  [
    new RegExp(`^alter database ${NAME} rename to ${NAME}$`),
    ([, from, to], { account }) => {
      account.rename(from as string, to as string);
      return done();
    },
  ],
  [
    /^create or replace function [\s\S]+$/,
    ([sql], { account }) => {
      account.scripts.define(sql as string, account.setUp);
      return done();
    },
  ],
  [
    /^(?:grant [a-z, ]+ on (?:all |future )?[a-z]+(?: in)?(?: database| schema)? [a-z0-9_.]+ to (?:role )?[a-z0-9_]+|grant role [a-z0-9_]+ to (?:role|user) [a-z0-9_]+|create role if not exists [a-z0-9_]+|create warehouse if not exists [a-z0-9_]+ [a-z0-9_ =']+|use role [a-z]+|alter warehouse [a-z0-9_]+ (?:suspend|set [a-z0-9_ =]+)|grant [a-z ]+ on account to role [a-z0-9_]+)$/,
    done,
  ],
];

/** @throws SqlError for a statement that is on no list, or whose query DuckDB refuses. */
export async function execute(sql: string, around: Around): Promise<Answer> {
  const text = sql.trim();
  for (const [shape, work] of STATEMENTS) {
    const match = shape.exec(text);
    if (!match) continue;
    try {
      const answer = await work([...match], around);
      around.account.statements.push(text);
      return answer;
    } catch (error) {
      if (error instanceof SqlError) throw error;
      const message = error instanceof Error ? error.message : String(error);
      if (message.includes("INTERRUPT")) throw new SqlError("000604", "SQL execution canceled");
      throw new SqlError("001003", `SQL compilation error: ${message}`);
    }
  }
  throw new SqlError(
    "000002",
    `Unsupported feature: the stand-in does not know this statement: ${text.slice(0, 120)}`,
  );
}
