import { AppError } from "#domain/errors.ts";
import type { LeaseRecord, LeaseStore } from "#ports/lease.ts";
import type { Bucket } from "./bucket.ts";

/** Leases as objects that are only ever put with a condition. `bucket` is asked for when the first is wanted. */
export function createBucketLeases(bucket: () => Bucket): LeaseStore {
  const key = (name: string): string => `leases/${name}.json`;
  return {
    shared: true,
    async read(name) {
      const found = await bucket().text(key(name));
      return found && { record: parse(found.text, name), tag: found.etag };
    },
    put: (name, record, tag) => bucket().putText(key(name), `${JSON.stringify(record)}\n`, tag),
  };
}

function parse(text: string, name: string): LeaseRecord {
  try {
    const record = JSON.parse(text) as LeaseRecord;
    if (Number.isInteger(record.fence) && typeof record.token === "string") return record;
  } catch {
    // Said below.
  }
  throw new AppError("corrupt", `The lease "${name}" of the shared lake is no record.`, {
    hint: "Look at the object leases/ in the bucket: something else wrote it.",
  });
}
