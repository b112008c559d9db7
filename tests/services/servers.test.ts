/** The servers every other file here relies on: they start, check who is asking, and stop. */
import { PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import mysql from "mysql2/promise";
import pg from "pg";
import { expect, test } from "vitest";
import { startMariadb } from "./servers/mariadb.ts";
import { startPostgres } from "./servers/postgres.ts";
import { serviceSuite } from "./servers/programs.ts";
import { startS3 } from "./servers/s3.ts";

serviceSuite("PostgreSQL", ["initdb", "postgres"], () => {
  test("answers its owner and nobody with a wrong password", async () => {
    const server = await startPostgres();
    try {
      const [result] = await server.sql("select 1 + 1 as two");
      expect(result?.rows).toEqual([{ two: 2 }]);
      const stranger = new pg.Client({ ...server.owner, password: "wrong" });
      await expect(stranger.connect()).rejects.toMatchObject({ code: "28P01" });
    } finally {
      await server.stop();
    }
  });
});

serviceSuite("MariaDB", ["mariadb-install-db", "mariadbd"], () => {
  test("answers its owner and nobody with a wrong password", async () => {
    const server = await startMariadb();
    try {
      expect(await server.sql("select 1 + 1 as two")).toEqual([[{ two: 2 }]]);
      const stranger = mysql.createConnection({ ...server.owner, password: "wrong" });
      await expect(stranger).rejects.toMatchObject({ code: "ER_ACCESS_DENIED_ERROR" });
    } finally {
      await server.stop();
    }
  });
});

serviceSuite("S3 gateway", ["versitygw"], () => {
  test("takes an object once where asked to, and nothing signed wrongly", async () => {
    const server = await startS3();
    const client = server.client();
    const put = { Bucket: "servers", Key: "a", Body: "x", IfNoneMatch: "*" };
    try {
      await server.makeBucket("servers");
      await client.send(new PutObjectCommand(put));
      await expect(client.send(new PutObjectCommand(put))).rejects.toMatchObject({
        name: "PreconditionFailed",
      });
      const wrong = new S3Client({
        endpoint: server.endpoint,
        region: server.region,
        forcePathStyle: true,
        credentials: { accessKeyId: server.accessKeyId, secretAccessKey: "wrong" },
      });
      await expect(wrong.send(new PutObjectCommand(put))).rejects.toMatchObject({
        name: "SignatureDoesNotMatch",
      });
      wrong.destroy();
    } finally {
      client.destroy();
      await server.stop();
    }
  });
});
