import { parseDatabaseAddress } from "#domain/remote/address.ts";
import type { RemotePlace } from "#domain/workspace.ts";
import type { FoundTables } from "#ports/remote-places.ts";
import { databaseError } from "./errors.ts";
import type { Snapshot } from "./driver.ts";
import type { DatabaseOptions } from "./tables.ts";
import { targetOf } from "./target.ts";

/** A person waits. */
const PATIENCE_SECONDS = 20;
/** Nobody reads a longer list; whoever has more names the table. */
const MOST_TABLES = 1000;

/** Tables and views of a database that its user may read. @throws AppError `upstream` with what to do. */
export async function lookAtDatabase(
  place: Extract<RemotePlace, { readonly kind: "postgres" | "mysql" }>,
  { driver, secrets }: DatabaseOptions,
  secret: string | undefined,
  signal?: AbortSignal,
): Promise<FoundTables> {
  const speaker = await driver();
  let snapshot: Snapshot | null = null;
  try {
    snapshot = await speaker.open(await targetOf(place, PATIENCE_SECONDS, secrets, secret), signal);
    const found = await snapshot.tables(MOST_TABLES + 1);
    return { tables: found.slice(0, MOST_TABLES), more: found.length > MOST_TABLES };
  } catch (error) {
    signal?.throwIfAborted();
    const address = parseDatabaseAddress(place.path);
    throw address ? databaseError(error, speaker, { address, table: "" }) : error;
  } finally {
    await snapshot?.close();
  }
}
