/** An S3 gateway (versitygw) over a folder of its own; signatures, checksums and conditions are really checked. */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { CreateBucketCommand, S3Client } from "@aws-sdk/client-s3";
import { program } from "./programs.ts";
import { freePort, serverFolder, startProgram } from "./process.ts";

export interface TestS3 {
  readonly endpoint: string;
  readonly region: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** A client of ours, path style. */
  client(): S3Client;
  makeBucket(name: string): Promise<void>;
  stop(): Promise<void>;
}

export async function startS3(): Promise<TestS3> {
  const folder = serverFolder("s3");
  for (const name of ["data", "versions"]) mkdirSync(join(folder.path, name));
  const port = await freePort();
  const keys = { accessKeyId: "medallion-test", secretAccessKey: "medallion-test-secret" };
  const args = ["--port", `127.0.0.1:${port}`, "--quiet", "posix"];
  // One action at a time: on a folder it looks at the tag and renames after that, so that under load two
  // conditional puts could both find the version they ask for.
  args.push("--concurrency", "1");
  const where = ["--versioning-dir", join(folder.path, "versions"), join(folder.path, "data")];
  const server = await startProgram(program("versitygw"), [...args, ...where], port, {
    env: { ROOT_ACCESS_KEY: keys.accessKeyId, ROOT_SECRET_KEY: keys.secretAccessKey },
  });
  const endpoint = `http://127.0.0.1:${port}`;
  const region = "us-east-1";
  const client = (): S3Client =>
    new S3Client({ endpoint, region, forcePathStyle: true, credentials: keys });
  return {
    endpoint,
    region,
    ...keys,
    client,
    makeBucket: async (Bucket) => {
      const s3 = client();
      await s3.send(new CreateBucketCommand({ Bucket }));
      s3.destroy();
    },
    stop: async () => {
      await server.stop();
      folder.remove();
    },
  };
}
