/** Every statement of a first build and an incremental night with publishing, as it was sent. */
import { testTarget } from "#app/snowflake/connection-test.ts";
import { cloudVersions, rollbackCloud } from "#app/snowflake/rollback.ts";
import { setupStatements } from "#domain/snowflake/setup-script.ts";
import { ownStage } from "#domain/snowflake/stage.ts";
import { editSample, openSnowflakeLab, type SnowflakeLab } from "./lab.ts";
import type { Emitted } from "./emitted.ts";

/** Statements sqlglot has no grammar for and keeps as text: exchanging databases, roles, and grants on all tables. */
const AS_TEXT =
  /^(alter database \w+ (?:swap with|rename to)|show transactions|grant select on all tables in schema|use role|create warehouse|alter warehouse|alter storage integration|show grants|grant role|grant create database|create role)/;

const call = { signal: new AbortController().signal, progress: () => undefined };

/** The test of a connection on its longest way: a warehouse that does not wake by itself, no database yet. */
async function testFirst({ services, snowflake }: SnowflakeLab): Promise<void> {
  const { place } = snowflake.account;
  snowflake.account.place = { ...place, autoResume: "false" };
  await testTarget(services)({}, call);
  snowflake.account.place = place;
}

/** The versions there, and the oldest put back. */
async function rollBack({ services }: SnowflakeLab): Promise<void> {
  const { versions } = await cloudVersions(services)({}, call);
  await rollbackCloud(services)({ run: versions.at(-1)?.run ?? 0 }, call);
}

export async function recordStatements(): Promise<
  readonly (Emitted & { readonly command: boolean })[]
> {
  const lab = await openSnowflakeLab(0.003);
  try {
    await lab.run();
    await testFirst(lab);
    await lab.bring({ publish: true });
    editSample(lab.directory);
    await lab.run();
    await lab.bring({ verify: false });
    await rollBack(lab);
    const { target, account } = lab.snowflake;
    const stages = [{ path: "s3://team/snowflake" }, { name: "ADMIN.STAGES.BRONZE" }];
    const sent = [
      ...account.statements,
      ...stages.flatMap((stage) => setupStatements({ ...target, stage })),
      ownStage(target, "s3://team/snowflake").create,
      "describe stage admin.stages.bronze",
    ];
    return sent.map((sql, index) => ({
      name: `${index}: ${sql.slice(0, 60)}`,
      sql,
      command: AS_TEXT.test(sql),
    }));
  } finally {
    await lab.close();
  }
}
