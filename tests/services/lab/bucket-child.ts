/**
 * Lists a bucket in a process of its own, with whatever credentials, proxy and authorities its environment gives:
 * `bucket-child.ts '{"path": "s3://…", …}'`. Prints the keys, or what a person is told.
 */
import { Bucket } from "#adapters/s3/bucket.ts";
import { AppError } from "#domain/errors.ts";
import type { BucketPlace } from "#domain/remote/bucket.ts";

const bucket = new Bucket(JSON.parse(process.argv[2] ?? "{}") as BucketPlace);
try {
  const found = await bucket.list("");
  console.info(JSON.stringify({ keys: found.map(({ key }) => key) }));
} catch (error) {
  const { message, hint, details } = error as AppError;
  console.info(JSON.stringify({ ours: error instanceof AppError, message, hint, details }));
}
bucket.close();
