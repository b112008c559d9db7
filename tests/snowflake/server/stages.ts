/** Stages: Snowflake's own folder, and buckets of a team that are read over S3; and what was loaded from them. */
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { createHash } from "node:crypto";
import { dirname, join } from "node:path";
import { GetObjectCommand } from "@aws-sdk/client-s3";
import { type Answer, texts } from "./answers.ts";
import type { Around } from "./around.ts";
import { duckdbText } from "./tokens.ts";
import { SqlError, translate } from "./translate.ts";

export const describeStage = ([, name]: readonly string[], { account }: Around): Answer => {
  const url = account.stages.url(name as string);
  const said = url === null ? "" : JSON.stringify([url]);
  return texts(
    ["parent_property", "property", "property_type", "property_value", "property_default"],
    [["STAGE_LOCATION", "URL", "String", said, ""]],
  );
};

/** A file of a stage as a local one, and its tag. @throws SqlError when it is not there. */
async function fileOf(around: Around, stage: string, path: string) {
  const { account } = around;
  const url = account.stages.url(stage);
  const local = join(account.folder, stage, path);
  if (url !== null) {
    const [, Bucket = "", prefix = ""] = /^s3:\/\/([^/]+)\/(.*)$/.exec(url) ?? [];
    const got = await account.stages.s3
      ?.send(new GetObjectCommand({ Bucket, Key: `${prefix}${path}` }))
      .catch(() => null);
    if (got) {
      mkdirSync(dirname(local), { recursive: true });
      writeFileSync(local, (await got.Body?.transformToByteArray()) ?? "");
      return { local, etag: got.ETag ?? "" };
    }
  } else if (existsSync(local) && statSync(local).size > 0) {
    return { local, etag: createHash("md5").update(readFileSync(local)).digest("hex") };
  }
  throw new SqlError("100016", `Remote file '${stage}/${path}' was not found.`);
}

/** Rows of one file; what the load history knows of this table, by name and tag, is passed over. */
export async function copyInto(
  [, table, stage, folder, file]: readonly string[],
  around: Around,
): Promise<Answer> {
  const { account, connection, pending } = around;
  const name = `${String(stage)}/${String(folder)}/${String(file)}`;
  const { local, etag } = await fileOf(
    around,
    stage as string,
    `${String(folder)}/${String(file)}`,
  );
  const target = translate(String(table), account.catalogue);
  const key = `${String(table)}|${name}|${etag}`;
  if (account.history.has(key) || pending.includes(key))
    return texts(["status"], [["Copy executed with 0 files processed."]]);
  const result = await connection.run(
    `insert into ${target} by name select * from read_parquet(${duckdbText(local)})`,
  );
  pending.push(key);
  const rows = String(result.rowsChanged);
  return texts(["file", "status", "rows_parsed", "rows_loaded"], [[name, "LOADED", rows, rows]]);
}
