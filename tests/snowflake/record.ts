/** Every statement of a first build and an incremental night with publishing, as it was sent. */
import { setupStatements } from "#domain/snowflake/setup-script.ts";
import { editSample, openSnowflakeLab } from "./lab.ts";
import type { Emitted } from "./emitted.ts";

/** Statements sqlglot has no grammar for and keeps as text: exchanging databases, roles, and grants on all tables. */
const AS_TEXT =
  /^(alter database \w+ swap with|grant select on all tables in schema|use role|create warehouse|alter warehouse|grant role|grant create database|create role)/;

export async function recordStatements(): Promise<
  readonly (Emitted & { readonly command: boolean })[]
> {
  const lab = await openSnowflakeLab(0.003);
  try {
    await lab.run();
    await lab.bring({ publish: true });
    editSample(lab.directory);
    await lab.run();
    await lab.bring({ verify: false });
    const sent = [...lab.snowflake.account.statements, ...setupStatements(lab.snowflake.target)];
    return sent.map((sql, index) => ({
      name: `${index}: ${sql.slice(0, 60)}`,
      sql,
      command: AS_TEXT.test(sql),
    }));
  } finally {
    await lab.close();
  }
}
