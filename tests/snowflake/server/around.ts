/** What a statement works on. */
import type { DuckDBConnection } from "@duckdb/node-api";
import type { Account } from "./account.ts";

export interface Around {
  readonly account: Account;
  readonly connection: DuckDBConnection;
  /** Loads since `begin`; the history learns of them with `commit`. */
  readonly pending: string[];
}
