import type { Handler } from "#app/use-case.ts";
import { AppError } from "#domain/errors.ts";
import { failureOf, type TargetFailure } from "#domain/snowflake/failures.ts";
import { snowflakeName } from "#domain/snowflake/names.ts";
import { snowflakeDatabases, type SnowflakeTarget } from "#domain/snowflake/target.ts";
import type { CloudRow, CloudSession } from "#ports/snowflake.ts";
import { targetOf } from "./target.ts";
import { ourDatabases } from "./versions.ts";

/** Failures that are an answer of the test; everything else is a failure of the test. */
const ANSWERS: readonly string[] = ["upstream", "bad_input", "question"];

/** Privileges with which a role wakes a warehouse that does not wake by itself. */
const WAKING = ["OPERATE", "OWNERSHIP"];

/**
 * `target.test`: signs in and looks whether what a run needs is there. Only what Snowflake tells without a
 * warehouse is asked, so it costs nothing. What is in the way is an answer, not an error.
 */
export const testTarget: Handler<"target", "test"> = (services) => async (_input, call) => {
  const target = await targetOf(services);
  try {
    const options = { tag: "medallion test", signal: call.signal, deadline: 60_000 };
    const cloud = await services.snowflake.connect(target, options);
    try {
      return await look(cloud, target);
    } finally {
      await cloud.close();
    }
  } catch (error) {
    if (!(error instanceof AppError) || !ANSWERS.includes(error.code)) throw error;
    return failed(failureOf(error.details), error.message, error.hint ?? null);
  }
};

function failed(failure: TargetFailure | null, text: string, action: string | null) {
  return { ok: false, failure, text, action, databases: [] as string[] };
}

async function look(cloud: CloudSession, target: SnowflakeTarget) {
  const warehouse = target.warehouse.toUpperCase();
  const known = await cloud.rows(`show warehouses like '${likeName(warehouse)}'`);
  const found = known.find((row) => upper(row, "name") === warehouse);
  if (!found) {
    const text = `There is no warehouse ${warehouse}, or the role ${target.role} may not use it.`;
    return failed("warehouse_missing", text, "Run the set-up script as an administrator.");
  }
  if (upper(found, "state") === "SUSPENDED" && upper(found, "auto_resume") !== "TRUE") {
    if (!(await mayWake(cloud, target))) {
      const text = `The warehouse ${warehouse} is suspended, and the role ${target.role} may not start it.`;
      return failed("warehouse_suspended", text, "Run the set-up script as an administrator.");
    }
  }
  const databases = [...(await ourDatabases(cloud, snowflakeDatabases(target)))];
  if (databases.length === 0 && !(await mayCreate(cloud, target))) {
    const text = `There is no database ${target.database}, and the role ${target.role} may not create one.`;
    return failed("database_missing", text, "Run the set-up script as an administrator.");
  }
  const text = `Signed in as ${target.user} with the role ${target.role}.`;
  return { ok: true, failure: null, text, action: null, databases };
}

async function mayWake(cloud: CloudSession, { warehouse, role }: SnowflakeTarget) {
  const grants = await cloud.rows(
    `show grants on warehouse ${snowflakeName(warehouse.toLowerCase())}`,
  );
  const ours = grants.filter((grant) => upper(grant, "grantee_name") === role.toUpperCase());
  return ours.some((grant) => WAKING.includes(upper(grant, "privilege")));
}

/** A role may also have it from a role it holds; then nothing is said against it here. */
async function mayCreate(cloud: CloudSession, { role }: SnowflakeTarget) {
  const grants = await cloud.rows(`show grants to role ${snowflakeName(role.toLowerCase())}`);
  return grants.some(
    (grant) =>
      upper(grant, "privilege") === "CREATE DATABASE" || upper(grant, "granted_on") === "ROLE",
  );
}

const upper = (row: CloudRow, name: string): string => String(row[name] ?? "").toUpperCase();

const likeName = (name: string): string => name.replaceAll("_", "\\\\_");
