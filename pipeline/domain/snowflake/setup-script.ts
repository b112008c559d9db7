import { snowflakeName } from "./names.ts";
import { stageGrants } from "./stage.ts";
import { AUTO_SUSPEND_SECONDS } from "./spend.ts";
import { snowflakeDatabases, type SnowflakeTarget } from "./target.ts";

/**
 * Statements an administrator runs once: a role that loads and may do nothing else, a role that reads what is
 * published, a warehouse that suspends itself. The loading role makes and exchanges its own databases, so it owns
 * them; it gets no rights to anything that was there before.
 */
export function setupStatements(target: SnowflakeTarget): readonly string[] {
  const { published } = snowflakeDatabases(target);
  const [loader, reader] = [target.role.toLowerCase(), `${published}_reader`];
  const warehouse = target.warehouse.toLowerCase();
  const size = (target.warehouse_size ?? "X-Small").replaceAll("-", "").toLowerCase();
  return [
    "use role securityadmin",
    `create role if not exists ${loader}`,
    `create role if not exists ${reader}`,
    `grant role ${reader} to role sysadmin`,
    `grant role ${loader} to role sysadmin`,
    `grant role ${loader} to user ${userName(target.user)}`,
    "use role sysadmin",
    `create warehouse if not exists ${warehouse} warehouse_size = ${size} auto_suspend = ${AUTO_SUSPEND_SECONDS} auto_resume = true initially_suspended = true`,
    `grant usage on warehouse ${warehouse} to role ${loader}`,
    `grant operate on warehouse ${warehouse} to role ${loader}`,
    "use role accountadmin",
    `grant create database on account to role ${loader}`,
    ...stageGrants(target),
  ];
}

/** Users of a directory are named like `jane.doe@shop.example`, and Snowflake keeps such names in upper case. */
function userName(user: string): string {
  const bare = snowflakeName(user.toLowerCase());
  return bare.startsWith('"') ? snowflakeName(user.toUpperCase()) : bare;
}

/** The same as a file to read and to run. */
export function setupScript(target: SnowflakeTarget): string {
  const head = `-- Run once by an administrator of ${target.account}. Nothing here reads or changes existing data.`;
  return `${head}\n${setupStatements(target)
    .map((statement) => `${statement};\n`)
    .join("")}`;
}
