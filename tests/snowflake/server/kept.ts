/** What an account keeps besides its tables: stages, and transactions that are open. */
import type { DuckDBConnection } from "@duckdb/node-api";
import type { S3Client } from "@aws-sdk/client-s3";
import { SqlError } from "./translate.ts";

/** What an account knows about stages. */
export class Stages {
  /** Name → address of a bucket; null for Snowflake's own storage. */
  readonly all = new Map<string, string | null>();
  /** How this account reaches buckets. */
  s3: S3Client | null = null;

  /** Url of a stage, null for an internal one. @throws SqlError for none of this name. */
  url(name: string): string | null {
    const url = this.all.get(name);
    if (url !== undefined) return url;
    throw new SqlError("002003", `Stage '${name}' does not exist or not authorized.`);
  }
}

/** Who has a transaction open. */
interface Holder {
  readonly connection: DuckDBConnection;
  readonly pending: string[];
}

interface Open {
  readonly around: Holder;
  readonly name: string;
}

export class Transactions {
  readonly open = new Map<string, Open>();
  #last = 1_700_000_000_000;

  begin(around: Holder, name: string): void {
    this.#last += 1;
    this.open.set(String(this.#last), { around, name });
  }

  forget(around: Holder): void {
    for (const [id, one] of this.open) if (one.around === around) this.open.delete(id);
    around.pending.length = 0;
  }
}
